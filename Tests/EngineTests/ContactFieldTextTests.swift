internal import Engine
internal import TestSupport
internal import Testing

/// What is known of a contact, in the texts that contacts get.
@Suite struct ContactFieldTextTests {
    private let text = "Plano {{contact.field.plano}}."

    @Test func `an automatic text says what is known of the contact, also after a restart`() throws
    {
        var scene = Scene()
        let field = try scene.field("plano", .text)
        let contact = try scene.saved("Maria", "5511999990000")
        let change = ContactChange(fields: [field: "Ouro"])
        try scene.play(.editContact(contact, change), by: scene.company.ana)
        try scene.rule { $0.texts = [.greeting: text, .serviceStarted: text] }
        let session = try scene.write()
        #expect(try said(in: session.id, scene) == ["Plano Ouro."])
        // What is changed while the session is open is what the next text says.
        let later = ContactChange(fields: [field: "Prata"])
        try scene.play(.editContact(contact, later), by: scene.company.ana)
        scene.restart()
        try scene.play(.start(session.id), by: scene.company.ana)
        #expect(try said(in: session.id, scene) == ["Plano Ouro.", "Plano Prata."])
    }

    @Test func `of two contacts that are one, texts know what the kept one has`() throws {
        var scene = Scene()
        let field = try scene.field("plano", .text)
        let ana = scene.company.ana
        let kept = try scene.saved("Maria", "5511999990001")
        let absorbed = try scene.saved("Mari", "5511999990000")
        for (contact, value) in [(kept, "Ouro"), (absorbed, "Prata")] {
            try scene.play(.editContact(contact, ContactChange(fields: [field: value])), by: ana)
        }
        try scene.rule { $0.texts = [.serviceStarted: text] }
        let session = try scene.write()
        try scene.play(.mergeContacts(kept, absorbing: absorbed), by: ana)
        #expect(try scene.session(session.id).contactFields == [field: "Ouro"])
        try scene.play(.separateContact(absorbed), by: ana)
        #expect(try scene.session(session.id).contactFields == [field: "Prata"])
        try scene.play(.start(session.id), by: ana)
        #expect(try said(in: session.id, scene) == ["Plano Prata."])
    }

    @Test func `a template is suggested with what is known of the contact`() throws {
        var scene = Scene()
        let field = try scene.field("plano", .text)
        let contact = try scene.saved("Maria", "5511999990000")
        let change = ContactChange(fields: [field: "Ouro"])
        try scene.play(.editContact(contact, change), by: scene.company.ana)
        var template = scene.company.greeting
        template.suggestions = ["{{contact.field.plano}}"]
        try scene.configure(.template(template))
        let suggested = scene.floor.suggestedParameters(
            of: template,
            for: try scene.contact(contact),
            by: scene.company.ana,
            at: scene.now
        )
        #expect(suggested == ["Ouro"])
    }

    @Test func `a field that nobody asks for is refused in every text`() throws {
        var scene = Scene()
        var company = scene.floor.company
        company.rules.texts = [.greeting: text]
        #expect(refusal(.company(company), &scene) == .invalid("texts.greeting"))
        let canned = CannedMessage(id: .new, shortcut: "plano", title: "Plano", text: text)
        #expect(refusal(.canned(canned), &scene) == .invalid("text"))
        var template = scene.company.greeting
        template.suggestions = [text]
        #expect(refusal(.template(template), &scene) == .invalid("suggestions"))
        var definition = FlowSamples.reception(
            FlowSamples.sales,
            FlowSamples.support,
            FlowSamples.hours
        )
        definition.exits.closeText = text
        let codes = definition.problems(in: FlowSamples.surroundings).map(\.code)
        #expect(codes == [.unknownPlaceholder])
        var known = FlowSamples.surroundings
        known.contactFields = ["plano"]
        #expect(definition.problems(in: known).isEmpty)
        _ = try scene.field("plano", .text)
        #expect(refusal(.company(company), &scene) == nil)
        #expect(refusal(.canned(canned), &scene) == nil)
        #expect(refusal(.template(template), &scene) == nil)
    }

    private func refusal(_ configuration: Configuration, _ scene: inout Scene) -> Refusal? {
        scene.refusal(.configure(configuration), by: .console)
    }

    private func said(in session: ID<Session>, _ scene: Scene) throws -> [String] {
        scene.books.messages.values
            .filter { $0.message.session == session && $0.message.author == .automatic }
            .sorted { $0.message.id < $1.message.id }
            .map(\.content.text)
    }
}
