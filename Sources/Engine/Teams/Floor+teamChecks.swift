internal import OrderedCollections

extension Floor {
    /// How long a rule may take, in seconds: up to a year.
    static let longestRule: ClosedRange<Int64> = 0...(366 * 86_400)

    /// Passes when the rules of a team lead somewhere.
    ///
    /// Overflow may lead in a circle, which the sessions themselves end; only to itself it may not.
    func check(_ rules: TeamRules, of team: ID<Team>) throws(Refusal) {
        if let id = rules.hours, hours[id] == nil { throw .notFound(.hours) }
        for target in rules.targets {
            guard target != team else { throw .leadsInCircle }
            guard teams[target] != nil else { throw .notFound(.team) }
        }
        let lengths: [(String, Int64)] = [
            ("reservationSeconds", rules.reservationSeconds),
            ("unavailableSeconds", rules.overflow.unavailableSeconds),
            ("waitLimitSeconds", rules.overflow.waitLimitSeconds),
            ("warnSeconds", rules.inactivity.warnSeconds),
            ("closeSeconds", rules.inactivity.closeSeconds),
            ("requeueSilentSeconds", rules.inactivity.requeueSilentSeconds),
            ("requeueOfflineSeconds", rules.inactivity.requeueOfflineSeconds),
            ("queueLimitSeconds", rules.inactivity.queueLimitSeconds),
            ("reopenSeconds", rules.reopenSeconds),
            ("deferredReopenSeconds", rules.deferredReopenSeconds),
        ]
        for (name, seconds) in lengths where !Self.longestRule.contains(seconds) {
            throw .invalid(name)
        }
        try checkTexts(rules.texts)
    }

    /// Passes when automatic texts name nothing that does not exist and are no books.
    func checkTexts(_ texts: [AutomaticText: String]) throws(Refusal) {
        for occasion in AutomaticText.allCases {
            guard let text = texts[occasion] else { continue }
            guard text.unicodeScalars.count <= Note.maximumText,
                canFill(text)
            else { throw .invalid("texts.\(occasion.rawValue)") }
        }
    }

    /// Passes when a team can be switched off: it has no open session, and none can come to it.
    ///
    /// Its sessions are not moved by themselves: who switches it off knows where they belong, and
    /// moves or closes them first.
    func checkUnused(_ team: ID<Team>) throws(Refusal) {
        if sessions.values.contains(where: { $0.team == team }) { throw .inUse(.session) }
        if channels.values.contains(where: { $0.isActive && $0.team == team }) {
            throw .inUse(.channel)
        }
        if flowsRefer(to: team) { throw .inUse(.flow) }
        if teams.values.contains(where: { $0.isActive && $0.rules.targets.contains(team) }) {
            throw .inUse(.team)
        }
    }

    /// Passes when nothing refers to a team any more.
    func checkRemoval(of team: ID<Team>) throws(Refusal) {
        try checkUnused(team)
        if channels.values.contains(where: { $0.team == team }) { throw .inUse(.channel) }
        if teams.values.contains(where: { $0.rules.targets.contains(team) }) {
            throw .inUse(.team)
        }
        let isServed = agents.values.contains { agent in
            agent.teams.contains(team) || agent.scope.names(team)
        }
        if isServed { throw .inUse(.agent) }
        if canned.values.contains(where: { $0.teams.contains(team) }) { throw .inUse(.canned) }
        if dispositions.values.contains(where: { $0.teams.contains(team) }) {
            throw .inUse(.disposition)
        }
        if permissionGroups.values.contains(where: { $0.teams.names(team) }) {
            throw .inUse(.permissionGroup)
        }
    }
}

extension TeamRules {
    /// The teams to which sessions go by these rules.
    var targets: [ID<Team>] {
        var targets = [overflow.unavailable, overflow.waitLimit].compactMap(\.self)
        if case .overflow(let target) = outOfHours { targets.append(target) }
        return targets
    }
}

extension TeamScope {
    /// Whether a team is named in it.
    fileprivate func names(_ team: ID<Team>) -> Bool {
        if case .only(let teams) = self { teams.contains(team) } else { false }
    }
}
