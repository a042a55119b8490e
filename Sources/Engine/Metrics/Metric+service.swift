extension Metric {
    /// How long things took in a period.
    static let ofService: [Metric] = [
        Metric(
            "handle_mean",
            .duration,
            MetricWords("TMA, tempo de atendimento", "Handling time"),
            MetricWords(
                "Média de: soma dos trechos em atendimento de cada sessão encerrada no "
                    + "período com ao menos um; por agente, cada trecho do próprio agente.",
                "Mean of: sum of the service legs of each session closed in the period with "
                    + "at least one; per agent, each of the agent's own service legs."
            )
        ),
        Metric(
            "handle_p50",
            .duration,
            MetricWords("TMA, tempo de atendimento (mediana)", "Handling time (median)"),
            MetricWords(
                "Mediana (posto mais próximo, sobre os próprios valores) de: soma dos trechos "
                    + "em atendimento de cada sessão encerrada no período com ao menos um; por "
                    + "agente, cada trecho do próprio agente.",
                "Median (nearest rank, over the values themselves) of: sum of the service "
                    + "legs of each session closed in the period with at least one; per agent, each "
                    + "of the agent's own service legs."
            )
        ),
        Metric(
            "handle_p90",
            .duration,
            MetricWords("TMA, tempo de atendimento (p90)", "Handling time (p90)"),
            MetricWords(
                "Percentil 90 (posto mais próximo, sobre os próprios valores) de: soma dos "
                    + "trechos em atendimento de cada sessão encerrada no período com ao menos um; "
                    + "por agente, cada trecho do próprio agente.",
                "90th percentile (nearest rank, over the values themselves) of: sum of the "
                    + "service legs of each session closed in the period with at least one; per "
                    + "agent, each of the agent's own service legs."
            )
        ),
        Metric(
            "handle_active_mean",
            .duration,
            MetricWords("TMA ativo", "Active handling time"),
            MetricWords(
                "Como o TMA, contando só os períodos com mensagem de um dos lados em até 5 "
                    + "minutos.",
                "As the handling time, counting only stretches with a message of either side "
                    + "within 5 minutes."
            )
        ),
        Metric(
            "first_response_mean",
            .duration,
            MetricWords("Primeira resposta", "First response"),
            MetricWords(
                "Média de: tempo entre o início da espera e a primeira mensagem humana depois "
                    + "dela, creditada a quem a enviou. Modelos, fluxo e mensagens automáticas não "
                    + "são mensagens humanas.",
                "Mean of: time from the start of the wait to the first human message after "
                    + "it, credited to its sender. Templates, flow and automatic messages are no "
                    + "human messages."
            )
        ),
        Metric(
            "first_response_p50",
            .duration,
            MetricWords("Primeira resposta (mediana)", "First response (median)"),
            MetricWords(
                "Mediana (posto mais próximo, sobre os próprios valores) de: tempo entre o "
                    + "início da espera e a primeira mensagem humana depois dela, creditada a quem "
                    + "a enviou. Modelos, fluxo e mensagens automáticas não são mensagens humanas.",
                "Median (nearest rank, over the values themselves) of: time from the start of "
                    + "the wait to the first human message after it, credited to its sender. "
                    + "Templates, flow and automatic messages are no human messages."
            )
        ),
        Metric(
            "first_response_p90",
            .duration,
            MetricWords("Primeira resposta (p90)", "First response (p90)"),
            MetricWords(
                "Percentil 90 (posto mais próximo, sobre os próprios valores) de: tempo entre "
                    + "o início da espera e a primeira mensagem humana depois dela, creditada a "
                    + "quem a enviou. Modelos, fluxo e mensagens automáticas não são mensagens "
                    + "humanas.",
                "90th percentile (nearest rank, over the values themselves) of: time from the "
                    + "start of the wait to the first human message after it, credited to its "
                    + "sender. Templates, flow and automatic messages are no human messages."
            )
        ),
        Metric(
            "first_response_business_mean",
            .duration,
            MetricWords(
                "Primeira resposta em horário de atendimento",
                "First response in business hours"
            ),
            MetricWords(
                "Como a primeira resposta, contando só o tempo dentro do horário da equipe.",
                "As the first response, counting only time within the team's hours."
            )
        ),
        Metric(
            "response_mean",
            .duration,
            MetricWords("Tempo de resposta", "Response time"),
            MetricWords(
                "Média de: tempo entre a primeira mensagem do contato ainda sem resposta e a "
                    + "resposta humana seguinte.",
                "Mean of: time from the contact's first unanswered message to the human reply "
                    + "after it."
            )
        ),
        Metric(
            "response_p50",
            .duration,
            MetricWords("Tempo de resposta (mediana)", "Response time (median)"),
            MetricWords(
                "Mediana (posto mais próximo, sobre os próprios valores) de: tempo entre a "
                    + "primeira mensagem do contato ainda sem resposta e a resposta humana "
                    + "seguinte.",
                "Median (nearest rank, over the values themselves) of: time from the "
                    + "contact's first unanswered message to the human reply after it."
            )
        ),
        Metric(
            "response_p90",
            .duration,
            MetricWords("Tempo de resposta (p90)", "Response time (p90)"),
            MetricWords(
                "Percentil 90 (posto mais próximo, sobre os próprios valores) de: tempo entre "
                    + "a primeira mensagem do contato ainda sem resposta e a resposta humana "
                    + "seguinte.",
                "90th percentile (nearest rank, over the values themselves) of: time from the "
                    + "contact's first unanswered message to the human reply after it."
            )
        ),
        Metric(
            "response_business_mean",
            .duration,
            MetricWords(
                "Tempo de resposta em horário de atendimento",
                "Response time in business hours"
            ),
            MetricWords(
                "Como o tempo de resposta, contando só o tempo dentro do horário da equipe.",
                "As the response time, counting only time within the team's hours."
            )
        ),
        Metric(
            "resolution_mean",
            .duration,
            MetricWords("Tempo de resolução", "Resolution time"),
            MetricWords(
                "Média do tempo entre o início e o encerramento das sessões encerradas no "
                    + "período, sem os trechos em que estiveram encerradas.",
                "Mean time from start to close of sessions closed in the period, without the "
                    + "stretches in which they were closed."
            )
        ),
    ]
}
