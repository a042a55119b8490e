extension Metric {
    /// What became of sessions in a period.
    static let ofSessions: [Metric] = [
        Metric(
            "sessions_started",
            .sessions,
            MetricWords("Iniciadas", "Started"),
            MetricWords(
                "Sessões que começaram no período.",
                "Sessions that began in the period."
            )
        ),
        Metric(
            "sessions_closed",
            .sessions,
            MetricWords("Finalizadas", "Closed"),
            MetricWords(
                "Sessões cujo último encerramento foi no período.",
                "Sessions whose last close was in the period."
            )
        ),
        Metric(
            "sessions_active",
            .sessions,
            MetricWords("Ativas", "Active"),
            MetricWords(
                "Sessões abertas em qualquer instante do período.",
                "Sessions open at any instant of the period."
            )
        ),
        Metric(
            "sessions_reopened",
            .sessions,
            MetricWords("Reabertas", "Reopened"),
            MetricWords(
                "Sessões reabertas no período.",
                "Sessions reopened in the period."
            )
        ),
        Metric(
            "served",
            .sessions,
            MetricWords("Atendidas", "Served"),
            MetricWords(
                "Sessões encerradas no período com ao menos um trecho em atendimento.",
                "Sessions closed in the period with at least one service leg."
            )
        ),
        Metric(
            "success",
            .sessions,
            MetricWords("Com sucesso", "Success"),
            MetricWords(
                "Sessões encerradas no período por agente, administrador ou contato, ou por "
                    + "um fluxo que assim o diz.",
                "Sessions closed in the period by an agent, an administrator or the contact, "
                    + "or by a flow that says so."
            )
        ),
        Metric(
            "lost",
            .sessions,
            MetricWords("Perdidas", "Lost"),
            MetricWords(
                "Sessões encerradas no período pelo tempo, por não haver ninguém, ou por um "
                    + "fluxo que assim o diz.",
                "Sessions closed in the period by time, because nobody was there, or by a "
                    + "flow that says so."
            )
        ),
        Metric(
            "transferred",
            .sessions,
            MetricWords("Transferidas", "Transferred"),
            MetricWords(
                "Sessões encerradas no período com ao menos uma transferência feita por uma "
                    + "pessoa.",
                "Sessions closed in the period with at least one transfer by a person."
            )
        ),
        Metric(
            "transfer_rate",
            .ratio,
            MetricWords("Taxa de transferência", "Transfer rate"),
            MetricWords(
                "Sessões com ao menos uma transferência ÷ sessões atendidas.",
                "Sessions with at least one transfer ÷ sessions served."
            )
        ),
    ]
}
