public import PluginKit

extension WhatsApp {
    /// Sends one message.
    public func send(_ message: Outbound, call: Call) throws -> Sent {
        var body: [String: JSON] = [
            "messaging_product": .text("whatsapp"),
            "recipient_type": .text("individual"),
        ]
        let isPhone = message.conversation.allSatisfy { $0 >= "0" && $0 <= "9" }
        body[isPhone ? "to" : "recipient"] = .text(message.conversation)
        if !message.replyTo.isEmpty {
            body["context"] = .object(["message_id": .text(message.replyTo)])
        }
        let (type, content) = try self.content(of: message, call: call)
        body["type"] = .text(type)
        body[type] = content
        let request = try HTTPRequest(
            "POST",
            address("\(configuration.phoneNumberId)/messages"),
            headers: [authorization],
            json: JSON.object(body)
        )
        return try Self.outcome(of: call.fetch(request))
    }

    private func content(of message: Outbound, call: Call) throws -> (String, JSON) {
        if let template = message.template {
            return ("template", try content(of: template, call: call))
        }
        if let interactive = message.interactive {
            return ("interactive", Self.content(of: interactive, text: message.text))
        }
        guard let attachment = message.attachments.first else {
            let body = JSON.text(message.text)
            let hasLink = message.text.contains("https://") || message.text.contains("http://")
            return ("text", .object(["body": body, "preview_url": .truth(hasLink)]))
        }
        guard message.attachments.count == 1 else {
            throw PluginError(.unsupported, "WhatsApp takes one file a message")
        }
        return try content(of: attachment, caption: message.text, call: call)
    }

    private func content(
        of attachment: Attachment,
        caption: String,
        call: Call
    ) throws -> (String, JSON) {
        let type = Self.type(of: attachment.kind)
        var content = ["id": JSON.text(try upload(attachment, call: call))]
        let words = caption.isEmpty ? attachment.caption : caption
        if !words.isEmpty, type != "audio", type != "sticker" { content["caption"] = .text(words) }
        if type == "document", !attachment.fileName.isEmpty {
            content["filename"] = .text(attachment.fileName)
        }
        return (type, .object(content))
    }

    static func type(of kind: MediaKind) -> String {
        switch kind {
        case .image: "image"
        case .audio: "audio"
        case .video: "video"
        case .sticker: "sticker"
        case .document, .contact: "document"
        }
    }

    private static func content(of interactive: Interactive, text: String) -> JSON {
        var content: [String: JSON] = ["body": .object(["text": .text(text)])]
        if !interactive.header.isEmpty {
            content["header"] = .object([
                "type": .text("text"), "text": .text(interactive.header),
            ])
        }
        if !interactive.footer.isEmpty {
            content["footer"] = .object(["text": .text(interactive.footer)])
        }
        switch interactive.kind {
        case .buttons:
            content["type"] = .text("button")
            content["action"] = .object(["buttons": .list(interactive.options.map(button))])
        case .list:
            content["type"] = .text("list")
            content["action"] = .object([
                "button": .text(interactive.listTitle),
                "sections": .list(sections(of: interactive.options)),
            ])
        case .link:
            content["type"] = .text("cta_url")
            let option = interactive.options.first
            content["action"] = .object([
                "name": .text("cta_url"),
                "parameters": .object([
                    "display_text": .text(option?.title ?? ""), "url": .text(option?.url ?? ""),
                ]),
            ])
        }
        return .object(content)
    }

    private static func button(_ option: Interactive.Option) -> JSON {
        .object([
            "type": .text("reply"),
            "reply": .object(["id": .text(option.id), "title": .text(option.title)]),
        ])
    }

    /// Groups options under their sections, in the order in which those first appear.
    private static func sections(of options: [Interactive.Option]) -> [JSON] {
        var titles: [String] = []
        var rows: [String: [JSON]] = [:]
        for option in options {
            if rows[option.section] == nil { titles.append(option.section) }
            var row: [String: JSON] = ["id": .text(option.id), "title": .text(option.title)]
            if !option.description.isEmpty { row["description"] = .text(option.description) }
            rows[option.section, default: []].append(.object(row))
        }
        return titles.map { title in
            var section: [String: JSON] = ["rows": .list(rows[title, default: []])]
            if !title.isEmpty { section["title"] = .text(title) }
            return .object(section)
        }
    }
}
