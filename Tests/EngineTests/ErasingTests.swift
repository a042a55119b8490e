internal import Engine
internal import TestSupport
internal import Testing

@Suite struct ErasingTests {
    let maria = "5511999990001"
    let mari = "5511999990002"

    @Test func `a contact is erased with all that were merged into it`() throws {
        var scene = Scene()
        let admin = scene.company.admin
        let kept = try scene.saved("Maria", maria)
        let absorbed = try scene.saved("Mari", mari)
        let session = try scene.serve(from: mari)
        let heard = try scene.hear("meu CPF é 123", from: mari)
        try scene.play(.mergeContacts(kept, absorbing: absorbed), by: admin)
        try scene.play(.close(session.id), by: scene.company.ana)
        try scene.play(.eraseContact(kept), by: admin)
        for id in [kept, absorbed] {
            let left = try scene.contact(id)
            #expect(left.name == "Contato anonimizado")
            #expect(left.identities.isEmpty)
            #expect(left.erasedAt == scene.now)
        }
        #expect(try scene.contact(absorbed).mergedInto == kept)
        let stored = try scene.stored(heard.id)
        #expect(stored.content.text.isEmpty && stored.content.isErased)
        #expect(try scene.closed(session.id).contactName == "Contato anonimizado")
        // Whoever has the number from now on is somebody new.
        let fresh = try scene.hear("oi", from: maria).contact
        #expect(fresh != kept)
        #expect(try scene.contact(fresh).erasedAt == nil)
        #expect(try scene.play(.eraseContact(kept), by: admin).isEmpty)
    }

    @Test func `nobody is erased while they are served or something is on its way to them`() throws
    {
        var scene = Scene()
        let admin = scene.company.admin
        let session = try scene.serve(from: maria)
        let erase = Command.eraseContact(session.contact)
        #expect(
            scene.refusal(erase, by: admin)
                == .hasOpenSession(session.id, agent: scene.company.ana.id)
        )
        let message = try scene.say("Um momento", in: session)
        try scene.play(.close(session.id), by: scene.company.ana)
        #expect(scene.refusal(erase, by: admin) == .wrongDelivery(.queued))
        try scene.deliver(message, .accepted(providerID: "wamid.1"))
        try scene.play(erase, by: admin)
        #expect(try scene.contact(session.contact).erasedAt != nil)
    }

    @Test func `only who answers for the company's data erases`() throws {
        var scene = Scene()
        let contact = try scene.saved("Maria", maria)
        for person in [scene.company.ana, scene.company.sofia] {
            #expect(scene.refusal(.eraseContact(contact), by: person) == .forbidden)
        }
        #expect(scene.refusal(.eraseContact(ID(5)), by: scene.company.admin) == .notFound(.contact))
        #expect(scene.refusal(.eraseWords(.session(ID(5))), by: scene.company.admin) == .forbidden)
    }

    @Test func `what was erased is not changed, merged or taken up again`() throws {
        var scene = Scene()
        let admin = scene.company.admin
        try scene.rule { $0.wordFilter.ignored = ["ok"] }
        let filtered = try scene.hear("ok", from: maria)
        let contact = filtered.contact
        let other = try scene.saved("Mari", mari)
        try scene.play(.mergeContacts(contact, absorbing: other), by: admin)
        #expect(scene.refusal(.eraseContact(other), by: admin) == .contactMerged(into: contact))
        try scene.play(.eraseContact(contact), by: admin)
        let third = try scene.saved("Três", "5511999990003")
        for command: Command in [
            .editContact(contact, ContactChange(name: "Maria")),
            .mergeContacts(third, absorbing: contact), .separateContact(other),
            .open(filtered.id),
        ] {
            #expect(scene.refusal(command, by: admin) == .erased, "\(command)")
        }
        let begin = scene.beginning(with: contact, at: maria, scene.template())
        #expect(scene.refusal(begin, by: scene.company.ana) == .erased)
    }

    @Test func `words of a closed session are erased by the server, once and not before`() throws {
        var scene = Scene()
        let session = try scene.serve(from: maria)
        let message = try scene.hear("segredo", from: maria)
        let erase = Command.eraseWords(.session(session.id))
        #expect(scene.refusal(erase, by: .system) == .wrongPhase(.inService))
        try scene.play(.close(session.id), by: scene.company.ana)
        try scene.play(erase, by: .system)
        #expect(try scene.stored(message.id).content.isErased)
        #expect(try scene.contact(session.contact).identities.count == 1)
        #expect(scene.refusal(.eraseWords(.message(message.id)), by: .system) != nil)
    }

    @Test func `words are kept for ever, or for thirty days at least`() throws {
        var scene = Scene()
        for days in [-1, 1, 29, 36_501] {
            var company = scene.floor.company
            company.rules.retentionDays = days
            #expect(
                scene.refusal(.configure(.company(company)), by: scene.company.admin)
                    == .invalid("retentionDays")
            )
        }
        for days in [30, 0] { try scene.rule { $0.retentionDays = days } }
        #expect(scene.floor.company.rules.retentionDays == 0)
    }
}
