internal import Engine
internal import TestSupport
internal import Testing

@Suite struct ContactFieldTests {
    @Test(
        arguments: [
            (ContactField.Kind.text, " azul ", "azul"), (.number, "1.234,50", "1234.50"),
            (.email, " Ana@Example.COM ", "ana@example.com"),
            (.phone, "(11) 99999-0000", "5511999990000"), (.cpf, "529.982.247-25", "52998224725"),
            (.date, "31/12/1990", "1990-12-31"), (.choice, "OURO", "Ouro"),
        ] as [(ContactField.Kind, String, String)]
    )
    func `a field keeps what it is given in one form`(
        kind: ContactField.Kind,
        given: String,
        kept: String
    ) throws {
        var scene = Scene()
        let field = try scene.field("campo", kind, options: kind == .choice ? ["Ouro"] : [])
        let contact = try scene.saved("Maria", "5511999990001")
        let change = ContactChange(fields: [field: given])
        try scene.play(.editContact(contact, change), by: scene.company.ana)
        #expect(try scene.contact(contact).fields == [field: kept])
    }

    @Test(
        arguments: [
            (ContactField.Kind.number, "doze"), (.email, "ana"), (.phone, "12"),
            (.cpf, "529.982.247-24"), (.cpf, "111.111.111-11"), (.date, "31/02/1990"),
            (.choice, "Bronze"),
        ] as [(ContactField.Kind, String)]
    )
    func `what a field does not take is refused by the field's name`(
        kind: ContactField.Kind,
        given: String
    ) throws {
        var scene = Scene()
        let field = try scene.field("campo", kind, options: kind == .choice ? ["Ouro"] : [])
        let contact = try scene.saved("Maria", "5511999990001")
        let edit = Command.editContact(contact, ContactChange(fields: [field: given]))
        #expect(scene.refusal(edit, by: scene.company.ana) == .invalid("fields.campo"))
    }

    @Test func `a required field is not left empty by who describes a contact by hand`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        let contact = try scene.saved("Maria", "5511999990001")
        let field = try scene.field("cpf", .cpf, isRequired: true)
        let rename = ContactChange(name: "Maria Souza")
        #expect(scene.refusal(.editContact(contact, rename), by: ana) == .invalid("fields.cpf"))
        let both = ContactChange(name: "Maria Souza", fields: [field: "52998224725"])
        try scene.play(.editContact(contact, both), by: ana)
        let emptied = ContactChange(fields: [field: " "])
        #expect(scene.refusal(.editContact(contact, emptied), by: ana) == .invalid("fields.cpf"))
    }

    @Test func `a refusal and an address are taken without asking for required fields`() throws {
        var scene = Scene()
        let contact = try scene.saved("Maria", "5511999990001")
        _ = try scene.field("cpf", .cpf, isRequired: true)
        let mail = ContactIdentity(kind: .email, value: "maria@example.com")
        let change = ContactChange(refusesOutbound: true, added: [mail])
        try scene.play(.editContact(contact, change), by: scene.company.ana)
        #expect(try scene.contact(contact).refusesOutbound)
        #expect(try scene.contact(contact).identities.contains(mail))
    }

    @Test func `a field that is not asked for can be emptied and not filled`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        let contact = try scene.saved("Maria", "5511999990001")
        let id = try scene.field("cor", .text)
        try scene.play(.editContact(contact, ContactChange(fields: [id: "azul"])), by: ana)
        var field = try #require(scene.floor.field(id))
        field.isActive = false
        try scene.configure(.field(field))
        let fill = Command.editContact(contact, ContactChange(fields: [id: "verde"]))
        #expect(scene.refusal(fill, by: ana) == .invalid("fields.cor"))
        try scene.play(.editContact(contact, ContactChange(fields: [id: ""])), by: ana)
        #expect(try scene.contact(contact).fields.isEmpty)
        let unknown = Command.editContact(contact, ContactChange(fields: [ID(99): "x"]))
        #expect(scene.refusal(unknown, by: ana) == .notFound(.field))
    }

    @Test func `a choice has options, each another, and nothing else has any`() {
        var scene = Scene()
        func refusal(_ kind: ContactField.Kind, _ options: [String]) -> Refusal? {
            let field = ContactField(id: .new, slug: "c", name: "C", kind: kind, options: options)
            return scene.refusal(.configure(.field(field)), by: .console)
        }
        #expect(refusal(.choice, []) == .invalid("options"))
        #expect(refusal(.choice, ["Ouro", "ouro"]) == .invalid("options"))
        #expect(refusal(.choice, [" "]) == .invalid("options"))
        #expect(refusal(.text, ["Ouro"]) == .invalid("options"))
    }

    @Test func `a contact belongs to groups that exist`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        try scene.configure(.contactGroup(ContactGroup(id: .new, slug: "vip", name: "VIP")))
        let vip = try #require(scene.floor.allContactGroups.first).id
        let session = try scene.write()
        let join = ContactChange(groups: [vip, vip])
        try scene.play(.editContact(session.contact, join), by: ana)
        #expect(try scene.contact(session.contact).groups == [vip])
        let nowhere = Command.editContact(session.contact, ContactChange(groups: [ID(99)]))
        #expect(scene.refusal(nowhere, by: ana) == .notFound(.contactGroup))
    }
}

