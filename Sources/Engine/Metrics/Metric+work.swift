extension Metric {
    /// What agents and channels did in a period.
    static let ofWork: [Metric] = [
        Metric(
            "occupancy",
            .ratio,
            MetricWords("Ocupação", "Occupancy"),
            MetricWords(
                "Por agente: tempo com ao menos uma sessão em atendimento enquanto disponível "
                    + "÷ tempo disponível. Nunca passa de 100 %.",
                "Per agent: time with at least one session in service while available ÷ time "
                    + "available. Never over 100 %."
            )
        ),
        Metric(
            "utilisation",
            .ratio,
            MetricWords("Utilização", "Utilisation"),
            MetricWords(
                "Soma dos tempos em atendimento enquanto disponível ÷ (tempo disponível × "
                    + "limite de sessões).",
                "Sum of service times while available ÷ (time available × session limit)."
            )
        ),
        Metric(
            "available_time",
            .duration,
            MetricWords("Tempo disponível", "Time available"),
            MetricWords(
                "Tempo em que os agentes estiveram disponíveis no período; pausas não contam.",
                "Time that agents were available in the period; pauses do not count."
            )
        ),
        Metric(
            "pause_time",
            .duration,
            MetricWords("Tempo em pausa", "Pause time"),
            MetricWords(
                "Tempo em pausa no período, por motivo.",
                "Time on pauses in the period, by reason."
            )
        ),
        Metric(
            "rating_mean",
            .stars,
            MetricWords("Avaliação", "Rating"),
            MetricWords(
                "Média das avaliações recebidas no período.",
                "Mean of the ratings received in the period."
            )
        ),
        Metric(
            "ratings",
            .sessions,
            MetricWords("Avaliações", "Ratings"),
            MetricWords(
                "Avaliações recebidas no período.",
                "Ratings received in the period."
            )
        ),
        Metric(
            "ratings_asked",
            .sessions,
            MetricWords("Avaliações pedidas", "Ratings asked"),
            MetricWords(
                "Sessões em que a avaliação foi pedida no período.",
                "Sessions in which a rating was asked for in the period."
            )
        ),
        Metric(
            "rating_rate",
            .ratio,
            MetricWords("Respostas à avaliação", "Rating answers"),
            MetricWords(
                "Avaliações recebidas ÷ pedidas; cada sessão é perguntada no máximo uma vez.",
                "Ratings received ÷ asked for; each session is asked at most once."
            )
        ),
        Metric(
            "messages_in",
            .messages,
            MetricWords("Mensagens recebidas", "Messages in"),
            MetricWords(
                "Mensagens de contatos no período.",
                "Messages of contacts in the period."
            )
        ),
        Metric(
            "messages_out",
            .messages,
            MetricWords("Mensagens enviadas", "Messages out"),
            MetricWords(
                "Mensagens nossas no período: de agentes, do fluxo e automáticas.",
                "Messages of ours in the period: of agents, of the flow and automatic ones."
            )
        ),
        Metric(
            "messages_failed",
            .messages,
            MetricWords("Mensagens com falha", "Messages failed"),
            MetricWords(
                "Mensagens nossas do período que não chegaram ou cujo destino é desconhecido, "
                    + "no estado atual.",
                "Messages of ours in the period that did not arrive or whose fate is unknown, "
                    + "as it stands now."
            )
        ),
        Metric(
            "messages_unknown",
            .messages,
            MetricWords("Mensagens incertas", "Messages unknown"),
            MetricWords(
                "Mensagens nossas do período das quais não se sabe se o provedor as recebeu.",
                "Messages of ours in the period of which nobody knows whether the provider "
                    + "took them."
            )
        ),
    ]
}
