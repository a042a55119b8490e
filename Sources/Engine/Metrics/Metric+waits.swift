extension Metric {
    /// What happened to waits in a period.
    static let ofWaits: [Metric] = [
        Metric(
            "wait_mean",
            .duration,
            MetricWords("TME, tempo de espera", "Waiting time"),
            MetricWords(
                "Média de: tempo entre o início da espera e a resposta de um agente, nas "
                    + "esperas de entrada atendidas no período. As não atendidas contam em "
                    + "abandonadas.",
                "Mean of: time from the start of the wait to an agent's answer, of inbound "
                    + "waits answered in the period. Unanswered ones count as abandoned."
            )
        ),
        Metric(
            "wait_p50",
            .duration,
            MetricWords("TME, tempo de espera (mediana)", "Waiting time (median)"),
            MetricWords(
                "Mediana (posto mais próximo, sobre os próprios valores) de: tempo entre o "
                    + "início da espera e a resposta de um agente, nas esperas de entrada atendidas "
                    + "no período. As não atendidas contam em abandonadas.",
                "Median (nearest rank, over the values themselves) of: time from the start of "
                    + "the wait to an agent's answer, of inbound waits answered in the period. "
                    + "Unanswered ones count as abandoned."
            )
        ),
        Metric(
            "wait_p90",
            .duration,
            MetricWords("TME, tempo de espera (p90)", "Waiting time (p90)"),
            MetricWords(
                "Percentil 90 (posto mais próximo, sobre os próprios valores) de: tempo entre "
                    + "o início da espera e a resposta de um agente, nas esperas de entrada "
                    + "atendidas no período. As não atendidas contam em abandonadas.",
                "90th percentile (nearest rank, over the values themselves) of: time from the "
                    + "start of the wait to an agent's answer, of inbound waits answered in the "
                    + "period. Unanswered ones count as abandoned."
            )
        ),
        Metric(
            "wait_business_mean",
            .duration,
            MetricWords("TME em horário de atendimento", "Waiting time in business hours"),
            MetricWords(
                "Como o TME, contando só o tempo dentro do horário da equipe que atendeu; sem "
                    + "horário, todo o tempo.",
                "As the waiting time, counting only time within the hours of the team that "
                    + "answered; without hours, all of it."
            )
        ),
        Metric(
            "offered",
            .episodes,
            MetricWords("Oferecidas", "Offered"),
            MetricWords(
                "Esperas de entrada que terminaram no período; cada uma conta uma vez, por "
                    + "quantas filas tenha passado.",
                "Inbound waits that ended in the period; each counts once, through however "
                    + "many queues it went."
            )
        ),
        Metric(
            "answered",
            .episodes,
            MetricWords("Atendidas na fila", "Answered"),
            MetricWords(
                "Esperas de entrada que terminaram no período porque um agente atendeu.",
                "Inbound waits that ended in the period because an agent answered."
            )
        ),
        Metric(
            "abandoned",
            .episodes,
            MetricWords("Abandonadas", "Abandoned"),
            MetricWords(
                "Esperas de entrada em que a sessão foi encerrada, no período, pelo contato "
                    + "ou pelo tempo.",
                "Inbound waits in which the session was closed, in the period, by the contact "
                    + "or by time."
            )
        ),
        Metric(
            "abandoned_short",
            .episodes,
            MetricWords("Abandonos curtos", "Short abandons"),
            MetricWords(
                "Abandonadas em canais ao vivo em menos tempo que o limite curto da equipe.",
                "Abandoned ones on live channels in less than the team's short limit."
            )
        ),
        Metric(
            "answered_in_target",
            .episodes,
            MetricWords("Atendidas no prazo", "Answered in target"),
            MetricWords(
                "Esperas de entrada atendidas no período dentro da meta da equipe que "
                    + "atendeu.",
                "Inbound waits answered in the period within the target of the team that "
                    + "answered."
            )
        ),
        Metric(
            "abandon_rate",
            .ratio,
            MetricWords("Taxa de abandono", "Abandon rate"),
            MetricWords(
                "Abandonadas ÷ (atendidas na fila + abandonadas), sem os abandonos curtos nos "
                    + "dois lados.",
                "Abandoned ÷ (answered + abandoned), short abandons left out of both."
            )
        ),
        Metric(
            "service_level",
            .ratio,
            MetricWords("Nível de serviço", "Service level"),
            MetricWords(
                "Atendidas dentro da meta da equipe ÷ (atendidas na fila + abandonadas não curtas "
                    + "das equipes que as contam).",
                "Answered within the team's target ÷ (answered + abandoned that were not short, "
                    + "of the teams that count them)."
            )
        ),
        Metric(
            "overflowed",
            .episodes,
            MetricWords("Transbordadas", "Overflowed"),
            MetricWords(
                "Trechos de espera que uma regra terminou no período, levando a sessão a "
                    + "outra equipe.",
                "Wait legs that a rule ended in the period, moving the session to another "
                    + "team."
            )
        ),
        Metric(
            "overflowed_unavailable",
            .episodes,
            MetricWords("Transbordadas, ninguém disponível", "Overflowed, nobody available"),
            MetricWords(
                "Transbordadas porque ninguém da equipe estava disponível.",
                "Overflowed because nobody of the team was available."
            )
        ),
        Metric(
            "overflowed_wait",
            .episodes,
            MetricWords("Transbordadas, espera longa", "Overflowed, long wait"),
            MetricWords(
                "Transbordadas porque a espera passou do limite da equipe.",
                "Overflowed because the wait passed the team's limit."
            )
        ),
        Metric(
            "overflowed_hours",
            .episodes,
            MetricWords("Transbordadas, fora do horário", "Overflowed, out of hours"),
            MetricWords(
                "Transbordadas porque a equipe estava fora do seu horário.",
                "Overflowed because the team was out of its hours."
            )
        ),
        Metric(
            "overflows_taken",
            .episodes,
            MetricWords("Recebidas por transbordo", "Taken by overflow"),
            MetricWords(
                "Sessões que uma regra trouxe, no período, da fila de outra equipe.",
                "Sessions that a rule brought, in the period, from another team's queue."
            )
        ),
        Metric(
            "overflow_rate",
            .ratio,
            MetricWords("Taxa de transbordo", "Overflow rate"),
            MetricWords(
                "Trechos de espera terminados por transbordo ÷ trechos de espera terminados, "
                    + "no período.",
                "Wait legs ended by overflow ÷ wait legs ended, in the period."
            )
        ),
    ]
}
