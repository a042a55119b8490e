internal import Engine

extension FloorPicture {
    /// One row of counts, with the strictest target of the teams it covers.
    func liveRow() -> ReportBatch {
        let target = teams.map(\.team.targetSeconds).min()
        let goal = teams.map(\.team.goal).max()
        let longest = figures.oldestWaitingSince.map { max(0, at.since($0)) }
        let counts: [(String, Int)] = [
            ("navigating_now", figures.navigating),
            ("waiting_now", figures.waiting),
            ("in_service_now", figures.inService),
            ("total_now", figures.navigating + figures.waiting + figures.inService),
            ("at_risk_now", figures.atRisk),
            ("overdue_now", figures.overdue),
            ("free_slots_now", figures.freeSlots),
            ("agents_available", figures.agentsAvailable),
            ("agents_busy", figures.agentsBusy),
            ("agents_paused", figures.agentsPaused),
            ("agents_offline", figures.agentsOffline),
            ("windows_ending", figures.windowsEnding),
            ("messages_failed", figures.messagesFailed),
        ]
        return ReportBatch(
            columns: counts.map { ReportColumn(name: $0.0, values: .integers([Int64($0.1)])) } + [
                ReportColumn(name: "longest_wait_now", values: .integers([longest])),
                ReportColumn(name: "target", values: .integers([target.map { $0 * 1_000 }])),
                ReportColumn(name: "goal", values: .decimals([goal])),
                ReportColumn(name: "as_of", values: .moments([at.milliseconds])),
            ]
        )
    }

    /// A row for each session in a queue; without names for those who walk past a kiosk.
    func queueRows(limit: Int, names: Bool) -> ReportBatch {
        let rows = queue.prefix(limit)
        let waits = rows.map { max(0, at.since($0.session.waitingSince ?? $0.session.startedAt)) }
        let states = zip(rows, waits).map { row, wait -> String? in
            guard let target = row.team.map({ $0.targetSeconds * 1_000 }), target > 0 else {
                return "in_target"
            }
            return wait > target ? "overdue" : wait * 5 > target * 4 ? "at_risk" : "in_target"
        }
        return ReportBatch(columns: [
            .texts("protocol", rows.map { $0.session.protocolNumber.description }),
            .texts("contact", rows.map { names ? $0.session.contactName : nil }),
            .texts("channel", rows.map { $0.channel?.name }),
            .texts("channel_kind", rows.map { $0.channel?.plugin }),
            .texts("team", rows.map { $0.team?.name }),
            .texts("reserved_for", rows.map { $0.reservedFor?.publicName }),
            .texts("overflow_from", rows.map { $0.origin?.name }),
            .texts("overflow_cause", rows.map { $0.session.overflow?.cause.rawValue }),
            .moments("waiting_since", rows.map { $0.session.waitingSince ?? $0.session.startedAt }),
            .integers("wait", waits),
            .integers("target", rows.map { $0.team.map { $0.targetSeconds * 1_000 } }),
            .texts("state", states),
            .integers("unread", rows.map { Int64($0.session.unread) }),
        ])
    }

    /// A row for each team: how it is now, and its day.
    func teamRows(_ day: DayPicture) -> ReportBatch {
        let figures = teams.map { day.teams[$0.team.id] ?? PeriodFigures() }
        let longest = teams.map { state in state.oldest.map { max(0, at.since($0)) } }
        return ReportBatch(
            columns: [
                .texts("slug", teams.map(\.team.slug)),
                .texts("name", teams.map(\.team.name)),
                .integers("waiting_now", teams.map { Int64($0.waiting) }),
                .integers("in_service_now", teams.map { Int64($0.inService) }),
                .integers("longest_wait_now", longest),
                .integers("agents_available", teams.map { Int64($0.available) }),
                .integers("agents_paused", teams.map { Int64($0.paused) }),
                .integers("target", teams.map { $0.team.targetSeconds * 1_000 }),
                .decimals("goal", teams.map { $0.team.goal }),
            ] + PeriodFigures.columns(figures)
        )
    }

    /// A row for each channel: how it is now, and its day.
    func channelRows(_ day: DayPicture) -> ReportBatch {
        let figures = channels.map { day.channels[$0.channel.id] ?? PeriodFigures() }
        return ReportBatch(
            columns: [
                .texts("slug", channels.map(\.channel.slug)),
                .texts("name", channels.map(\.channel.name)),
                .texts("channel_kind", channels.map(\.channel.plugin)),
                .truths("is_active", channels.map(\.channel.isActive)),
                .integers("navigating_now", channels.map { Int64($0.navigating) }),
                .integers("waiting_now", channels.map { Int64($0.waiting) }),
                .integers("in_service_now", channels.map { Int64($0.inService) }),
            ] + PeriodFigures.columns(figures)
        )
    }

    /// A row for each person who serves: how they are now, and their day.
    func agentRows(_ day: DayPicture) -> ReportBatch {
        let rows = agents.prefix(Self.listLimit)
        let figures = rows.map { day.agents[$0.agent.id] ?? PeriodFigures() }
        let states = rows.map { $0.isBusy ? "busy" : $0.presence.state }
        return ReportBatch(
            columns: [
                .texts("name", rows.map(\.agent.name)),
                .texts("nickname", rows.map(\.agent.publicName)),
                .texts("state", states),
                .texts("pause_reason", rows.map(\.presence.reason)),
                .moments("state_since", rows.map(\.since)),
                .integers("in_service_now", rows.map { Int64($0.serving) }),
                .integers(
                    "session_limit",
                    rows.map { $0.agent.sessionLimit > 0 ? Int64($0.agent.sessionLimit) : nil }
                ),
            ] + PeriodFigures.columns(figures)
        )
    }
}
