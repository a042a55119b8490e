internal import Engine
internal import PluginHost

extension Content {
    /// Puts a channel's message into the engine's words.
    ///
    /// Files that came inline must be in the blob store already.
    init(_ message: ChannelMessage, extra: String) {
        self.init(
            kind: Self.kind(of: message),
            text: Self.words(of: message),
            attachments: message.attachments.map(Attachment.init),
            location: message.place.map {
                Location(latitude: $0.latitude, longitude: $0.longitude, name: $0.words)
            },
            payload: message.choice?.id ?? "",
            replyTo: message.replyTo,
            raw: extra
        )
    }

    private static func kind(of message: ChannelMessage) -> Kind {
        if message.isUnsupported { return .unsupported }
        if message.choice != nil { return .choice }
        if message.place != nil { return .location }
        switch message.attachments.first?.kind {
        case nil: return .text
        case .image: return .image
        case .audio: return .audio
        case .video: return .video
        case .document: return .document
        case .sticker: return .sticker
        case .contact: return .contacts
        }
    }

    private static func words(of message: ChannelMessage) -> String {
        var parts = [message.subject, message.text]
        // A message with one file may say the same words as its text and as the file's caption.
        for caption in message.attachments.map(\.caption) where !parts.contains(caption) {
            parts.append(caption)
        }
        if let choice = message.choice, message.text.isEmpty { parts.append(choice.title) }
        return parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }
}

extension Attachment {
    /// Describes a channel's file: in the blob store already, or with what fetching it needs.
    init(_ file: ChannelAttachment) {
        let isStored = !file.blob.isEmpty
        let isReachable = !file.id.isEmpty || !file.url.isEmpty
        self.init(
            mediaType: file.mime.nonEmpty ?? file.kind.likelyType,
            name: file.fileName,
            hash: file.blob,
            size: Int64(clamping: file.length),
            reference: isStored || !isReachable ? "" : MediaReference(file).text,
            problem: isStored || isReachable ? "" : "the provider did not say where the file is"
        )
    }
}

extension ChannelMediaKind {
    /// A type for files whose provider named none.
    var likelyType: String {
        switch self {
        case .image: "image/jpeg"
        case .audio: "audio/ogg"
        case .video: "video/mp4"
        case .document: "application/octet-stream"
        case .sticker: "image/webp"
        case .contact: "text/vcard"
        }
    }

    /// Finds the kind of a media type.
    init(mediaType: String) {
        switch mediaType.prefix(while: { $0 != "/" }) {
        case "image": self = .image
        case "audio": self = .audio
        case "video": self = .video
        default: self = .document
        }
    }
}

extension ChannelPlace {
    /// The name and the address in one line.
    var words: String {
        [name, address].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
