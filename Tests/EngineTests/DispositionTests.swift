internal import Engine
internal import TestSupport
internal import Testing

@Suite struct DispositionTests {
    @Test func `a session is classified at its close, by a reason at the end of the tree`() throws {
        var scene = Scene()
        let sale = try scene.disposition("Venda")
        let done = try scene.disposition("Fechada", in: sale)
        let session = try scene.serve()
        let ana = scene.company.ana
        #expect(
            scene.refusal(.close(session.id, disposition: sale), by: ana) == .invalid("disposition")
        )
        try scene.play(.close(session.id, disposition: done), by: ana)
        #expect(try scene.closed(session.id).disposition == done)
        #expect(scene.floor.path(of: done) == ["Venda", "Fechada"])
    }

    @Test func `a team may want every close of a person classified, also a supervisor's`() throws {
        var scene = Scene()
        try scene.rule(scene.company.sales) { $0.requiresDisposition = true }
        let reason = try scene.disposition("Dúvida")
        let session = try scene.serve()
        for agent in [scene.company.ana, scene.company.sofia, scene.company.admin] {
            #expect(scene.refusal(.close(session.id), by: agent) == .dispositionRequired)
        }
        try scene.play(.close(session.id, disposition: reason), by: scene.company.sofia)
        #expect(try scene.closed(session.id).disposition == reason)
    }

    @Test(arguments: [Actor.contact, .system, .console])
    func `the close of the contact, of a rule and of the console is never held up`(
        actor: Actor
    ) throws {
        var scene = Scene()
        try scene.rule(scene.company.sales) { $0.requiresDisposition = true }
        _ = try scene.disposition("Dúvida")
        let session = try scene.serve()
        try scene.play(.close(session.id), by: actor)
        #expect(try scene.closed(session.id).disposition == nil)
    }

    @Test func `who classified before the close need not do so again`() throws {
        var scene = Scene()
        try scene.rule(scene.company.sales) { $0.requiresDisposition = true }
        let reason = try scene.disposition("Dúvida")
        let session = try scene.serve()
        try scene.play(.classify(session.id, reason), by: scene.company.ana)
        try scene.play(.close(session.id), by: scene.company.ana)
        #expect(try scene.closed(session.id).disposition == reason)
    }

    @Test func `a team with nothing to choose from can still close`() throws {
        var scene = Scene()
        try scene.rule(scene.company.sales) { $0.requiresDisposition = true }
        _ = try scene.disposition("Só do suporte", for: [scene.company.support])
        let session = try scene.serve()
        try scene.play(.close(session.id), by: scene.company.ana)
    }

    @Test func `what was written survives a close that is refused`() throws {
        var scene = Scene()
        try scene.rule(scene.company.sales) { $0.requiresDisposition = true }
        _ = try scene.disposition("Dúvida")
        let session = try scene.serve()
        let ana = scene.company.ana
        try scene.play(.note(session.id, "ligar amanhã"), by: ana)
        let before = scene.books.events.count
        #expect(scene.refusal(.close(session.id), by: ana) == .dispositionRequired)
        #expect(scene.books.events.count == before)
        #expect(try scene.session(session.id).phase == .inService)
    }

    @Test func `a category's limits and its being switched off hold for all below it`() throws {
        var scene = Scene()
        let company = scene.company
        let category = try scene.disposition("Suporte", for: [company.support])
        let below = try scene.disposition("Defeito", in: category)
        let off = try scene.disposition("Antiga", isActive: false)
        let old = try scene.disposition("Motivo", in: off)
        let open = try scene.disposition("Outro")
        #expect(scene.floor.choosableDispositions(for: company.sales.id).map(\.id) == [open])
        #expect(
            scene.floor.choosableDispositions(for: company.support.id).map(\.id) == [open, below]
        )
        let session = try scene.serve()
        for reason in [below, old] {
            #expect(
                scene.refusal(.close(session.id, disposition: reason), by: company.ana)
                    == .invalid("disposition")
            )
        }
    }

    @Test func `the tree has no circles and no branches in the air`() throws {
        var scene = Scene()
        let top = try scene.disposition("A")
        let middle = try scene.disposition("B", in: top)
        let leaf = try scene.disposition("C", in: middle)
        var moved = try #require(scene.floor.disposition(top))
        for parent in [top, middle, leaf] {
            moved.parent = parent
            #expect(
                scene.refusal(.configure(.disposition(moved)), by: .console) == .leadsInCircle
            )
        }
        moved.parent = ID(99)
        #expect(
            scene.refusal(.configure(.disposition(moved)), by: .console) == .notFound(.disposition)
        )
        moved.parent = nil
        moved.teams = [ID(99)]
        #expect(scene.refusal(.configure(.disposition(moved)), by: .console) == .notFound(.team))
        let removal = Command.configure(.remove(.disposition(middle)))
        #expect(scene.refusal(removal, by: .console) == .inUse(.disposition))
        try scene.configure(.remove(.disposition(leaf)))
    }

    @Test func `who sees a session classifies it, also after its close`() throws {
        var scene = Scene()
        let company = scene.company
        let first = try scene.disposition("Dúvida")
        let second = try scene.disposition("Elogio")
        let session = try scene.serve()
        try scene.play(.close(session.id, disposition: first), by: company.ana)
        try scene.play(.classify(session.id, second), by: company.bruno)
        #expect(
            scene.refusal(.classify(session.id, first), by: company.carla) == .notFound(.session)
        )
        #expect(scene.refusal(.classify(session.id, first), by: .contact) == .forbidden)
        #expect(scene.refusal(.classify(ID(5), first), by: company.ana) == .notFound(.session))
        let unknown = Command.classify(session.id, ID(99))
        #expect(scene.refusal(unknown, by: company.ana) == .notFound(.disposition))
    }
}
