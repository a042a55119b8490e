import Engine
import GRDB

/// Knows legs, messages, ratings and hours, and counts figures from them by their definitions.
struct LegLedger {
    private struct Message {
        let at: Int64
        let isInbound: Bool
        let author: Int64
    }

    private struct Life {
        let channel: Int64
        let isOutbound: Bool
        let startedAt: Int64
        let outcome: String?
        let isClosed: Bool
        let rating: Int?
        let asked: Int
        let legs: [Leg]
        let messages: [Message]
    }

    private let lives: [Life]
    private let rhythms: [Int64: String]
    private let teams: [Int64: (target: Int64, short: Int64, countsAbandoned: Bool)]
    private let hours: [ID<Team>: BusinessHours]

    init(_ path: String, hours: [ID<Team>: BusinessHours]) throws {
        self.hours = hours
        let queue = try DatabaseQueue(path: path)
        (lives, rhythms, teams) = try queue.inDatabase { db in
            let lives = try Row.fetchAll(db, sql: "SELECT * FROM session").map { row in
                try Self.life(row, db)
            }
            let channels = try Row.fetchAll(db, sql: "SELECT id, rhythm FROM channel")
            let teams = try Row.fetchAll(
                db,
                sql: "SELECT id, target_seconds, short_abandon_seconds, counts_abandoned FROM team"
            )
            return (
                lives,
                Dictionary(uniqueKeysWithValues: channels.map { ($0[0], $0[1]) }),
                Dictionary(uniqueKeysWithValues: teams.map { ($0[0], ($0[1], $0[2], $0[3])) })
            )
        }
        try queue.close()
    }

    private static func life(_ row: Row, _ db: Database) throws -> Life {
        let id: Int64 = row["id"]
        let legs = try Row.fetchAll(
            db,
            sql: "SELECT * FROM leg WHERE session = ? ORDER BY started_at, id",
            arguments: [id]
        ).map { row in
            var leg = Leg(
                id: ID(row["id"] as Int64),
                phase: Session.Phase(rawValue: row["phase"]) ?? .waiting,
                team: (row["team"] as Int64?).map { ID($0) },
                agent: (row["agent"] as Int64?).map { ID($0) },
                startedAt: Timestamp(milliseconds: row["started_at"]),
                start: Leg.Start(rawValue: row["start"]) ?? .new
            )
            leg.endedAt = (row["ended_at"] as Int64?).map { Timestamp(milliseconds: $0) }
            leg.end = (row["end"] as String?).flatMap(Leg.End.init)
            return leg
        }
        let messages = try Row.fetchAll(
            db,
            sql: "SELECT at, direction, author FROM message WHERE session = ? ORDER BY id",
            arguments: [id]
        ).map { Message(at: $0[0], isInbound: $0[1] == "inbound", author: $0[2]) }
        let asked = try Int.fetchOne(
            db,
            sql: "SELECT count(*) FROM event WHERE session = ? AND type = 'rating-asked'",
            arguments: [id]
        )
        return Life(
            channel: row["channel"],
            isOutbound: row["origin"] == "outbound",
            startedAt: row["started_at"],
            outcome: row["outcome"],
            isClosed: row["phase"] == "closed",
            rating: row["rating"],
            asked: asked ?? 0,
            legs: legs,
            messages: messages
        )
    }

    func figures(by dimension: FigureDimension) -> [FigureKey: PeriodFigures] {
        var count = Count(dimension: dimension)
        for life in lives {
            add(life, to: &count)
            addEpisodes(of: life, to: &count)
            addLegs(of: life, to: &count)
            addMessages(of: life, to: &count)
        }
        return count.sorted
    }

    /// Is figures under way, split by a dimension.
    private struct Count {
        let dimension: FigureDimension
        var figures: [FigureKey: PeriodFigures] = [:]

        mutating func add(
            team: Int64?,
            channel: Int64,
            agent: Int64?,
            _ change: (inout PeriodFigures) -> Void
        ) {
            let key: FigureKey?
            switch dimension {
            case .total: key = .total
            case .team: key = team.map { .team(ID($0)) }
            case .channel: key = .channel(ID(channel))
            case .agent: key = agent.map { .agent(ID($0)) }
            }
            if let key { change(&figures[key, default: PeriodFigures()]) }
        }

        var sorted: [FigureKey: PeriodFigures] {
            figures.mapValues { figures in
                var figures = figures
                figures.waits.sort()
                figures.handles.sort()
                figures.firstResponses.sort()
                figures.responses.sort()
                return figures
            }
        }
    }

