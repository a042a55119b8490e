internal import Engine

/// Counts what figures must say, from the legs that the events told of.
struct Recount {
    private let ledger: Ledger
    private let dimension: FigureDimension
    private(set) var counts: [FigureKey: Count] = [:]

    /// Is what is counted; lists are sorted, times are milliseconds.
    struct Count: Equatable {
        var started = 0
        var closed = 0
        var reopened = 0
        var served = 0
        var success = 0
        var lost = 0
        var transferred = 0
        var resolution: Int64 = 0
        var offered = 0
        var answered = 0
        var abandoned = 0
        var waitLegs = 0
        var overflowedUnavailable = 0
        var overflowedWait = 0
        var overflowedHours = 0
        var wait: Int64 = 0
        var waits: [Int64] = []
        var abandonedWaits: [Int64] = []
        var handle: Int64 = 0
        var handles: [Int64] = []
        var messagesIn = 0
        var messagesOut = 0
    }

    /// Counts everything there ever was, split by a dimension.
    init(_ ledger: Ledger, by dimension: FigureDimension) {
        self.ledger = ledger
        self.dimension = dimension
        if dimension == .total { counts[.total] = Count() }
        for line in ledger.lines.values {
            count(line)
            countLegs(of: line)
            countEpisodes(of: line)
        }
        for key in counts.keys {
            counts[key]?.waits.sort()
            counts[key]?.abandonedWaits.sort()
            counts[key]?.handles.sort()
        }
        for key in counts.keys { counts[key]?.forgetWhat(isNotSplitBy: dimension) }
    }

    private mutating func count(_ line: Ledger.Line) {
        guard let last = line.legs.last else { return }
        let served = line.legs.filter { $0.phase == .inService }
        let handle = served.map(\.milliseconds).reduce(0, +)
        let isByAgent = dimension == .agent
        let reopenings = line.legs.count { $0.start == .reopen }
        let open = line.legs.map(\.milliseconds).reduce(0, +)
        add(key(line, last)) { count in
            count.started += 1
            count.reopened += reopenings
            count.messagesIn += line.messagesIn
            count.messagesOut += line.messagesOut
            guard line.closedAt != nil else { return }
            count.closed += 1
            count.resolution += open
            if line.outcome == .success { count.success += 1 } else { count.lost += 1 }
            if line.transfers > 0 { count.transferred += 1 }
            guard !served.isEmpty else { return }
            count.served += 1
            guard !isByAgent else { return }
            count.handle += handle
            count.handles.append(handle)
        }
    }

    private mutating func countLegs(of line: Ledger.Line) {
        for (leg, next) in zip(line.legs, line.legs.dropFirst().map(Optional.some) + [nil])
        where leg.endedAt != nil {
            if leg.phase == .inService, dimension == .agent {
                add(key(line, leg)) { count in
                    count.handle += leg.milliseconds
                    count.handles.append(leg.milliseconds)
                }
            }
            guard leg.phase == .waiting else { continue }
            add(key(line, leg)) { count in
                count.waitLegs += 1
                guard leg.end == .overflow else { return }
                switch next?.start {
                case .overflowUnavailable: count.overflowedUnavailable += 1
                case .overflowWait: count.overflowedWait += 1
                default: count.overflowedHours += 1
                }
            }
        }
    }

    /// A run of waiting legs is one wait: it ends when an agent answers, or with the session.
    ///
    /// What comes after a reopening is another wait.
    private mutating func countEpisodes(of line: Ledger.Line) {
        var since: Leg?
        for leg in line.legs {
            if leg.phase == .waiting, since == nil { since = leg }
            guard let first = since else { continue }
            let isAnswered = leg.phase == .inService
            guard isAnswered || leg.end?.closes == true else { continue }
            since = nil
            guard line.counts(first) else { continue }
            let end = isAnswered ? leg.startedAt : leg.endedAt ?? leg.startedAt
            let wait = end.since(first.startedAt)
            let isAbandoned = leg.end?.abandons == true
            add(key(line, leg)) { count in
                count.offered += 1
                if isAnswered {
                    count.answered += 1
                    count.wait += wait
                    count.waits.append(wait)
                } else if isAbandoned {
                    count.abandoned += 1
                    count.abandonedWaits.append(wait)
                }
            }
        }
    }

    private mutating func add(_ key: FigureKey?, _ change: (inout Count) -> Void) {
        guard let key else { return }
        change(&counts[key, default: Count()])
    }

    private func key(_ line: Ledger.Line, _ leg: Leg) -> FigureKey? {
        switch dimension {
        case .total: .total
        case .team: leg.team.map(FigureKey.team)
        case .channel: .channel(line.place.channel)
        case .agent: leg.agent.map(FigureKey.agent)
        }
    }
}

extension Recount.Count {
    /// Takes what a store says.
    init(_ figures: PeriodFigures, by dimension: FigureDimension) {
        started = figures.started
        closed = figures.closed
        reopened = figures.reopened
        served = figures.served
        success = figures.success
        lost = figures.lost
        transferred = figures.transferred
        resolution = figures.resolution.sum
        offered = figures.offered
        answered = figures.answered
        abandoned = figures.abandoned
        waitLegs = figures.waitLegs
        overflowedUnavailable = figures.overflowedUnavailable
        overflowedWait = figures.overflowedWait
        overflowedHours = figures.overflowedHours
        wait = figures.wait.sum
        waits = figures.waits
        abandonedWaits = figures.abandonedWaits
        handle = figures.handle.sum
        handles = figures.handles
        messagesIn = figures.messagesIn
        messagesOut = figures.messagesOut
        forgetWhat(isNotSplitBy: dimension)
    }

    /// Leaves out what belongs to no one team or agent: who had a session last may change.
    fileprivate mutating func forgetWhat(isNotSplitBy dimension: FigureDimension) {
        var kept = self
        switch dimension {
        case .total, .channel:
            // Messages outside of sessions are no session's.
            (kept.messagesIn, kept.messagesOut) = (0, 0)
        case .team, .agent:
            kept = Recount.Count()
            (kept.answered, kept.wait, kept.waits) = (answered, wait, waits)
            if dimension == .agent {
                (kept.handle, kept.handles) = (handle, handles)
            } else {
                (kept.offered, kept.abandoned) = (offered, abandoned)
                (kept.abandonedWaits, kept.waitLegs) = (abandonedWaits, waitLegs)
                kept.overflowedUnavailable = overflowedUnavailable
                kept.overflowedWait = overflowedWait
                kept.overflowedHours = overflowedHours
            }
        }
        self = kept
    }
}

extension Leg {
    /// How long it took; 0 while it runs.
    fileprivate var milliseconds: Int64 { endedAt.map { $0.since(startedAt) } ?? 0 }
}

extension Leg.End {
    /// Whether the session ended with it.
    fileprivate var closes: Bool {
        switch self {
        case .closedByAgent, .closedByContact, .closedByInactivity, .closedByFlow,
            .closedByAdministrator:
            true
        default: false
        }
    }

    /// Whether the contact left, or time ended it.
    fileprivate var abandons: Bool {
        self == .closedByContact || self == .closedByInactivity || self == .closedByFlow
    }
}

extension Ledger.Line {
    /// Whether a wait counts: those of a contact whom we called and who never wrote do not.
    fileprivate func counts(_ first: Leg) -> Bool {
        guard origin == .outbound else { return true }
        return heardBefore.contains(first.id)
    }
}
