internal import Engine

/// Is the part of a body that changes a team's rules; what it does not name stays.
struct TeamRulesBody: Decodable, Sendable {
    var distribution: Distribution?
    var reservationSeconds: Int64?
    var hours: Patch<String>
    var outOfHours: OutOfHoursBody?
    var overflow: OverflowBody?
    var inactivity: InactivityBody?
    var reopenSeconds: Int64?
    var deferredReopenSeconds: Int64?
    var requiresDisposition: Bool?
    var asksRating: Bool?
    var historyVisibility: HistoryVisibility?
    var texts: TextsBody?

    struct OutOfHoursBody: Decodable, Sendable {
        var action: String
        var team: String?
    }

    struct OverflowBody: Decodable, Sendable {
        var unavailable: Patch<String>
        var unavailableSeconds: Int64?
        var waitLimit: Patch<String>
        var waitLimitSeconds: Int64?
    }

    struct InactivityBody: Decodable, Sendable {
        var warnSeconds: Int64?
        var closeSeconds: Int64?
        var requeueSilentSeconds: Int64?
        var closesUnanswered: Bool?
        var requeueOfflineSeconds: Int64?
        var queueLimitSeconds: Int64?
    }

    func apply(to rules: inout TeamRules, _ directory: Directory) throws {
        if let distribution { rules.distribution = distribution }
        if let reservationSeconds { rules.reservationSeconds = reservationSeconds }
        try hours.apply(to: &rules.hours, directory.hoursID)
        if let outOfHours { rules.outOfHours = try outOfHours.read(directory) }
        try overflow?.apply(to: &rules.overflow, directory)
        inactivity?.apply(to: &rules.inactivity)
        if let reopenSeconds { rules.reopenSeconds = reopenSeconds }
        if let deferredReopenSeconds { rules.deferredReopenSeconds = deferredReopenSeconds }
        if let requiresDisposition { rules.requiresDisposition = requiresDisposition }
        if let asksRating { rules.asksRating = asksRating }
        if let historyVisibility { rules.historyVisibility = historyVisibility }
        texts?.apply(to: &rules.texts)
    }
}

extension TeamRulesBody.OutOfHoursBody {
    fileprivate func read(_ directory: Directory) throws -> OutOfHours {
        switch action {
        case "wait": .wait
        case "close": .close
        case "overflow":
            .overflow(to: try directory.teamID(try team.required("rules.outOfHours.team")))
        default:
            throw Problem.badRequest("wait, overflow or close", field: "rules.outOfHours.action")
        }
    }
}

extension TeamRulesBody.OverflowBody {
    fileprivate func apply(to rules: inout OverflowRules, _ directory: Directory) throws {
        try unavailable.apply(to: &rules.unavailable, directory.teamID)
        if let unavailableSeconds { rules.unavailableSeconds = unavailableSeconds }
        try waitLimit.apply(to: &rules.waitLimit, directory.teamID)
        if let waitLimitSeconds { rules.waitLimitSeconds = waitLimitSeconds }
    }
}

extension TeamRulesBody.InactivityBody {
    fileprivate func apply(to rules: inout InactivityRules) {
        if let warnSeconds { rules.warnSeconds = warnSeconds }
        if let closeSeconds { rules.closeSeconds = closeSeconds }
        if let requeueSilentSeconds { rules.requeueSilentSeconds = requeueSilentSeconds }
        if let closesUnanswered { rules.closesUnanswered = closesUnanswered }
        if let requeueOfflineSeconds { rules.requeueOfflineSeconds = requeueOfflineSeconds }
        if let queueLimitSeconds { rules.queueLimitSeconds = queueLimitSeconds }
    }
}

/// Is the part of a body that changes automatic texts: `null` takes one out.
struct TextsBody: Decodable, Sendable {
    private let changes: [AutomaticText: String?]

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        var changes: [AutomaticText: String?] = [:]
        for key in fields.allKeys {
            guard let name = AutomaticText(rawValue: key.stringValue) else {
                throw DecodingError.dataCorruptedError(
                    forKey: key,
                    in: fields,
                    debugDescription: "no such text"
                )
            }
            changes[name] = .some(try fields.decodeIfPresent(String.self, forKey: key))
        }
        self.changes = changes
    }

    func apply(to texts: inout [AutomaticText: String]) {
        for (name, text) in changes { texts[name] = text }
    }
}