    private func add(_ life: Life, to count: inout Count) {
        guard let last = life.legs.last, let first = life.legs.first else { return }
        let served = life.legs.filter { $0.phase == .inService && $0.endedAt != nil }
        let gaps = zip(life.legs, life.legs.dropFirst())
            .filter { $1.start == .reopen }
            .map { before, after in before.endedAt.map { after.startedAt.since($0) } ?? 0 }
        let isByAgent = count.dimension == .agent
        count.add(
            team: last.team?.value,
            channel: life.channel,
            agent: last.agent?.value
        ) { figures in
            figures.started += 1
            figures.active += 1
            guard life.isClosed, let end = last.endedAt else { return }
            figures.closed += 1
            figures.success += life.outcome == "success" ? 1 : 0
            figures.lost += life.outcome == "lost" ? 1 : 0
            let whole = end.since(first.startedAt) - gaps.reduce(0, +)
            figures.resolution += Amount(count: 1, sum: whole)
            figures.transferred += life.legs.contains { $0.start == .transfer } ? 1 : 0
            guard !served.isEmpty else { return }
            figures.served += 1
            guard !isByAgent else { return }
            let handle = served.map(\.length).reduce(0, +)
            figures.handle += Amount(count: 1, sum: handle)
            figures.handles.append(handle)
            let lively = served.map { active($0, life) }.reduce(0, +)
            figures.handleActive += Amount(count: 1, sum: lively)
        }
        for leg in life.legs where leg.start == .reopen {
            count.add(team: leg.team?.value, channel: life.channel, agent: nil) {
                $0.reopened += 1
            }
        }
    }

    private func addLegs(of life: Life, to count: inout Count) {
        for (index, leg) in life.legs.enumerated() where leg.endedAt != nil {
            let next = index + 1 < life.legs.count ? life.legs[index + 1] : nil
            if leg.phase == .waiting {
                count.add(team: leg.team?.value, channel: life.channel, agent: nil) { figures in
                    figures.waitLegs += 1
                    guard leg.end == .overflow else { return }
                    figures.overflowedUnavailable += next?.start == .overflowUnavailable ? 1 : 0
                    figures.overflowedWait += next?.start == .overflowWait ? 1 : 0
                    figures.overflowedHours += next?.start == .overflowHours ? 1 : 0
                }
                guard leg.end == .overflow, let next else { continue }
                count.add(team: next.team?.value, channel: life.channel, agent: nil) {
                    $0.overflowsTaken += 1
                }
            } else if leg.phase == .inService, count.dimension == .agent {
                count.add(team: nil, channel: life.channel, agent: leg.agent?.value) { figures in
                    figures.handle += Amount(count: 1, sum: leg.length)
                    figures.handles.append(leg.length)
                    figures.handleActive += Amount(count: 1, sum: active(leg, life))
                }
            }
        }
    }

    private func addEpisodes(of life: Life, to count: inout Count) {
        var first: Leg?
        for leg in life.legs {
            if leg.phase == .waiting { first = first ?? leg }
            guard let start = first else { continue }
            let isAnswered = leg.phase == .inService
            let isOver = leg.end?.rawValue.hasPrefix("closed") == true
            guard isAnswered || isOver else { continue }
            first = nil
            let heard = life.messages.contains {
                $0.isInbound && $0.at <= start.startedAt.milliseconds
            }
            guard !life.isOutbound || heard else { continue }
            let end = isAnswered ? leg.startedAt : leg.endedAt ?? leg.startedAt
            add(
                waitFrom: start.startedAt,
                to: end,
                of: leg,
                isAnswered: isAnswered,
                life,
                to: &count
            )
            if isAnswered { addFirstResponse(since: start, in: leg, life, to: &count) }
        }
    }

    private func add(
        waitFrom start: Timestamp,
        to end: Timestamp,
        of leg: Leg,
        isAnswered: Bool,
        _ life: Life,
        to count: inout Count
    ) {
        let terms = leg.team.flatMap { teams[$0.value] } ?? (300, 10, true)
        let wait = end.since(start)
        let business = business(of: leg.team, from: start, to: end)
        let rhythm = rhythms[life.channel]
        count.add(
            team: leg.team?.value,
            channel: life.channel,
            agent: isAnswered ? leg.agent?.value : nil
        ) { figures in
            figures.offered += 1
            if isAnswered {
                figures.answered += 1
                figures.levelBase += 1
                figures.wait += Amount(count: 1, sum: wait)
                figures.waitBusiness += Amount(count: 1, sum: business)
                figures.waits.append(wait)
                let held = rhythm == "deferred" ? business : wait
                figures.answeredInTarget += held <= terms.target * 1_000 ? 1 : 0
            } else if leg.end == .closedByContact || leg.end == .closedByInactivity {
                let isShort = rhythm == "live" && wait < terms.short * 1_000
                figures.abandoned += 1
                figures.abandonedShort += isShort ? 1 : 0
                figures.levelBase += isShort || !terms.countsAbandoned ? 0 : 1
            }
        }
    }

