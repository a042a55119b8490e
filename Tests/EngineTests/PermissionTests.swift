internal import Engine
internal import TestSupport
internal import Testing

/// Who may do what with which session: the whole table, roles down and situations across.
@Suite struct PermissionTests {
    /// Is a place in which a session can be, seen from Vendas, where Ana and Bruno serve.
    enum Situation: CaseIterable {
        /// It waits for Vendas.
        case waiting
        /// It waits for Vendas and is kept for Ana.
        case kept
        /// Ana serves it.
        case served
        /// Ana served it.
        case closed
    }

    private static let all = Set(SessionAction.allCases)
    private static let seen: Set<SessionAction> = [.conversation, .classify]
    private static let card: Set<SessionAction> = [
        .conversation, .template, .history, .editContact, .transfer, .note, .classify,
    ]

    @Test(arguments: Situation.allCases)
    func `each may do with a session what the table says`(situation: Situation) throws {
        let (scene, session) = try scene(situation)
        for (agent, may) in table(scene.company, situation) {
            let actions = scene.floor.actions(on: session, for: scene.viewer(agent))
            #expect(actions == may, "\(agent.name), \(situation)")
        }
    }

    /// Nobody's list of actions names one that the floor refuses for being forbidden, and what is
    /// not in the list is refused.
    @Test(arguments: Situation.allCases)
    func `the floor does what the table says`(situation: Situation) throws {
        let (scene, session) = try scene(situation)
        let company = scene.company
        let reason = try #require(scene.floor.allDispositions.first).id
        let commands: [(SessionAction, Command)] = [
            (.start, .start(session.id)),
            (.send, .send(session.id, Content(kind: .text, text: "oi"))),
            (.tag, .addTag(session.id, company.urgent.id)), (.note, .note(session.id, "nota")),
            (.transfer, .transfer(session.id, to: .team(company.support.id))),
            (.template, .send(session.id, scene.template())), (.close, .close(session.id)),
            (.classify, .classify(session.id, reason)),
            (.editContact, .editContact(session.contact, ContactChange(note: "x"))),
        ]
        for agent in everyone(company) {
            let may = scene.floor.actions(on: session, for: scene.viewer(agent))
            for (action, command) in commands {
                // What is known of a contact may be changed from elsewhere too, and to take what one
                // has changes nothing.
                if action == .editContact, !may.contains(action) { continue }
                if action == .start, session.agent == agent.id { continue }
                var trial = scene
                let refusal = trial.refusal(command, by: agent)
                #expect(
                    (refusal == nil) == may.contains(action),
                    "\(agent.name), \(situation), \(action): \(refusal?.code ?? "done")"
                )
            }
        }
    }

    private func table(
        _ company: SampleCompany,
        _ situation: Situation
    ) -> [(Agent, Set<SessionAction>)] {
        let waits = Self.card.union([.start])
        let watches = waits.union([.close])
        let serves = Self.all.subtracting([.start])
        let looksBack = Self.seen.union([.history])
        let reads = looksBack.union([.editContact])
        switch situation {
        case .waiting:
            return [
                (company.ana, waits), (company.bruno, waits), (company.carla, []),
                (company.sofia, watches), (company.admin, watches),
            ]
        case .kept:
            return [
                (company.ana, waits), (company.bruno, Self.card), (company.carla, []),
                (company.sofia, watches), (company.admin, watches),
            ]
        case .served:
            return [
                (company.ana, serves), (company.bruno, []), (company.carla, []),
                (company.sofia, serves), (company.admin, serves),
            ]
        case .closed:
            return [
                (company.ana, reads), (company.bruno, reads), (company.carla, []),
                (company.sofia, reads), (company.admin, reads),
            ]
        }
    }

    private func scene(_ situation: Situation) throws -> (Scene, Session) {
        var scene = Scene()
        _ = try scene.disposition("Dúvida")
        let waiting = try scene.write()
        let company = scene.company
        switch situation {
        case .waiting: break
        case .kept:
            let target = TransferTarget.agent(company.ana.id, team: nil)
            try scene.play(.transfer(waiting.id, to: target), by: company.bruno)
        case .served:
            try scene.play(.start(waiting.id), by: company.ana)
        case .closed:
            try scene.play(.start(waiting.id), by: company.ana)
            try scene.play(.close(waiting.id), by: company.ana)
            return (scene, try scene.closed(waiting.id))
        }
        return (scene, try scene.session(waiting.id))
    }

    private func everyone(_ company: SampleCompany) -> [Agent] {
        [company.ana, company.bruno, company.carla, company.sofia, company.admin]
    }
}

@Suite struct CardActionTests {
    @Test(arguments: CardAction.allCases)
    func `an entry that is switched off is gone from waiting cards, for agents alone`(
        off: CardAction
    ) throws {
        var scene = Scene()
        let company = scene.company
        try scene.rule { $0.cardActions.remove(off) }
        let session = try scene.write()
        let action = try #require(SessionAction(rawValue: off.rawValue))
        #expect(!scene.floor.may(action, session, scene.viewer(company.ana)))
        #expect(scene.floor.may(action, session, scene.viewer(company.sofia)))
        try scene.play(.start(session.id), by: company.ana)
        let served = try scene.session(session.id)
        #expect(scene.floor.may(action, served, scene.viewer(company.ana)))
    }

    @Test func `what is switched off is refused, not only hidden`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        try scene.rule { $0.cardActions = [.conversation] }
        let session = try scene.write()
        let commands: [Command] = [
            .transfer(session.id, to: .team(scene.company.support.id)),
            .send(session.id, scene.template()),
            .editContact(session.contact, ContactChange(name: "Maria")),
        ]
        for command in commands { #expect(scene.refusal(command, by: ana) == .forbidden) }
        try scene.play(.start(session.id), by: ana)
        for command in commands.reversed() { try scene.play(command, by: ana) }
    }
}