@Suite struct ContactIdentityChangeTests {
    let phone = ContactIdentity(kind: .phone, value: "+55 (11) 99999-0001")
    let mail = ContactIdentity(kind: .email, value: " Maria@Example.com")

    @Test func `an identity added by hand is kept in one form and finds the contact`() throws {
        var scene = Scene()
        let contact = try scene.saved("Maria")
        try scene.play(
            .editContact(contact, ContactChange(added: [phone, mail, phone])),
            by: scene.company.ana
        )
        let values = try scene.contact(contact).identities.map(\.value)
        #expect(values == ["5511999990001", "maria@example.com"])
        #expect(try scene.write(from: "5511999990001").contact == contact)
    }

    @Test func `an identity of another contact is refused, and whose it is said`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        let maria = try scene.saved("Maria", "5511999990001")
        let other = try scene.saved("Outra", "5511999990002")
        let add = Command.editContact(other, ContactChange(added: [phone]))
        #expect(scene.refusal(add, by: ana) == .identityTaken(by: maria))
        // The same holds for one that was merged into it: it keeps what is its own.
        try scene.play(.mergeContacts(other, absorbing: maria), by: ana)
        #expect(scene.refusal(add, by: ana) == .identityTaken(by: maria))
        let remove = Command.editContact(other, ContactChange(removed: [phone]))
        #expect(scene.refusal(remove, by: ana) == .identityTaken(by: maria))
    }

    @Test func `an identity taken off is free again`() throws {
        var scene = Scene()
        let ana = scene.company.ana
        let maria = try scene.saved("Maria", "5511999990001")
        let other = try scene.saved("Outra", "5511999990002")
        try scene.play(.editContact(maria, ContactChange(removed: [phone])), by: ana)
        #expect(try scene.contact(maria).identities.isEmpty)
        try scene.play(.editContact(other, ContactChange(added: [phone])), by: ana)
        #expect(try scene.write(from: "5511999990001").contact == other)
    }

    @Test(arguments: [
        (ContactIdentity.Kind.phone, "ramal 12", "phone"), (.email, "ana", "email"),
        (.provider, "BR.1", "provider"), (.account, "visitor", "account"),
    ])
    func `an identity has to be one, and a provider's says where it is known`(
        kind: ContactIdentity.Kind,
        value: String,
        field: String
    ) throws {
        var scene = Scene()
        let contact = try scene.saved("Maria", "5511999990001")
        let broken = ContactIdentity(kind: kind, value: value)
        let edit = Command.editContact(contact, ContactChange(added: [broken]))
        #expect(scene.refusal(edit, by: scene.company.ana) == .invalid(field))
    }
}
