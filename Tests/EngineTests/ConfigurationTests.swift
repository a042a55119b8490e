internal import Engine
internal import TestSupport
internal import Testing

@Suite struct ConfigurationTests {
    @Test func `administrators and the console configure, and nobody else`() throws {
        var scene = Scene()
        var company = scene.company
        company.sales.name = "Comercial"
        let command = Command.configure(.team(company.sales))
        for agent in [company.ana, company.sofia] {
            #expect(scene.refusal(command, by: agent) == .forbidden)
        }
        #expect(scene.refusal(command, by: .contact) == .forbidden)
        try scene.play(command, by: company.admin)
        company.sales.name = "Vendas"
        try scene.play(.configure(.team(company.sales)), by: .console)
        #expect(scene.floor.team(company.sales.id)?.name == "Vendas")
    }

    @Test func `a new thing gets its id from the engine`() throws {
        var scene = Scene()
        let team = Team(id: .new, slug: "cobranca", name: "Cobrança")
        try scene.play(.configure(.team(team)), by: scene.company.admin)
        let saved = try #require(scene.floor.team(slug: "cobranca"))
        #expect(saved.id != .new)
        let agent = Agent(id: .new, email: " Novo@Example.com", name: "Novo", teams: [saved.id])
        try scene.play(.configure(.agent(agent)), by: scene.company.admin)
        #expect(scene.floor.agent(email: "novo@example.com")?.teams == [saved.id])
    }

    @Test func `saving what is there already changes nothing`() throws {
        var scene = Scene()
        let command = Command.configure(.team(scene.company.sales))
        #expect(try scene.play(command, by: .console).isEmpty)
    }

    @Test(arguments: ["", "Vendas", "duas palavras", "-a", "a-", "a--b", "maçã", "suporte"])
    func `a name in URLs is well formed and free`(slug: String) {
        var scene = Scene()
        let team = Team(id: .new, slug: slug, name: "X")
        let refusal = scene.refusal(.configure(.team(team)), by: .console)
        #expect(refusal == .badSlug(slug))
    }

    @Test func `what refers to nothing is refused`() {
        var scene = Scene()
        var company = scene.company
        company.whatsapp.team = ID(99)
        #expect(
            scene.refusal(.configure(.channel(company.whatsapp)), by: .console) == .notFound(.team)
        )
        company.ana.teams = [ID(99)]
        #expect(scene.refusal(.configure(.agent(company.ana)), by: .console) == .notFound(.team))
        company.greeting.channel = ID(99)
        let template = Configuration.template(company.greeting)
        #expect(scene.refusal(.configure(template), by: .console) == .notFound(.channel))
    }

    @Test func `what makes no sense is named`() {
        var scene = Scene()
        let company = scene.company
        var nameless = company.sales
        nameless.name = " "
        var hurried = company.sales
        hurried.targetSeconds = 0
        var lost = Company(name: "Empresa", timeZone: "Mars/Olympus")
        var unmailable = company.ana
        unmailable.email = "ana"
        let refusals: [(Configuration, String)] = [
            (.team(nameless), "name"), (.team(hurried), "targetSeconds"),
            (.company(lost), "timeZone"), (.agent(unmailable), "email"),
        ]
        for (configuration, field) in refusals {
            let refusal = scene.refusal(.configure(configuration), by: .console)
            #expect(refusal == .invalid(field))
        }
        lost.timeZone = "America/Manaus"
        #expect(scene.refusal(.configure(.company(lost)), by: .console) == nil)
    }

    @Test func `two of a kind do not share what tells them apart`() {
        var scene = Scene()
        let company = scene.company
        let agent = Agent(id: .new, email: "ANA@example.com", name: "Outra Ana")
        #expect(scene.refusal(.configure(.agent(agent)), by: .console) == .inUse(.agent))
        let channel = Channel(
            id: .new,
            slug: "whatsapp-2",
            name: "Outro",
            plugin: "whatsapp",
            account: company.whatsapp.account,
            team: company.sales.id
        )
        #expect(scene.refusal(.configure(.channel(channel)), by: .console) == .inUse(.channel))
        let template = MessageTemplate(
            id: .new,
            channel: company.whatsapp.id,
            name: company.greeting.name,
            language: company.greeting.language,
            body: "Oi"
        )
        let again = Command.configure(.template(template))
        #expect(scene.refusal(again, by: .console) == .inUse(.template))
    }

    @Test func `what is in use is not removed`() throws {
        var scene = Scene()
        let company = scene.company
        let session = try scene.serve()
        try scene.play(.addTag(session.id, company.urgent.id), by: company.ana)
        let removals: [(Configuration, Refusal)] = [
            (.removeTeam(company.sales.id), .inUse(.session)),
            (.removeTeam(company.support.id), .inUse(.agent)),
            (.removeChannel(company.whatsapp.id), .inUse(.session)),
            (.removeTag(company.urgent.id), .inUse(.session)),
            (.removeTeam(ID(99)), .notFound(.team)),
        ]
        for (removal, refusal) in removals {
            #expect(scene.refusal(.configure(removal), by: .console) == refusal)
        }
        try scene.play(.close(session.id), by: company.ana)
        #expect(
            scene.refusal(.configure(.removeTeam(company.sales.id)), by: .console)
                == .inUse(.channel)
        )
        try scene.play(.configure(.removeTag(company.urgent.id)), by: .console)
        try scene.play(.configure(.removeChannel(company.whatsapp.id)), by: .console)
        #expect(scene.floor.template(company.greeting.id) == nil)
    }

    @Test func `an administrator does not lock everyone out`() throws {
        var scene = Scene()
        var admin = scene.company.admin
        admin.role = .agent
        let demote = Command.configure(.agent(admin))
        #expect(scene.refusal(demote, by: scene.company.admin) == .invalid("role"))
        try scene.play(demote, by: .console)
    }

    @Test func `who is switched off goes offline and gives back what was kept for them`() throws {
        var scene = Scene()
        var bruno = scene.company.bruno
        let session = try scene.write()
        try scene.play(.setPresence(bruno.id, .available), by: bruno)
        let keep = Command.transfer(session.id, to: .agent(bruno.id, team: nil))
        try scene.play(keep, by: scene.company.ana)
        bruno.isActive = false
        try scene.play(.configure(.agent(bruno)), by: scene.company.admin)
        #expect(scene.floor.presences[bruno.id]?.presence == .offline)
        #expect(try scene.session(session.id).reservedFor == nil)
    }
}
