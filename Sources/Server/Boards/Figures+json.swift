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
            "windowsEnding": .count(windowsEnding), "messagesFailed": .count(messagesFailed),
        ]
    }
}

extension PeriodFigures {
    /// The figures as the API shows them: durations in seconds, shares from 0 to 1.
    var json: JSON {
        [
            "started": .count(started), "closed": .count(closed), "served": .count(served),
            "success": .count(success), "lost": .count(lost), "offered": .count(offered),
            "answered": .count(answered), "abandoned": .count(abandoned),
            "answeredInTarget": .count(answeredInTarget), "serviceLevel": .number(serviceLevel),
            "abandonRate": .number(abandonRate), "waitMean": .seconds(Self.mean(waits)),
            "waitP90": .seconds(Self.percentile(90, of: waits)),
            "handleMean": .seconds(Self.mean(handles)),
            "firstResponseMean": .seconds(Self.mean(firstResponses)),
            "messagesIn": .count(messagesIn), "messagesOut": .count(messagesOut),
            "overflowed": .count(overflowed), "transferred": .count(transferred),
        ]
    }
}
