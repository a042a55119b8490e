internal import Engine
internal import TestSupport
internal import Testing

@Suite struct MergeTests {
    let maria = "5511999990001"
    let mari = "5511999990002"
    let third = "5511999990003"

    @Test func `the kept contact stands for both in open and closed sessions`() throws {
        var scene = Scene()
        let kept = try scene.saved("Maria", maria)
        let absorbed = try scene.saved("Mari", mari)
        let old = try scene.serve(from: mari)
        try scene.play(.close(old.id), by: scene.company.ana)
        let open = try scene.write(from: mari)
        try scene.play(.mergeContacts(kept, absorbing: absorbed), by: scene.company.ana)
        let session = try scene.session(open.id)
        #expect(session.contact == kept)
        #expect(session.contactName == "Maria")
        #expect(session.heardFrom == absorbed)
        #expect(try scene.contact(absorbed).mergedInto == kept)
        let found = scene.floor.sessions(of: kept, for: scene.viewer(scene.company.ana))
        #expect(found.map(\.id) == [open.id])
    }

    @Test
    func `two contacts with open sessions are merged and stay reachable, each at its address`()
        throws
    {
        var scene = Scene()
        let kept = try scene.saved("Maria", maria)
        let absorbed = try scene.saved("Mari", mari)
        let one = try scene.serve(from: maria)
        let two = try scene.serve(by: scene.company.bruno, from: mari)
        try scene.play(.mergeContacts(kept, absorbing: absorbed), by: scene.company.ana)
        #expect(try scene.hear("de novo", from: mari).session == two.id)
        #expect(try scene.hear("aqui", from: maria).session == one.id)
        _ = try scene.say("resposta", in: two, by: scene.company.bruno)
        #expect(scene.floor.sessions.count == 2)
        #expect(scene.floor.sessions.values.allSatisfy { $0.contact == kept })
    }

    @Test func `undoing a merge is exact, also for what was heard meanwhile`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        let kept = try scene.saved("Maria", maria)
        let absorbed = try scene.saved("Mari", mari)
        let before = (try scene.contact(kept), try scene.contact(absorbed))
        let open = try scene.serve(from: mari)
        try scene.play(.mergeContacts(kept, absorbing: absorbed), by: ana)
        try scene.play(.close(open.id), by: ana)
        // Meanwhile the absorbed one writes again, and shows an identity never seen before.
        let account = ContactIdentity(kind: .provider, scope: "whatsapp", value: "BR.1")
        var event = scene.inbound(from: mari, named: "mari ✨")
        event.identities.append(account)
        let message = try scene.added(try scene.play(.receive(event), by: .contact))
        let begun = try scene.session(message.session)
        #expect(begun.contact == kept)
        #expect(begun.heardFrom == absorbed)
        #expect(begun.contactName == "Maria")
        try scene.play(.separateContact(absorbed), by: ana)
        let after = try scene.session(begun.id)
        #expect(after.contact == absorbed)
        #expect(after.contactName == "Mari")
        #expect(try scene.contact(kept) == before.0)
        var learnt = before.1
        learnt.identities.append(account)
        #expect(try scene.contact(absorbed) == learnt)
        #expect(message.contact == absorbed)
        #expect(scene.floor.sessions(of: kept, for: scene.viewer(ana)).isEmpty)
        #expect(try scene.hear("oi", from: maria).contact == kept)
    }

    @Test func `merges in a row are undone one by one, in any order`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        let first = try scene.saved("Um", maria)
        let second = try scene.saved("Dois", mari)
        let last = try scene.saved("Três", third)
        let sessions = try [maria, mari, third].map { try scene.write(from: $0).id }
        try scene.play(.mergeContacts(second, absorbing: last), by: ana)
        try scene.play(.mergeContacts(first, absorbing: second), by: ana)
        func contacts() throws -> [ID<Contact>] {
            try sessions.map { try scene.session($0).contact }
        }
        #expect(try contacts() == [first, first, first])
        // The second takes along what was merged into it.
        try scene.play(.separateContact(second), by: ana)
        #expect(try contacts() == [first, second, second])
        try scene.play(.mergeContacts(first, absorbing: second), by: ana)
        // The last goes alone, though it was merged into the second.
        try scene.play(.separateContact(last), by: ana)
        #expect(try contacts() == [first, first, last])
    }

    @Test func `a merge never leads in a circle, and who was merged is merged once`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        let first = try scene.saved("Um", maria)
        let second = try scene.saved("Dois", mari)
        let other = try scene.saved("Três", third)
        try scene.play(.mergeContacts(first, absorbing: second), by: ana)
        func refusal(_ kept: ID<Contact>, _ absorbed: ID<Contact>) -> Refusal? {
            scene.refusal(.mergeContacts(kept, absorbing: absorbed), by: ana)
        }
        #expect(refusal(first, first) == .leadsInCircle)
        #expect(refusal(second, first) == .leadsInCircle)
        #expect(refusal(other, second) == .contactMerged(into: first))
        #expect(refusal(second, other) == .contactMerged(into: first))
        #expect(refusal(first, ID(5)) == .notFound(.contact))
        #expect(scene.refusal(.separateContact(ID(5)), by: ana) == .notFound(.contact))
        #expect(try scene.play(.separateContact(other), by: ana).isEmpty)
    }

    @Test func `who was merged is not edited, the one that stands for it is`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        let kept = try scene.saved("Maria", maria)
        let absorbed = try scene.saved("Mari", mari)
        let session = try scene.write(from: mari)
        try scene.play(.mergeContacts(kept, absorbing: absorbed), by: ana)
        let rename = ContactChange(name: "Maria Souza")
        #expect(
            scene.refusal(.editContact(absorbed, rename), by: scene.company.admin)
                == .contactMerged(into: kept)
        )
        try scene.play(.editContact(kept, rename), by: ana)
        #expect(try scene.session(session.id).contactName == "Maria Souza")
    }

    @Test func `a conversation is begun with any address of the two, and belongs to who has it`()
        throws
    {
        var scene = Scene()
        let kept = try scene.saved("Maria", maria)
        let absorbed = try scene.saved("Mari", mari)
        try scene.play(.mergeContacts(kept, absorbing: absorbed), by: scene.company.ana)
        let begin = scene.beginning(with: kept, at: mari, scene.template())
        let message = try scene.added(try scene.play(begin, by: scene.company.ana))
        let session = try scene.session(message.session)
        #expect(session.contact == kept)
        #expect(session.heardFrom == absorbed)
        // They are one person: one open session on the account, whichever address it has.
        let again = scene.beginning(with: absorbed, at: maria, scene.template())
        #expect(
            scene.refusal(again, by: scene.company.bruno)
                == .hasOpenSession(session.id, agent: scene.company.ana.id)
        )
        try scene.play(.separateContact(absorbed), by: scene.company.ana)
        #expect(try scene.session(session.id).contact == absorbed)
    }

    @Test func `merging is for who may see contacts`() throws {
        var scene = Scene()
        let kept = try scene.saved("Maria", maria)
        let absorbed = try scene.saved("Mari", mari)
        let areas = Set(Area.allCases).subtracting([.contacts])
        let group = PermissionGroup(id: .new, slug: "g", name: "G", teams: .only([]), areas: areas)
        try scene.configure(.permissionGroup(group))
        var ana = scene.company.ana
        ana.group = scene.floor.allPermissionGroups.first?.id
        try scene.configure(.agent(ana))
        let merge = Command.mergeContacts(kept, absorbing: absorbed)
        #expect(scene.refusal(merge, by: ana) == .forbidden)
        #expect(scene.refusal(merge, by: .contact) == .forbidden)
    }
}
