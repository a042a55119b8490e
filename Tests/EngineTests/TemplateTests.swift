internal import Engine
internal import TestSupport
internal import Testing

@Suite struct MessageTemplateTests {
    let photo = Attachment(mediaType: "image/jpeg", hash: "ab")

    /// A scene with a template of the WhatsApp account, and a session in service there.
    private func scene(
        _ change: (inout MessageTemplate) -> Void
    ) throws -> (Scene, ID<Session>) {
        var scene = Scene()
        var template = MessageTemplate(
            id: .new,
            channel: scene.company.whatsapp.id,
            name: "pedido",
            language: "pt_BR",
            body: "Olá {{1}}, o pedido {{2}} saiu."
        )
        change(&template)
        try scene.configure(.template(template))
        let session = try scene.serve().id
        return (scene, session)
    }

    private func use(
        _ parameters: [String] = ["Maria", "12"],
        header: [String] = [],
        buttons: [Int: String] = [:],
        files: [Engine.Attachment] = []
    ) -> Content {
        var content = Content(kind: .template, attachments: files)
        content.template = Content.TemplateUse(
            name: "pedido",
            language: "pt_BR",
            parameters: parameters,
            header: header,
            buttons: buttons
        )
        return content
    }

    @Test func `what people read is header, body and footer as the contact gets them`() throws {
        var (scene, session) = try scene {
            $0.header = .text("Pedido {{1}}")
            $0.footer = "Loja da Ana"
        }
        let content = use(["Maria", "{{1}}"], header: ["12"])
        let events = try scene.play(.send(session, content), by: scene.company.ana)
        let message = try scene.added(events)
        // What a parameter says is not read for parameters again.
        #expect(
            try scene.stored(message.id).content.text
                == "Pedido 12\nOlá Maria, o pedido {{1}} saiu.\nLoja da Ana"
        )
    }

    @Test(
        arguments: [
            ([], .templateParameters(expected: 2, given: 0)),
            (["a", "b", "c"], .templateParameters(expected: 2, given: 3)),
            (["a", " "], .invalid("parameters.2")), (["a\nb", "c"], .invalid("parameters.1")),
            (["a", "b\tc"], .invalid("parameters.2")),
            (["a", "b     c"], .invalid("parameters.2")),
        ] as [([String], Refusal)]
    )
    func `the body's parameters are as many as it takes, on one line, and say something`(
        parameters: [String],
        refusal: Refusal
    ) throws {
        var (scene, session) = try scene { _ in }
        let send = Command.send(session, use(parameters))
        #expect(scene.refusal(send, by: scene.company.ana) == refusal)
    }

    @Test func `what is too long is named with the room there is for it`() throws {
        var (scene, session) = try scene { $0.header = .text("Pedido {{1}}") }
        let ana = scene.company.ana
        let rest = "Olá , o pedido 12 saiu.".unicodeScalars.count
        let room = 1_024 - rest
        let long = use([String(repeating: "a", count: room + 1), "12"], header: ["1"])
        #expect(
            scene.refusal(.send(session, long), by: ana)
                == .templateParameterTooLong(position: 1, maximum: room)
        )
        let fits = use([String(repeating: "a", count: room), "12"], header: ["1"])
        try scene.play(.send(session, fits), by: ana)
        let header = use(header: [String(repeating: "1", count: 54)])
        #expect(
            scene.refusal(.send(session, header), by: ana)
                == .templateParameterTooLong(position: 1, maximum: 53)
        )
        #expect(
            scene.refusal(.send(session, use()), by: ana)
                == .templateParameters(expected: 1, given: 0)
        )
    }

    @Test func `parameters with names are given in the order in which they first stand`() throws {
        var (scene, session) = try scene {
            $0.body = "Olá {{nome}}, o pedido {{ pedido_1 }} saiu. Até logo, {{nome}}! {{Não}}"
            $0.header = .text("Pedido {{pedido_1}}")
        }
        let template = try #require(scene.floor.allTemplates.last)
        #expect(template.parameterNames == ["nome", "pedido_1"])
        #expect(template.headerParameterNames == ["pedido_1"])
        let events = try scene.play(
            .send(session, use(["Maria", "12"], header: ["12"])),
            by: scene.company.ana
        )
        let message = try scene.added(events)
        #expect(
            try scene.stored(message.id).content.text
                == "Pedido 12\nOlá Maria, o pedido 12 saiu. Até logo, Maria! {{Não}}"
        )
        #expect(
            scene.refusal(.send(session, use(["Maria"], header: ["12"])), by: scene.company.ana)
                == .templateParameters(expected: 2, given: 1)
        )
    }

    @Test func `where there are numbers a name is a slip`() {
        #expect(MessageTemplate.parameterNames(in: "{{2}} {{nome}}") == ["1", "2"])
        #expect(MessageTemplate.parameterNames(in: "{{contact.name}} {{9x}} {{A}}") == [])
    }

    @Test(
        arguments: [
            ([(.url, "https://a"), (.url, "https://b"), (.url, "https://c")], "buttons"),
            ([(.phone, "1"), (.phone, "2")], "buttons"), ([(.code, ""), (.code, "")], "buttons"),
            ([(.phone, String(repeating: "1", count: 21))], "buttons.0"),
            ([(.url, String(repeating: "a", count: 2_001))], "buttons.0"),
        ] as [([(MessageTemplate.Button.Kind, String)], String)]
    )
    func `buttons that no provider takes are refused`(
        buttons: [(MessageTemplate.Button.Kind, String)],
        field: String
    ) throws {
        var scene = Scene()
        var template = scene.company.greeting
        template.buttons = buttons.map { .init(kind: $0.0, title: "Ver", value: $0.1) }
        #expect(
            scene.refusal(.configure(.template(template)), by: .console) == .invalid(field)
        )
    }

    @Test func `a button's address is short enough with its parameter`() throws {
        let address = "https://loja.example/{{1}}"
        var (scene, session) = try scene {
            $0.buttons = [.init(kind: .url, title: "Ver", value: address)]
        }
        let ana = scene.company.ana
        let room = 2_000 - "https://loja.example/".unicodeScalars.count
        let long = use(buttons: [0: String(repeating: "a", count: room + 1)])
        #expect(
            scene.refusal(.send(session, long), by: ana)
                == .templateParameterTooLong(position: 1, maximum: room)
        )
        try scene.play(
            .send(session, use(buttons: [0: String(repeating: "a", count: room)])),
            by: ana
        )
    }

    @Test func `a header of a file needs just that file`() throws {
        var (scene, session) = try scene { $0.header = .media(.image) }
        let ana = scene.company.ana
        let paper = Attachment(mediaType: "application/pdf", hash: "cd")
        let absent = Attachment(mediaType: "image/png", reference: "7")
        for files in [[], [paper], [absent], [photo, photo]] {
            #expect(
                scene.refusal(.send(session, use(files: files)), by: ana) == .invalid("header")
            )
        }
        let events = try scene.play(.send(session, use(files: [photo])), by: ana)
        let message = try scene.added(events)
        #expect(try scene.stored(message.id).content.attachments == [photo])
    }

    @Test func `a file is not sent with a template that has no place for it`() throws {
        var (scene, session) = try scene { _ in }
        let events = try scene.play(
            .send(session, use(files: [photo])),
            by: scene.company.ana
        )
        let message = try scene.added(events)
        #expect(try scene.stored(message.id).content.attachments.isEmpty)
    }

    @Test func `each button takes what is its own`() throws {
        var (scene, session) = try scene {
            $0.buttons = [
                .init(kind: .quickReply, title: "Sim"),
                .init(kind: .url, title: "Ver", value: "https://loja.example/p/{{1}}"),
                .init(kind: .phone, title: "Ligar", value: "+5511999990000"),
                .init(kind: .code, title: "Copiar"),
            ]
        }
        let ana = scene.company.ana
        func refusal(_ buttons: [Int: String]) -> Refusal? {
            scene.refusal(.send(session, use(buttons: buttons)), by: ana)
        }
        #expect(refusal([1: "12"]) == .invalid("buttons.3"))
        #expect(refusal([3: "X7"]) == .invalid("buttons.1"))
        #expect(refusal([1: "12", 2: "?", 3: "X7"]) == .invalid("buttons.2"))
        #expect(refusal([1: "12", 3: "X7", 4: "?"]) == .invalid("buttons.4"))
        #expect(
            refusal([1: "12", 3: String(repeating: "X", count: 16)])
                == .templateParameterTooLong(position: 4, maximum: 15)
        )
        #expect(refusal([1: "12", 3: "X7"]) == nil)
        #expect(refusal([0: "sim", 1: "12", 3: "X7"]) == nil)
    }

    @Test(
        arguments: MessageTemplateTests.slips.map(\.field)
    )
    func `what no provider takes is refused when it is saved`(field: String) throws {
        let slip = try #require(Self.slips.first { $0.field == field })
        var scene = Scene()
        var template = scene.company.greeting
        slip.make(&template)
        #expect(
            scene.refusal(.configure(.template(template)), by: .console) == .invalid(field)
        )
    }

    private struct Slip: Sendable {
        var field: String
        var make: @Sendable (inout MessageTemplate) -> Void
    }

    private static let slips = [
        Slip(field: "body") { $0.body = String(repeating: "a", count: 1_025) },
        Slip(field: "language") { $0.language = " " },
        Slip(field: "header") { $0.header = .text("{{1}} e {{2}}") },
        Slip(field: "footer") { $0.footer = String(repeating: "a", count: 61) },
        Slip(field: "buttons") {
            $0.buttons = Array(repeating: .init(kind: .quickReply, title: "a"), count: 11)
        },
        Slip(field: "buttons.0") { $0.buttons = [.init(kind: .quickReply, title: " ")] },
        Slip(field: "suggestions") { $0.suggestions = ["{{contact.age}}"] },
    ]

    @Test func `a provider's word changes the state and keeps its reason`() throws {
        var scene = Scene()
        let company = scene.company
        func hear(_ state: MessageTemplate.State, _ reason: String) throws {
            let signal = Inbound.Signal.template(
                name: company.greeting.name,
                language: company.greeting.language,
                state,
                reason: reason
            )
            try scene.play(.receive(scene.inbound(signal)), by: .contact)
        }
        try hear(.rejected, "TAG_CONTENT_MISMATCH")
        let rejected = try #require(scene.floor.template(company.greeting.id))
        #expect(rejected.state == .rejected)
        #expect(rejected.reason == "TAG_CONTENT_MISMATCH")
        try hear(.approved, "")
        #expect(scene.floor.template(company.greeting.id) == company.greeting)
    }

    @Test func `parameters are suggested from who the contact is and who writes`() throws {
        var (scene, id) = try scene {
            $0.body = "Olá {{1}}, aqui é {{2}}. CPF {{3}}, {{4}}."
            $0.suggestions = ["{{contact.firstName}}", "{{agent.nickname}}", "{{variable.cpf}}"]
        }
        let field = try scene.field("cpf", .cpf)
        let session = try scene.session(id)
        let change = ContactChange(name: "Maria  da Silva", fields: [field: "529.982.247-25"])
        try scene.play(.editContact(session.contact, change), by: scene.company.ana)
        let contact = try scene.contact(session.contact)
        let template = try #require(scene.floor.allTemplates.last)
        let inSession = scene.floor.suggestedParameters(
            of: template,
            in: try scene.session(id),
            contact: contact,
            by: scene.company.ana,
            at: scene.now
        )
        #expect(inSession == ["Maria", "Ana", "52998224725", ""])
        let before = scene.floor.suggestedParameters(
            of: template,
            for: contact,
            by: scene.company.ana,
            at: scene.now
        )
        #expect(before == inSession)
        let plain = scene.floor.suggestedParameters(
            of: scene.company.greeting,
            for: contact,
            by: scene.company.ana,
            at: scene.now
        )
        #expect(plain == ["Maria"])
    }
}
