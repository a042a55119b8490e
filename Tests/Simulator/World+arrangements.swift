internal import Engine

extension World {
    /// The change of the configuration that an arrangement comes to; `nil` when it is about nothing.
    func configuration(for arrangement: Arrangement) -> Configuration? {
        switch arrangement {
        case .team(let number, let isActive, let targetSeconds):
            guard var team = floor.team(slug: "team-\(number)") else { return nil }
            (team.isActive, team.targetSeconds) = (isActive, targetSeconds)
            return .team(team)
        case .addTeam(let number):
            return .team(Founding.team(number))
        case .removeTeam(let number):
            return floor.team(slug: "team-\(number)").map { .removeTeam($0.id) }
        case .agent(let number, let teams, let limit, let isActive):
            guard var agent = floor.agent(agent(number)) else { return nil }
            agent.teams = teams.compactMap { floor.team(slug: "team-\($0)")?.id }
            (agent.sessionLimit, agent.isActive) = (limit, isActive)
            return .agent(agent)
        case .scope(let number, let teams):
            guard var agent = floor.agent(agent(number)) else { return nil }
            agent.scope = .only(Set(teams.compactMap { floor.team(slug: "team-\($0)")?.id }))
            return .agent(agent)
        case .channel(let number, let team, let isActive):
            guard var channel = floor.channel(slug: "channel-\(number)") else { return nil }
            channel.team = floor.team(slug: "team-\(team)")?.id ?? channel.team
            channel.isActive = isActive
            return .channel(channel)
        case .addChannel(let number):
            guard let team = floor.allTeams.first else { return nil }
            return .channel(Founding.channel(number, for: team.id))
        case .removeChannel(let number):
            return floor.channel(slug: "channel-\(number)").map { .removeChannel($0.id) }
        case .addTag(let number):
            return .tag(Founding.tag(number))
        case .removeTag(let number):
            return floor.tag(slug: "tag-\(number)").map { .removeTag($0.id) }
        case .company(let name):
            var company = floor.company
            company.name = name
            return .company(company)
        case .rule(let number, let rule):
            guard var team = floor.team(slug: "team-\(number)") else { return nil }
            apply(rule, to: &team.rules)
            return .team(team)
        case .filter, .refusalWords, .keepAlive, .texts, .loadShare:
            var company = floor.company
            apply(arrangement, to: &company.rules)
            return .company(company)
        case .hours(let number, let opens, let closes):
            var hours = Founding.hours(number, opens: opens, closes: closes)
            if let known = ledger.hours(number) { hours = known.changed(to: hours) }
            return .hours(hours)
        case .disposition(let number, let isActive):
            return .disposition(
                Disposition(
                    id: ledger.disposition(number) ?? .new,
                    name: "Motivo \(number)",
                    isActive: isActive
                )
            )
        case .history(let number, let kind):
            guard var agent = floor.agent(agent(number)) else { return nil }
            let all = HistoryVisibility.allCases
            agent.historyVisibility = kind < all.count ? all[kind] : nil
            return .agent(agent)
        case .flow(let number, let flow):
            guard var channel = floor.channel(slug: "channel-\(number)") else { return nil }
            channel.flow = flow.flatMap { ledger.flow($0)?.id }
            return .channel(channel)
        case .window(let number, let seconds):
            guard var channel = floor.channel(slug: "channel-\(number)") else { return nil }
            channel.capabilities.windowSeconds = seconds
            return .channel(channel)
        case .group, .member, .removeGroup, .field:
            return permission(for: arrangement)
        case .publish:
            return nil
        }
    }

    private func team(_ number: Int?) -> ID<Team>? {
        number.flatMap { floor.team(slug: "team-\($0)")?.id }
    }

    private func apply(_ rule: Rule, to rules: inout TeamRules) {
        switch rule {
        case .distribution(let kind, let seconds):
            rules.distribution = Distribution.allCases[kind % Distribution.allCases.count]
            rules.reservationSeconds = seconds
        case .hours(let number, let other, let closes):
            rules.hours = number.flatMap { ledger.hours($0)?.id }
            rules.outOfHours = closes ? .close : team(other).map { .overflow(to: $0) } ?? .wait
        case .unavailable(let other, let seconds):
            rules.overflow.unavailable = team(other)
            rules.overflow.unavailableSeconds = seconds
        case .waitLimit(let other, let seconds):
            rules.overflow.waitLimit = team(other)
            rules.overflow.waitLimitSeconds = seconds
        case .warning(let seconds, let close):
            rules.inactivity.warnSeconds = seconds
            rules.inactivity.closeSeconds = close
        case .requeue(let silent, let offline, let closes):
            rules.inactivity.requeueSilentSeconds = silent
            rules.inactivity.requeueOfflineSeconds = offline
            rules.inactivity.closesUnanswered = closes
        case .queueLimit(let seconds):
            rules.inactivity.queueLimitSeconds = seconds
        case .reopening(let seconds):
            rules.reopenSeconds = seconds
        case .asks(let disposition, let rating):
            rules.requiresDisposition = disposition
            rules.asksRating = rating
        }
    }

    private func apply(_ arrangement: Arrangement, to rules: inout CompanyRules) {
        switch arrangement {
        case .filter(let isOn):
            rules.wordFilter.ignored = isOn ? ["obrigado", "ok tudo bem"] : []
            rules.wordFilter.blocked = isOn ? ["palavrão"] : []
        case .refusalWords(let isOn):
            rules.refusalWords = isOn ? ["sair", "parar"] : []
        case .keepAlive(let seconds):
            rules.keepAliveSeconds = seconds
        case .loadShare(let share):
            rules.deferredLoadShare = share
        case .texts(let isOn):
            rules.texts = isOn ? Founding.texts : [:]
        default:
            return
        }
    }
}

extension BusinessHours {
    /// These hours with the shifts of others.
    fileprivate func changed(to other: BusinessHours) -> BusinessHours {
        var hours = self
        hours.week = other.week
        return hours
    }
}
