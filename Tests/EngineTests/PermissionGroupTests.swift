internal import Engine
internal import TestSupport
internal import Testing

@Suite struct PermissionGroupTests {
    /// A scene in which a person belongs to a group with teams and without some areas.
    private func scene(
        _ person: WritableKeyPath<SampleCompany, Agent>,
        teams: [Team] = [],
        without areas: Set<Area> = []
    ) throws -> (Scene, Agent) {
        var scene = Scene()
        let group = PermissionGroup(
            id: .new,
            slug: "grupo",
            name: "Grupo",
            teams: .only(Set(teams.map(\.id))),
            areas: Set(Area.allCases).subtracting(areas)
        )
        try scene.configure(.permissionGroup(group))
        var agent = scene.company[keyPath: person]
        agent.group = try #require(scene.floor.allPermissionGroups.first).id
        try scene.configure(.agent(agent))
        return (scene, agent)
    }

    @Test func `the teams of a group are added to those that a supervisor watches`() throws {
        var (scene, sofia) = try scene(\.sofia, teams: [SampleCompany().support])
        let company = scene.company
        #expect(scene.viewer(sofia).teams == .only([company.sales.id, company.support.id]))
        let session = try scene.write()
        try scene.play(.transfer(session.id, to: .team(company.support.id)), by: company.ana)
        try scene.play(.start(session.id), by: company.carla)
        #expect(scene.viewer(sofia).maySee(try scene.session(session.id)))
    }

    @Test func `a group gives an agent no teams`() throws {
        let (scene, ana) = try scene(\.ana, teams: [SampleCompany().support])
        #expect(scene.viewer(ana).teams == .only([scene.company.sales.id]))
    }

    @Test(arguments: Area.allCases)
    func `an area that a group closes is closed, but not to administrators`(area: Area) throws {
        let (scene, sofia) = try scene(\.sofia, without: [area])
        #expect(!scene.viewer(sofia).may(area))
        let (other, admin) = try self.scene(\.admin, without: [area])
        #expect(other.viewer(admin).may(area))
    }

    @Test(
        arguments: [
            (.history, [.agent, .supervisor, .manager, .administrator]),
            (.contacts, [.agent, .supervisor, .manager, .administrator]),
            (.beginning, [.agent, .supervisor, .manager, .administrator]),
            (.boards, [.supervisor, .manager, .administrator]),
            (.reports, [.supervisor, .manager, .administrator]),
            (.exports, [.supervisor, .manager, .administrator]),
            (.supervision, [.supervisor, .manager, .administrator]),
            (.administration, [.administrator]),
        ] as [(Area, [Role])]
    )
    func `without a group the role alone opens areas`(area: Area, roles: [Role]) {
        let open = Role.allCases.filter { role in
            Viewer(Agent(id: ID(1), email: "x@example.com", name: "X", role: role)).may(area)
        }
        #expect(open == roles)
    }

    @Test func `who may not supervise watches, and moves nothing`() throws {
        var (scene, sofia) = try scene(\.sofia, without: [.supervision])
        let company = scene.company
        let session = try scene.serve(by: company.ana)
        #expect(scene.viewer(sofia).maySee(session))
        let commands: [Command] = [
            .close(session.id), .transfer(session.id, to: .team(company.support.id)),
            .send(session.id, Content(kind: .text, text: "oi")),
            .setPresence(company.ana.id, .offline),
        ]
        for command in commands { #expect(scene.refusal(command, by: sofia) == .forbidden) }
        try scene.play(.setPresence(sofia.id, .available), by: sofia)
    }

    @Test func `without the history nobody sees closed sessions, not even their own`() throws {
        var (scene, ana) = try scene(\.ana, without: [.history])
        let session = try scene.serve(by: ana)
        try scene.play(.close(session.id), by: ana)
        #expect(!scene.viewer(ana).maySee(try scene.closed(session.id)))
        #expect(scene.refusal(.close(session.id), by: ana) == .notFound(.session))
    }

    @Test func `beginning conversations can be closed`() throws {
        var (scene, ana) = try scene(\.ana, without: [.beginning])
        let maria = try scene.saved("Maria", "5511999990000")
        let begin = scene.beginning(with: maria, scene.template())
        #expect(scene.refusal(begin, by: ana) == .forbidden)
    }

    @Test func `without the contacts one knows who is in sight`() throws {
        var (scene, ana) = try scene(\.ana, without: [.contacts])
        let floor = { scene.floor }
        let session = try scene.write()
        let viewer = scene.viewer(ana)
        #expect(floor().maySee(session.contact, viewer))
        #expect(!floor().maySee(ID(99), viewer))
        #expect(floor().maySee(ID(99), hasHistory: true, viewer))
        let edit = ContactChange(name: "Maria")
        try scene.play(.editContact(session.contact, edit), by: ana)
        try scene.play(.transfer(session.id, to: .team(scene.company.support.id)), by: ana)
        #expect(!scene.floor.maySee(session.contact, viewer))
        let again = Command.editContact(session.contact, ContactChange(name: "M"))
        #expect(scene.refusal(again, by: ana) == .forbidden)
    }

    @Test func `a group names teams that exist, and is not removed while someone is in it`() throws
    {
        var (scene, _) = try scene(\.sofia)
        var group = try #require(scene.floor.allPermissionGroups.first)
        let removal = Command.configure(.remove(.permissionGroup(group.id)))
        #expect(scene.refusal(removal, by: .console) == .inUse(.agent))
        group.teams = .only([ID(99)])
        #expect(
            scene.refusal(.configure(.permissionGroup(group)), by: .console) == .notFound(.team)
        )
    }
}
