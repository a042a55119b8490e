public import PluginKit

/// Is what the host says of a visitor's doing.
private struct Heard: Decodable {
    struct File: Decodable {
        var id: String
        var mime: String
        var name: String
        var length: UInt64
    }

    struct Choice: Decodable {
        var id: String
        var title: String?
    }

    var type: String
    /// The visitor's own id of a message: the same again is the same message.
    var id: String?
    var text: String?
    var file: File?
    /// The option that the visitor chose of a menu of ours.
    var choice: Choice?
    var name: String?
    var replyTo: String?
    /// The address of the page that the visitor looks at.
    var page: String?
}

extension WebChat {
    /// Reads what a visitor did.
    ///
    /// What visitors say of themselves, such as an e-mail address, is never an identity: anybody can
    /// type anybody's, and would then read somebody else's history.
    public func webhook(_ request: WebhookRequest, call: Call) throws -> Received {
        guard !request.visitor.isEmpty else {
            throw PluginError(.argument, "a chat hears visitors only, and the host names none")
        }
        let heard = try request.decode(Heard.self)
        switch heard.type {
        case "message":
            return Received([try message(heard, of: request)])
        case "typing":
            let key = "t:\(request.visitor):\(request.received)"
            return Received([event(key: key, of: request, heard, .typing)])
        case "contact":
            let key = "c:\(request.visitor):\(request.received)"
            return Received([event(key: key, of: request, heard, .contact)])
        default:
            throw PluginError(.unsupported, "no visitor does '\(heard.type)'")
        }
    }

    private func message(_ heard: Heard, of request: WebhookRequest) throws -> Event {
        guard let id = heard.id, !id.isEmpty, id.utf8.count <= 64 else {
            throw PluginError(.argument, "a visitor's message needs an id of at most 64 letters")
        }
        let key = "\(request.visitor):\(id)"
        var message = Message(id: key, text: heard.text ?? "")
        message.replyTo = heard.replyTo ?? ""
        if let file = heard.file {
            var attachment = Attachment(Self.kind(of: file.mime))
            attachment.file = file.id
            attachment.mime = file.mime
            attachment.fileName = file.name
            attachment.length = file.length
            message.attachments = [attachment]
        }
        if let choice = heard.choice {
            guard (1...200).contains(choice.id.utf8.count) else {
                throw PluginError(.argument, "a choice needs the id of an option")
            }
            let title = choice.title ?? message.text
            message.choice = Choice(.button, id: choice.id, title: title)
            if message.text.isEmpty { message.text = title.isEmpty ? choice.id : title }
        }
        guard !message.text.isEmpty || !message.attachments.isEmpty else {
            throw PluginError(.argument, "the message is empty")
        }
        return event(key: "m:\(key)", of: request, heard, .message(message))
    }

    private func event(
        key: String,
        of request: WebhookRequest,
        _ heard: Heard,
        _ kind: Event.Kind
    ) -> Event {
        var event = Event(key: key, conversation: request.visitor, kind)
        event.time = request.received
        event.identities = [Identity(.provider, request.visitor)]
        event.contactName = heard.name ?? ""
        return event
    }

    private static func kind(of mime: String) -> MediaKind {
        switch mime.prefix(while: { $0 != "/" }) {
        case "image": .image
        case "audio": .audio
        case "video": .video
        default: .document
        }
    }
}
