internal import Engine

extension TeamRules {
    /// The rules as the API shows them.
    func json(_ directory: Directory) -> JSON {
        [
            "distribution": .text(distribution.rawValue),
            "reservationSeconds": .integer(reservationSeconds),
            "hours": directory.reference(hours), "outOfHours": outOfHours.json(directory),
            "overflow": [
                "unavailable": directory.reference(overflow.unavailable),
                "unavailableSeconds": .integer(overflow.unavailableSeconds),
                "waitLimit": directory.reference(overflow.waitLimit),
                "waitLimitSeconds": .integer(overflow.waitLimitSeconds),
            ],
            "inactivity": [
                "warnSeconds": .integer(inactivity.warnSeconds),
                "closeSeconds": .integer(inactivity.closeSeconds),
                "requeueSilentSeconds": .integer(inactivity.requeueSilentSeconds),
                "closesUnanswered": .bool(inactivity.closesUnanswered),
                "requeueOfflineSeconds": .integer(inactivity.requeueOfflineSeconds),
                "queueLimitSeconds": .integer(inactivity.queueLimitSeconds),
            ],
            "reopenSeconds": .integer(reopenSeconds),
            "deferredReopenSeconds": .integer(deferredReopenSeconds),
            "requiresDisposition": .bool(requiresDisposition), "asksRating": .bool(asksRating),
            "historyVisibility": .text(historyVisibility.rawValue), "texts": .texts(texts),
        ]
    }
}

extension OutOfHours {
    fileprivate func json(_ directory: Directory) -> JSON {
        switch self {
        case .wait: ["action": "wait", "team": nil]
        case .overflow(let team): ["action": "overflow", "team": directory.reference(team)]
        case .close: ["action": "close", "team": nil]
        }
    }
}

extension JSON {
    /// Writes automatic texts by their names, in the order of the names' list.
    static func texts(_ texts: [AutomaticText: String]) -> JSON {
        .object(
            AutomaticText.allCases.compactMap { name in
                texts[name].map { Field(name: name.rawValue, value: .text($0)) }
            }
        )
    }
}
