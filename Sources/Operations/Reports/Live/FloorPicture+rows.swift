internal import Engine

extension FloorPicture {
    /// One row of counts, with the strictest target of the teams it covers.
    func liveRow() -> ReportBatch {
        let target = teams.map(\.team.targetSeconds).min()
        let goal = teams.map(\.team.goal).max()
        let total = figures.navigating + figures.waiting + figures.inService
        return ReportBatch(
            columns: LiveFigures.columns([figures], at: at) + [
                .integers("total_now", [Int64(total)]),
                .integers("target", [target.map { $0 * 1_000 }]),
                .decimals("goal", [goal]),
                .moments("as_of", [at]),
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
            .texts("team_slug", rows.map { $0.team?.slug }),
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
        return ReportBatch(
            columns: [
                .texts("slug", teams.map(\.team.slug)),
                .texts("name", teams.map(\.team.name)),
                .integers("target", teams.map { $0.team.targetSeconds * 1_000 }),
                .decimals("goal", teams.map { $0.team.goal }),
            ] + LiveFigures.columns(teams.map(\.figures), at: at) + PeriodFigures.columns(figures)
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
                .texts("problem", channels.map(\.problem)),
            ] + LiveFigures.columns(channels.map(\.figures), at: at)
                + PeriodFigures.columns(figures)
        )
    }

    /// A row for each person who serves: how they are now, and their day.
    func agentRows(_ day: DayPicture) -> ReportBatch {
        let rows = agents.prefix(Self.listLimit)
        let held = rows.map(\.attendance)
        let figures = held.map { day.agents[$0.agent.id] ?? PeriodFigures() }
        return ReportBatch(
            columns: [
                .texts("name", held.map(\.agent.name)),
                .texts("nickname", held.map(\.agent.publicName)),
                .texts("teams", rows.map { $0.teams.joined(separator: ", ") }),
                .texts("state", held.map { $0.isBusy ? "busy" : $0.presence.state }),
                .texts("pause_reason", held.map(\.presence.reason)),
                .moments("state_since", held.map(\.since)),
                .integers("state_for", held.map { $0.since.map { max(0, at.since($0)) } }),
                .integers("pause_limit", rows.map { $0.pauseLimit.map { $0 * 1_000 } }),
                .truths("is_ghost", rows.map { $0.ghostSince != nil }),
                .integers("ghost_for", rows.map { $0.ghostSince.map { max(0, at.since($0)) } }),
                .integers("in_service_now", held.map { Int64($0.serving) }),
                .integers("load_now", held.map { Int64($0.load) }),
                .integers(
                    "session_limit",
                    held.map { $0.agent.sessionLimit > 0 ? Int64($0.agent.sessionLimit) : nil }
                ),
            ] + PeriodFigures.columns(figures)
        )
    }

    /// A row for each thing out of the ordinary; channels that do not work stand first.
    func exceptionRows(limit: Int, names: Bool) -> ReportBatch {
        let degraded = channels.filter { $0.problem != nil }
        let odd = exceptions.prefix(max(0, limit - degraded.count))
        func both<Value>(
            _ channel: (ChannelState) -> Value,
            _ oddity: (Oddity) -> Value
        ) -> [Value] {
            degraded.map(channel) + odd.map(oddity)
        }
        return ReportBatch(columns: [
            .texts("kind", both({ _ in "channel-degraded" }, \.exception.kind.rawValue)),
            .texts("protocol", both({ _ in nil }, { $0.session?.protocolNumber.description })),
            .texts("contact", both({ _ in nil }, { names ? $0.session?.contactName : nil })),
            .texts("agent", both({ _ in nil }, { $0.agent?.publicName })),
            .texts("team", both({ _ in nil }, { $0.team?.name ?? $0.teamNames })),
            .texts("channel", both(\.channel.name, { $0.channel?.name })),
            .texts("detail", both({ $0.problem }, { _ in nil })),
            .moments("moment", both({ _ in nil }, \.exception.moment)),
            // A window's end lies ahead, everything else behind.
            .integers("lasts", both({ _ in nil }, { abs(at.since($0.exception.moment)) })),
        ])
    }
}

extension LiveFigures {
    /// The columns of several parts' figures, named by the ids of metrics.
    fileprivate static func columns(_ parts: [LiveFigures], at now: Timestamp) -> [ReportColumn] {
        counts.sorted { $0.key < $1.key }.map { name, count in
            .integers(name, parts.map { Int64(count($0)) })
        } + [.integers("longest_wait_now", parts.map { $0.longestWait(at: now) })]
    }
}

extension FloorPicture.Oddity {
    /// The names of the teams, one after the other; `nil` for none.
    fileprivate var teamNames: String? { teams.isEmpty ? nil : teams.joined(separator: ", ") }
}
