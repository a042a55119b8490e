extension Metric {
    /// What is so at the instant of reading.
    static let ofNow: [Metric] = [
        Metric(
            "navigating_now",
            .sessions,
            MetricWords("Navegando", "With the flow"),
            MetricWords(
                "Sessões abertas que estão com o fluxo automático no instante da leitura.",
                "Open sessions that are with the automatic flow at the instant of reading."
            )
        ),
        Metric(
            "waiting_now",
            .sessions,
            MetricWords("Em espera", "Waiting"),
            MetricWords(
                "Sessões abertas na fila de uma equipe no instante da leitura.",
                "Open sessions in a team's queue at the instant of reading."
            )
        ),
        Metric(
            "in_service_now",
            .sessions,
            MetricWords("Em atendimento", "In service"),
            MetricWords(
                "Sessões abertas com um agente no instante da leitura.",
                "Open sessions with an agent at the instant of reading."
            )
        ),
        Metric(
            "longest_wait_now",
            .duration,
            MetricWords("Maior espera agora", "Longest wait now"),
            MetricWords(
                "Tempo decorrido desde o início da espera em aberto mais antiga. Transbordo, "
                    + "reserva e transferência na fila não reiniciam a espera; conversas que nós "
                    + "iniciamos ficam fora.",
                "Time since the oldest open wait began. Overflow, reservation and transfer in "
                    + "the queue do not restart a wait; conversations that we began are left out."
            )
        ),
        Metric(
            "at_risk_now",
            .episodes,
            MetricWords("Em risco", "At risk"),
            MetricWords(
                "Esperas em aberto que passaram de 80 % da meta da equipe, incluídas as fora "
                    + "do prazo.",
                "Open waits past 80 % of their team's target, those overdue included."
            )
        ),
        Metric(
            "overdue_now",
            .episodes,
            MetricWords("Fora do prazo", "Overdue"),
            MetricWords(
                "Esperas em aberto que passaram da meta da equipe.",
                "Open waits past their team's target."
            )
        ),
        Metric(
            "free_slots_now",
            .slots,
            MetricWords("Vagas livres", "Free slots"),
            MetricWords(
                "Soma, sobre os agentes disponíveis, do limite menos as sessões abertas e "
                    + "reservadas; agentes sem limite não contam.",
                "Sum over available agents of their limit less open and reserved sessions; "
                    + "agents without a limit count none."
            )
        ),
        Metric(
            "agents_available",
            .agents,
            MetricWords("Agentes disponíveis", "Agents available"),
            MetricWords(
                "Agentes disponíveis que ainda podem receber sessões.",
                "Available agents who can take another session."
            )
        ),
        Metric(
            "agents_busy",
            .agents,
            MetricWords("Agentes no limite", "Agents at their limit"),
            MetricWords(
                "Agentes disponíveis com tantas sessões quantas podem ter.",
                "Available agents who hold as many sessions as they may."
            )
        ),
        Metric(
            "agents_paused",
            .agents,
            MetricWords("Agentes em pausa", "Agents paused"),
            MetricWords(
                "Agentes em pausa no instante da leitura.",
                "Agents on a pause at the instant of reading."
            )
        ),
        Metric(
            "agents_offline",
            .agents,
            MetricWords("Agentes desconectados", "Agents offline"),
            MetricWords(
                "Agentes ativos que não estão no trabalho.",
                "Active agents who are not at work."
            )
        ),
        Metric(
            "agents_ghost",
            .agents,
            MetricWords("Agentes fantasmas", "Ghost agents"),
            MetricWords(
                "Agentes disponíveis sem conexão há mais de 5 minutos.",
                "Available agents without a connection for over 5 minutes."
            )
        ),
        Metric(
            "windows_ending_now",
            .sessions,
            MetricWords("Janelas no fim", "Windows ending"),
            MetricWords(
                "Sessões em espera ou em atendimento que ninguém respondeu e cuja janela de "
                    + "mensagens termina dentro de uma hora.",
                "Sessions waiting or in service that nobody answered and whose messaging window "
                    + "ends within an hour."
            )
        ),
        Metric(
            "silent_now",
            .sessions,
            MetricWords("Sem resposta", "Silent"),
            MetricWords(
                "Sessões em atendimento cujo contato espera resposta há 10 minutos ou mais, ou "
                    + "há 80 % do tempo em que a equipe devolve sessões em silêncio à fila; "
                    + "canais diferidos ficam fora.",
                "Sessions in service whose contact has waited for an answer for 10 minutes or "
                    + "more, or for 80 % of the time after which the team puts silent sessions "
                    + "back into the queue; deferred channels are left out."
            )
        ),
        Metric(
            "pauses_over_limit_now",
            .agents,
            MetricWords("Pausas além do limite", "Pauses over their limit"),
            MetricWords(
                "Agentes em pausa há mais tempo do que o motivo permite.",
                "Agents on a pause for longer than its reason allows."
            )
        ),
        Metric(
            "messages_failed_now",
            .messages,
            MetricWords("Mensagens com falha", "Messages failed"),
            MetricWords(
                "Mensagens nossas de hoje que falharam ou cujo destino é desconhecido, no "
                    + "instante da leitura.",
                "Messages of ours of today that failed or whose fate is unknown, at the instant "
                    + "of reading."
            )
        ),
        Metric(
            "channels_degraded_now",
            .channels,
            MetricWords("Canais com problema", "Channels degraded"),
            MetricWords(
                "Canais ativos que não abrem, cujas credenciais o provedor recusa ou que no "
                    + "momento não conseguem enviar.",
                "Active channels that do not open, whose credentials the provider refuses, or "
                    + "that cannot send at the moment."
            )
        ),
    ]
}
