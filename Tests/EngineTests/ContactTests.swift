internal import Engine
internal import TestSupport
internal import Testing

@Suite struct ContactTests {
    let phone = ContactIdentity(kind: .phone, value: "5511999990000")

    @Test(arguments: [
        ("Maria  Clara\n", "Maria Clara"), ("", "+5511999990000"), ("  ", "+5511999990000"),
    ])
    func `a new contact is called as the profile says, else by the phone`(
        profile: String,
        name: String
    ) throws {
        var scene = Scene()
        try scene.play(.receive(scene.inbound(named: profile)), by: .contact)
        #expect(scene.floor.sessions.values.map(\.contactName) == [name])
        #expect(scene.books.contacts.values.map(\.name) == [name])
    }

    @Test func `a profile's new name is taken until a person chooses one`() throws {
        var scene = Scene()
        try scene.play(.receive(scene.inbound(named: "mari")), by: .contact)
        try scene.play(.receive(scene.inbound(named: "Maria")), by: .contact)
        let session = try #require(scene.floor.sessions.values.first)
        #expect(session.contactName == "Maria")
        let edit = Command.editContact(session.contact, ContactChange(name: "Maria Souza"))
        try scene.play(edit, by: scene.company.ana)
        try scene.play(.receive(scene.inbound(named: "mari")), by: .contact)
        #expect(try scene.session(session.id).contactName == "Maria Souza")
    }

    @Test func `a phone is one contact on every channel`() throws {
        var scene = Scene()
        let first = try scene.write()
        let second = try scene.write(on: scene.company.webchat)
        #expect(first.contact == second.contact)
        #expect(scene.books.contacts.count == 1)
    }

    @Test func `a new identity is linked to the contact that another one finds`() throws {
        var scene = Scene()
        let session = try scene.serve()
        try scene.play(.close(session.id), by: scene.company.ana)
        let account = ContactIdentity(kind: .provider, scope: "whatsapp", value: "BR.1")
        var event = scene.inbound()
        event.identities = [account, phone]
        try scene.play(.receive(event), by: .contact)
        #expect(scene.books.contacts.count == 1)
        #expect(scene.books.contacts[session.contact]?.identities == [phone, account])
    }

    @Test func `the phone wins when identities belong to two contacts, and neither is merged`()
        throws
    {
        var scene = Scene()
        let account = ContactIdentity(kind: .provider, scope: "whatsapp", value: "BR.1")
        let mail = ContactIdentity(kind: .email, value: "ana@example.com")
        let one = try scene.contact("Um", [phone])
        let two = try scene.contact("Dois", [account])
        var event = scene.inbound()
        event.identities = [account, phone, mail]
        try scene.play(.receive(event), by: .contact)
        #expect(scene.floor.sessions.values.map(\.contact) == [one])
        #expect(scene.books.contacts[one]?.identities == [phone, mail])
        #expect(scene.books.contacts[two]?.identities == [account])
    }

    @Test func `a contact without identities is known by the address on that account alone`() throws
    {
        var scene = Scene()
        for channel in [scene.company.webchat, scene.company.whatsapp] {
            for _ in 1...2 {
                var event = scene.inbound(on: channel)
                event.identities = []
                event.address = "visitor-1"
                try scene.play(.receive(event), by: .contact)
            }
        }
        #expect(scene.books.contacts.count == 2)
        #expect(scene.floor.sessions.count == 2)
    }

    @Test func `saving a contact that is known completes it`() throws {
        var scene = Scene()
        let session = try scene.write()
        let spoken = ContactIdentity(kind: .phone, value: "+55 (11) 99999-0000")
        let saved = try scene.contact("Maria", [spoken])
        #expect(saved == session.contact)
        #expect(try scene.session(session.id).contactName == "Maria")
        #expect(scene.books.contacts.count == 1)
    }

    @Test func `a contact has a name and identities that can be ones`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        let nobody = Command.addContact(name: " ", identities: [])
        #expect(scene.refusal(nobody, by: ana) == .empty)
        let broken = ContactIdentity(kind: .phone, value: "ramal 12")
        let wrong = Command.addContact(name: "X", identities: [broken])
        #expect(scene.refusal(wrong, by: ana) == .invalid("phone"))
        let contact = try scene.contact("Maria", [phone])
        let unnamed = Command.editContact(contact, ContactChange(name: "\n"))
        #expect(scene.refusal(unnamed, by: ana) == .empty)
        let unknown = Command.editContact(ID(5), ContactChange(name: "A"))
        #expect(scene.refusal(unknown, by: ana) == .notFound(.contact))
    }

    @Test(arguments: [
        (ContactIdentity.Kind.phone, "+55 11 99999-0000", "5511999990000"),
        (.email, " Ana@Example.COM", "ana@example.com"), (.provider, " x ", "x"),
    ])
    func `an identity is kept in one form`(kind: ContactIdentity.Kind, given: String, kept: String)
    {
        #expect(ContactIdentity(kind: kind, value: given).normalized?.value == kept)
    }

    @Test(arguments: [
        (ContactIdentity.Kind.phone, "12"), (.phone, "5511x"), (.email, "ana"), (.email, "a@b@c"),
        (.account, ""),
    ])
    func `what can be no identity is none`(kind: ContactIdentity.Kind, given: String) {
        #expect(ContactIdentity(kind: kind, value: given).normalized == nil)
    }
}

extension Scene {
    /// Saves a contact and gives its id.
    fileprivate mutating func contact(
        _ name: String,
        _ identities: [ContactIdentity]
    ) throws -> ID<Contact> {
        let add = Command.addContact(name: name, identities: identities)
        for case .contactChanged(let contact) in try play(add, by: company.ana) {
            return contact.id
        }
        throw Missing()
    }
}