    // The first message of a person before the next wait begins.
    private func addFirstResponse(
        since start: Leg,
        in leg: Leg,
        _ life: Life,
        to count: inout Count
    ) {
        let next = life.legs.first {
            $0.phase == .waiting && $0.startedAt > leg.startedAt
        }
        let response = life.messages.first { message in
            message.author > 0 && message.at >= start.startedAt.milliseconds
                && next.map { message.at < $0.startedAt.milliseconds } ?? true
        }
        guard let response else { return }
        let took = response.at - start.startedAt.milliseconds
        let business = business(
            of: leg.team,
            from: start.startedAt,
            to: Timestamp(milliseconds: response.at)
        )
        count.add(
            team: leg.team?.value,
            channel: life.channel,
            agent: response.author
        ) { figures in
            figures.firstResponse += Amount(count: 1, sum: took)
            figures.firstResponseBusiness += Amount(count: 1, sum: business)
            figures.firstResponses.append(took)
        }
    }

    private func addMessages(of life: Life, to count: inout Count) {
        var owed: Int64?
        for message in life.messages {
            // At the moment of a change the later leg has the session.
            let leg = life.legs.last { $0.startedAt.milliseconds <= message.at }
            let author = message.isInbound ? leg?.agent?.value : message.author
            var answer: (took: Int64, business: Int64)?
            if message.isInbound {
                owed = owed ?? message.at
            } else if let since = owed {
                let business = business(
                    of: leg?.team,
                    from: Timestamp(milliseconds: since),
                    to: Timestamp(milliseconds: message.at)
                )
                answer = (message.at - since, business)
                owed = nil
            }
            count.add(team: leg?.team?.value, channel: life.channel, agent: author) { figures in
                figures.messagesIn += message.isInbound ? 1 : 0
                figures.messagesOut += message.isInbound ? 0 : 1
                guard let answer else { return }
                figures.response += Amount(count: 1, sum: answer.took)
                figures.responseBusiness += Amount(count: 1, sum: answer.business)
                figures.responses.append(answer.took)
            }
        }
        guard life.asked > 0 || life.rating != nil, count.dimension == .total else { return }
        count.add(team: nil, channel: life.channel, agent: nil) { figures in
            figures.ratingsAsked += life.asked
            if let rating = life.rating {
                figures.ratings += Amount(count: 1, sum: Int64(rating))
            }
        }
    }

    // Minute by minute, as the clock on the wall goes.
    private func business(of team: ID<Team>?, from start: Timestamp, to end: Timestamp) -> Int64 {
        guard let hours = team.flatMap({ hours[$0] }) else { return end.since(start) }
        var open: Int64 = 0
        var moment = start.milliseconds
        while moment < end.milliseconds {
            let next = min(end.milliseconds, (moment / 60_000 + 1) * 60_000)
            if hours.isOpen(at: Timestamp(milliseconds: moment)) { open += next - moment }
            moment = next
        }
        return open
    }

    /// The stretches in which an agent served sessions; one that still runs has no end.
    func service(of agent: ID<Agent>) -> [(from: Int64, to: Int64)] {
        lives.flatMap(\.legs).filter { $0.phase == .inService && $0.agent == agent }.map { leg in
            (leg.startedAt.milliseconds, leg.endedAt?.milliseconds ?? .max)
        }
    }

    // Second by second, as the definition says it.
    private func active(_ leg: Leg, _ life: Life) -> Int64 {
        guard let end = leg.endedAt else { return 0 }
        let known = life.messages.filter { $0.at <= end.milliseconds }
        let seconds = stride(from: leg.startedAt.milliseconds, to: end.milliseconds, by: 1_000)
        let active = seconds.filter { moment in
            known.contains { $0.at - 300_000 <= moment && moment < $0.at + 300_000 }
        }
        return Int64(active.count) * 1_000
    }
}

extension Leg {
    /// How long it took, in milliseconds.
    fileprivate var length: Int64 { endedAt.map { $0.since(startedAt) } ?? 0 }
}
