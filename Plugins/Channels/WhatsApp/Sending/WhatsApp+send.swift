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
            guard Self.fits(interactive, text: message.text) else {
                return Self.plain(Self.numbered(interactive, text: message.text))
            }
            return ("interactive", Self.content(of: interactive, text: message.text, call: call))
        }
        guard let attachment = message.attachments.first else { return Self.plain(message.text) }
        guard message.attachments.count == 1 else {
            throw PluginError(.unsupported, "WhatsApp takes one file a message")
        }
        return try content(of: attachment, caption: message.text, call: call)
    }

    private static func plain(_ text: String) -> (String, JSON) {
        let hasLink = text.contains("https://") || text.contains("http://")
        return ("text", .object(["body": .text(text), "preview_url": .truth(hasLink)]))
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
}
