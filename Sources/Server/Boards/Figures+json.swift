internal import Engine

extension LiveFigures {
    /// The figures as the API shows them.
    var json: JSON {
        [
            "navigating": .count(navigating), "waiting": .count(waiting),
            "inService": .count(inService), "oldestWaitingSince": .text(oldestWaitingSince?.text),
            "atRisk": .count(atRisk), "overdue": .count(overdue), "freeSlots": .count(freeSlots),
            "agentsAvailable": .count(agentsAvailable), "agentsBusy": .count(agentsBusy),
            "agentsPaused": .count(agentsPaused), "agentsOffline": .count(agentsOffline),
            "agentsGhost": .count(agentsGhost), "pausesOverLimit": .count(pausesOverLimit),
            "silent": .count(silent), "channelsDegraded": .count(channelsDegraded),
            "windowsEnding": .count(windowsEnding), "messagesFailed": .count(messagesFailed),
        ]
    }
}

extension PeriodFigures {
    /// The figures as the API shows them, every metric of a period: durations in seconds, shares from
    /// 0 to 1.
    var json: JSON {
        .object(Self.fields.map { JSON.Field(name: $0.name, value: $0.value(self)) })
    }

    private static let fields: [(name: String, value: @Sendable (PeriodFigures) -> JSON)] =
        Metric.all.compactMap { metric in
            if let count = counts[metric.id] {
                return (metric.apiName, { .count(count($0)) })
            }
            if let rate = rates[metric.id] {
                return (metric.apiName, { .number(rate($0)) })
            }
            if let duration = durations[metric.id] {
                return (metric.apiName, { .seconds(duration($0)) })
            }
            return nil
        }
}

extension Metric {
    /// The id as JSON has it: `wait_mean` is `waitMean`, and `sessions_closed` is `closed`.
    var apiName: String {
        let words = id.split(separator: "_").drop { $0 == "sessions" }
        return words.enumerated().map { index, word in
            index == 0 ? String(word) : word.prefix(1).uppercased() + word.dropFirst()
        }.joined()
    }
}
