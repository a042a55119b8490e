/// Knows which messages the Cloud API takes.
struct MessageRules: Sendable {
    let account: WhatsAppAccount

    /// The types that carry a file.
    private static let files: Set = ["image", "audio", "video", "document", "sticker"]

    /// Is what the API understood of a message.
    struct Reading: Sendable, Hashable {
        var to: String
        var type: String
        var text = ""
        var options: [SentMessage.Option] = []
        var template = ""
    }

    /// Reads a message.
    ///
    /// - Throws: The error that the API answers.
    func read(_ body: JSON, hasMedia: (String) -> Bool) throws(GraphError) -> Reading {
        guard body["messaging_product"].string == "whatsapp" else {
            throw .parameter("The parameter messaging_product is required.")
        }
        let address = body["to"].string ?? body["recipient"].string ?? ""
        let to = address.filter { $0 != "+" && $0 != " " && $0 != "-" }
        guard !to.isEmpty else { throw .parameter("The parameter to is required.") }
        if body["to"].string != nil, !to.allSatisfy({ $0.isASCII && $0.isNumber }) {
            throw .parameter("Param to is not a valid WhatsApp telephone number.")
        }
        let type = body["type"].string ?? "text"
        var reading = Reading(to: to, type: type)
        let content = body[type]
        switch type {
        case "text":
            reading.text = try text(content["body"], "text['body']", maximum: 4_096)
        case "template":
            try read(template: content, into: &reading)
        case "interactive":
            reading.text = try text(
                content["body"]["text"],
                "interactive['body']['text']",
                maximum: 1_024
            )
            switch content["type"].string {
            case "button": reading.options = try buttons(content["action"])
            case "list": reading.options = try rows(content["action"])
            case "cta_url": break
            default: throw .parameter("Param interactive['type'] is not a valid type.")
            }
        case "location":
            guard content["latitude"].double != nil, content["longitude"].double != nil else {
                throw .parameter("Param location['latitude'] is required.")
            }
        case "reaction", "contacts":
            guard content != .null else { throw .parameter("Param \(type) is required.") }
        case let type where Self.files.contains(type):
            reading.text = content["caption"].string ?? ""
            guard reading.text.count <= 1_024 else {
                throw .parameter("Param \(type)['caption'] must be at most 1024 characters long.")
            }
            let link = content["link"].string ?? ""
            let id = content["id"].string ?? ""
            guard !link.isEmpty || hasMedia(id) else {
                throw .parameter(
                    "Param \(type)['id'] is not a valid whatsapp business account media attachment ID"
                )
            }
        default:
            throw .parameter("Param type must be one of {TEXT, TEMPLATE, IMAGE, …}.")
        }
        return reading
    }

    private func text(
        _ value: JSON,
        _ name: String,
        maximum: Int
    ) throws(GraphError) -> String {
        guard let text = value.string, !text.isEmpty else {
            throw .parameter("The parameter \(name) is required.")
        }
        guard text.count <= maximum else {
            throw .parameter("Param \(name) must be at most \(maximum) characters long.")
        }
        return text
    }

    private func read(template: JSON, into reading: inout Reading) throws(GraphError) {
        let name = template["name"].string ?? ""
        let language = template["language"]["code"].string ?? ""
        let known = account.templates.first { $0.name == name && $0.language == language }
        guard let known else { throw .unknownTemplate(name, language) }
        let parameters =
            template["components"].elements
            .first { $0["type"].string?.lowercased() == "body" }?["parameters"].elements ?? []
        guard parameters.count == known.parameterCount else {
            throw .parameterCount(expected: known.parameterCount, given: parameters.count)
        }
        reading.text = known.filled(with: parameters.map(Self.words))
        reading.options = known.buttons.map { .init(kind: .template, id: $0, title: $0) }
        reading.template = name
    }

    private func buttons(_ action: JSON) throws(GraphError) -> [SentMessage.Option] {
        let buttons = action["buttons"].elements
        guard (1...3).contains(buttons.count) else {
            throw .parameter("Param interactive['action']['buttons'] must have 1 to 3 elements.")
        }
        let options = buttons.map { button in
            let reply = button["reply"]
            return SentMessage.Option(
                kind: .button,
                id: reply["id"].string ?? "",
                title: reply["title"].string ?? ""
            )
        }
        try check(options, title: 20, id: 256, of: "button")
        return options
    }

    private func rows(_ action: JSON) throws(GraphError) -> [SentMessage.Option] {
        guard (1...20).contains((action["button"].string ?? "").count) else {
            throw .parameter("Param interactive['action']['button'] must have 1 to 20 characters.")
        }
        let rows = action["sections"].elements.flatMap { $0["rows"].elements }
        guard (1...10).contains(rows.count) else {
            throw .parameter("Total row count exceed max allowed count: 10.")
        }
        guard rows.allSatisfy({ ($0["description"].string ?? "").count <= 72 }) else {
            throw .parameter("Row description is too long. Max length is 72.")
        }
        let options = rows.map { row in
            SentMessage.Option(
                kind: .list,
                id: row["id"].string ?? "",
                title: row["title"].string ?? ""
            )
        }
        try check(options, title: 24, id: 200, of: "row")
        return options
    }

    private func check(
        _ options: [SentMessage.Option],
        title: Int,
        id: Int,
        of what: String
    ) throws(GraphError) {
        guard options.allSatisfy({ (1...title).contains($0.title.count) }) else {
            throw .parameter("A \(what)'s title must have 1 to \(title) characters.")
        }
        guard options.allSatisfy({ (1...id).contains($0.id.count) }) else {
            throw .parameter("A \(what)'s id must have 1 to \(id) characters.")
        }
        let titles = what == "button" ? Set(options.map(\.title)).count : options.count
        guard Set(options.map(\.id)).count == options.count, titles == options.count else {
            throw .parameter("Duplicated \(what)s are not allowed.")
        }
    }

    private static func words(of parameter: JSON) -> String {
        parameter["text"].string ?? parameter["currency"]["fallback_value"].string
            ?? parameter["date_time"]["fallback_value"].string ?? ""
    }
}
