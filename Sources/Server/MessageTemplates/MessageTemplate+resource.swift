internal import Engine
internal import Hummingbird
internal import OrderedCollections

extension MessageTemplate: Resource {
    static var path: String { "templates" }
    static var subject: Refusal.Subject { .template }
    var key: String { id.description }
    var storing: Configuration { .template(self) }
    var removing: Configuration? { .remove(.template(id)) }

    static func all(in directory: Directory, for viewer: Viewer) -> [MessageTemplate] {
        Array(directory.templates.values)
    }

    static func read(_ configuration: Configuration) -> MessageTemplate? {
        if case .template(let template) = configuration { template } else { nil }
    }

    static func make(
        _ body: MessageTemplateBody,
        _ directory: Directory
    ) throws -> MessageTemplate {
        guard let channel = directory.channel(try body.channel.required("channel")) else {
            throw Refusal.notFound(.channel)
        }
        var template = MessageTemplate(
            id: .new,
            channel: channel.id,
            name: try body.name.required("name"),
            language: "pt_BR",
            body: try body.body.required("body")
        )
        try template.take(body, directory)
        return template
    }

    mutating func take(_ body: MessageTemplateBody, _ directory: Directory) throws {
        if let name = body.name { self.name = name }
        if let language = body.language { self.language = language }
        if let text = body.body { self.body = text }
        if let state = body.state { self.state = state }
        if let category = body.category { self.category = category }
        switch body.header {
        case .absent: break
        case .empty: header = .none
        case .value(let given): header = try given.read()
        }
        if let footer = body.footer { self.footer = footer }
        if let buttons = body.buttons {
            self.buttons = buttons.map { button in
                Button(kind: button.kind, title: button.title, value: button.value ?? "")
            }
        }
        if let suggestions = body.suggestions { self.suggestions = suggestions }
    }

    func isWanted(by request: Request, _ directory: Directory) throws -> Bool {
        let channels = try request.channels(directory)
        return channels.isEmpty || channels.contains(channel)
    }

    /// The template as the API shows it.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(id.description), "channel": directory.reference(channel),
            "name": .text(name), "language": .text(language), "category": .text(category.rawValue),
            "header": header.json, "body": .text(body), "footer": .text(footer),
            "buttons": .list(buttons) { button in
                [
                    "kind": .text(button.kind.rawValue), "title": .text(button.title),
                    "value": .text(button.value),
                ]
            },
            "suggestions": .list(suggestions) { .text($0) }, "state": .text(state.rawValue),
            "reason": .text(reason), "parameterCount": .count(parameterCount),
            "parameterNames": .list(parameterNames) { .text($0) },
            "headerParameterNames": .list(headerParameterNames) { .text($0) },
        ]
    }
}

/// Is the body that makes or changes a template.
struct MessageTemplateBody: Decodable, Sendable {
    struct HeaderBody: Decodable, Sendable {
        var kind: String
        var text: String?

        fileprivate func read() throws -> MessageTemplate.Header {
            switch kind {
            case "text": .text(try text.required("header.text"))
            case "image": .media(.image)
            case "video": .media(.video)
            case "document": .media(.document)
            default:
                throw Problem.badRequest("text, image, video or document", field: "header.kind")
            }
        }
    }

    struct ButtonBody: Decodable, Sendable {
        var kind: MessageTemplate.Button.Kind
        var title: String
        var value: String?
    }

    var channel: String?
    var name: String?
    var language: String?
    var category: MessageTemplate.Category?
    var header: Patch<HeaderBody>
    var body: String?
    var footer: String?
    var buttons: [ButtonBody]?
    var suggestions: [String]?
    var state: MessageTemplate.State?
}

extension MessageTemplate.Header {
    fileprivate var json: JSON {
        switch self {
        case .none: nil
        case .text(let line): ["kind": "text", "text": .text(line)]
        case .media(let kind): ["kind": .text(kind.rawValue), "text": nil]
        }
    }
}
