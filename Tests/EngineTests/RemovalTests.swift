internal import Engine
internal import TestSupport
internal import Testing

@Suite struct RemovalTests {
    @Test func `the team of open sessions is neither removed nor switched off`() throws {
        var scene = Scene()
        var sales = scene.company.sales
        let session = try scene.write()
        sales.isActive = false
        let off = Command.configure(.team(sales))
        #expect(scene.refusal(off, by: .console) == .inUse(.session))
        let removal = Command.configure(.removeTeam(sales.id))
        #expect(scene.refusal(removal, by: .console) == .inUse(.session))
        // Who moves its sessions and lets none come to it may switch it off.
        let support = TransferTarget.team(scene.company.support.id)
        try scene.play(.transfer(session.id, to: support), by: scene.company.admin)
        #expect(scene.refusal(off, by: .console) == .inUse(.channel))
        for var channel in scene.floor.allChannels {
            channel.team = scene.company.support.id
            try scene.configure(.channel(channel))
        }
        try scene.play(off, by: .console)
        #expect(scene.floor.team(sales.id)?.isActive == false)
    }

    @Test func `a team to which others hand on is needed`() throws {
        var scene = Scene()
        let company = scene.company
        try scene.rule(company.sales) { $0.overflow.unavailable = company.support.id }
        var support = company.support
        support.isActive = false
        #expect(scene.refusal(.configure(.team(support)), by: .console) == .inUse(.team))
        let removal = Command.configure(.removeTeam(support.id))
        #expect(scene.refusal(removal, by: .console) == .inUse(.team))
    }

    @Test func `a team that is named elsewhere is not removed`() throws {
        var scene = Scene()
        try scene.configure(.team(Team(id: .new, slug: "nova", name: "Nova")))
        let team = try #require(scene.floor.team(slug: "nova"))
        let removal = Command.configure(.removeTeam(team.id))
        let canned = CannedMessage(
            id: .new,
            shortcut: "oi",
            title: "Oi",
            text: "Olá",
            teams: [team.id]
        )
        try scene.configure(.canned(canned))
        #expect(scene.refusal(removal, by: .console) == .inUse(.canned))
        let saved = try #require(scene.floor.allCanned.first)
        try scene.configure(.remove(.canned(saved.id)))
        let reason = try scene.disposition("Dúvida", for: [team])
        #expect(scene.refusal(removal, by: .console) == .inUse(.disposition))
        try scene.configure(.remove(.disposition(reason)))
        let group = PermissionGroup(id: .new, slug: "g", name: "G", teams: .only([team.id]))
        try scene.configure(.permissionGroup(group))
        #expect(scene.refusal(removal, by: .console) == .inUse(.permissionGroup))
        let kept = try #require(scene.floor.allPermissionGroups.first)
        try scene.configure(.remove(.permissionGroup(kept.id)))
        try scene.play(removal, by: .console)
    }

    @Test func `what is not there is not removed`() {
        var scene = Scene()
        let removals: [(Removable, Refusal)] = [
            (.hours(ID(9)), .notFound(.hours)), (.flow(ID(9)), .notFound(.flow)),
            (.canned(ID(9)), .notFound(.canned)), (.field(ID(9)), .notFound(.field)),
            (.disposition(ID(9)), .notFound(.disposition)),
            (.contactGroup(ID(9)), .notFound(.contactGroup)),
            (.pauseReason(ID(9)), .notFound(.pauseReason)),
            (.permissionGroup(ID(9)), .notFound(.permissionGroup)),
            (.template(ID(9)), .notFound(.template)),
        ]
        for (removal, refusal) in removals {
            #expect(scene.refusal(.configure(.remove(removal)), by: .console) == refusal)
        }
    }

    @Test func `a disposition that an open session has stays until the session is over`() throws {
        var scene = Scene()
        let reason = try scene.disposition("Dúvida")
        let session = try scene.serve()
        try scene.play(.classify(session.id, reason), by: scene.company.ana)
        let removal = Command.configure(.remove(.disposition(reason)))
        #expect(scene.refusal(removal, by: .console) == .inUse(.session))
        try scene.play(.close(session.id), by: scene.company.ana)
        try scene.play(removal, by: .console)
    }

