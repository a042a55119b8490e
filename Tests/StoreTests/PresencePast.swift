import Engine
import Store
import TestSupport

/// Is who was there and who not, as it was written.
struct PresencePast {
    /// Is what one person did with their time, in milliseconds.
    struct Work {
        var available: Int64 = 0
        var occupied: Int64 = 0
        var served: Int64 = 0
        var pauses: [String: Int64] = [:]
    }

    private var changes: [ID<Agent>: [(at: Int64, presence: Presence)]] = [:]

    mutating func add(_ presence: Presence, of agent: ID<Agent>, at now: Timestamp) {
        changes[agent, default: []].append((now.milliseconds, presence))
    }

    /// Counts between each two moments at which anything changed.
    func work(of agent: ID<Agent>, serving legs: [(from: Int64, to: Int64)]) -> Work {
        let changes = changes[agent] ?? []
        let end = changes.last?.at ?? 0
        let moments = Set(changes.map(\.at) + legs.flatMap { [$0.from, min($0.to, end)] }).sorted()
        var work = Work()
        for (start, next) in zip(moments, moments.dropFirst()) {
            let length = next - start
            switch changes.last(where: { $0.at <= start })?.presence {
            case .available:
                let count = legs.count { $0.from <= start && start < $0.to }
                work.available += length
                work.occupied += count > 0 ? length : 0
                work.served += Int64(count) * length
            case .paused(let reason):
                work.pauses[reason, default: 0] += length
            case .offline, nil:
                continue
            }
        }
        return work
    }
}

extension PeriodFigures {
    /// Takes in one person's time.
    mutating func take(_ work: PresencePast.Work, _ limit: Int) {
        availableTime += work.available
        occupiedTime += work.occupied
        pauses.merge(work.pauses, uniquingKeysWith: +)
        guard limit > 0 else { return }
        utilisedTime += work.served
        capacityTime += work.available * Int64(limit)
    }
}

extension Agent {
    /// What their time counts for.
    func keys(by dimension: FigureDimension) -> [FigureKey] {
        switch dimension {
        case .total: [.total]
        case .team: teams.map(FigureKey.team)
        case .channel: []
        case .agent: [.agent(id)]
        }
    }
}
