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
        var buttons: [String] = []
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
            try read(buttons: content["action"], into: &reading)
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
        reading.buttons = known.buttons
        reading.template = name
    }

    private func read(buttons action: JSON, into reading: inout Reading) throws(GraphError) {
        let buttons = action["buttons"].elements
        guard buttons.count <= 3 else {
            throw .parameter("Param interactive['action']['buttons'] must have at most 3 elements.")
        }
        reading.buttons = buttons.compactMap { $0["reply"]["title"].string }
        guard reading.buttons.allSatisfy({ (1...20).contains($0.count) }) else {
            throw .parameter("A button's title must have 1 to 20 characters.")
        }
    }

    private static func words(of parameter: JSON) -> String {
        parameter["text"].string ?? parameter["currency"]["fallback_value"].string
            ?? parameter["date_time"]["fallback_value"].string ?? ""
    }
}