    @Test func `groups of contacts and hours stay while an agent has them`() throws {
        var scene = Scene()
        try scene.configure(.contactGroup(ContactGroup(id: .new, slug: "vip", name: "VIP")))
        let vip = try #require(scene.floor.allContactGroups.first).id
        var ana = scene.company.ana
        ana.contactGroups = [vip]
        try scene.configure(.agent(ana))
        let removal = Command.configure(.remove(.contactGroup(vip)))
        #expect(scene.refusal(removal, by: .console) == .inUse(.agent))
        ana.contactGroups = []
        try scene.configure(.agent(ana))
        try scene.play(removal, by: .console)
    }
}

@Suite struct RuleCheckTests {
    @Test func `a team's rules lead to teams and hours that exist, and not to itself`() {
        var scene = Scene()
        let company = scene.company
        func refusal(_ change: (inout TeamRules) -> Void) -> Refusal? {
            var sales = company.sales
            change(&sales.rules)
            return scene.refusal(.configure(.team(sales)), by: .console)
        }
        #expect(refusal { $0.overflow.unavailable = ID(99) } == .notFound(.team))
        #expect(refusal { $0.overflow.waitLimit = company.sales.id } == .leadsInCircle)
        #expect(refusal { $0.outOfHours = .overflow(to: ID(99)) } == .notFound(.team))
        #expect(refusal { $0.hours = ID(99) } == .notFound(.hours))
        #expect(refusal { $0.reopenSeconds = -1 } == .invalid("reopenSeconds"))
        #expect(refusal { $0.inactivity.warnSeconds = -1 } == .invalid("warnSeconds"))
        #expect(refusal { $0.texts[.greeting] = "{{nome}}" } == .invalid("texts.greeting"))
    }

    @Test func `the company's rules make sense`() {
        var scene = Scene()
        func refusal(_ change: (inout CompanyRules) -> Void) -> Refusal? {
            var company = scene.floor.company
            change(&company.rules)
            return scene.refusal(.configure(.company(company)), by: .console)
        }
        #expect(refusal { $0.keepAliveSeconds = -1 } == .invalid("keepAliveSeconds"))
        #expect(refusal { $0.dayCutMinutes = 1_440 } == .invalid("dayCutMinutes"))
        #expect(refusal { $0.refusalWords = ["!"] } == .invalid("refusalWords"))
        #expect(refusal { $0.wordFilter.blocked = [" "] } == .invalid("wordFilter"))
        #expect(
            refusal { $0.wordFilter.maximumIgnoredLength = 0 } == .invalid("maximumIgnoredLength")
        )
    }

    @Test func `a channel that takes messages leads to a team that does`() throws {
        var scene = Scene()
        try scene.configure(.team(Team(id: .new, slug: "nova", name: "Nova", isActive: false)))
        var channel = scene.company.whatsapp
        channel.team = try #require(scene.floor.team(slug: "nova")).id
        #expect(scene.refusal(.configure(.channel(channel)), by: .console) == .invalid("team"))
        channel.isActive = false
        try scene.configure(.channel(channel))
        channel.flow = ID(99)
        #expect(scene.refusal(.configure(.channel(channel)), by: .console) == .notFound(.flow))
    }

    @Test func `people pause for one of the company's reasons, where it has any`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        try scene.play(.setPresence(ana.id, .paused(reason: "café")), by: ana)
        try scene.configure(.pauseReason(PauseReason(id: .new, name: "Almoço")))
        let other = Command.setPresence(ana.id, .paused(reason: "banho"))
        #expect(scene.refusal(other, by: ana) == .invalid("reason"))
        try scene.play(.setPresence(ana.id, .paused(reason: " almoco ")), by: ana)
        #expect(scene.floor.presences[ana.id]?.presence == .paused(reason: "Almoço"))
        let twice = Configuration.pauseReason(PauseReason(id: .new, name: "ALMOÇO"))
        #expect(scene.refusal(.configure(twice), by: .console) == .inUse(.pauseReason))
    }
}
