import Foundation
import PluginKit

/// Gives the values of a message for the places of templates.
struct Values {
    let message: Outbound
    let start: Outgoing.Start?
    /// Reads the file of the message, when a template has a place for its content.
    let content: (Attachment) throws -> [UInt8]
    private var option: Interactive.Option?

    init(
        _ message: Outbound,
        start: Outgoing.Start?,
        content: @escaping (Attachment) throws -> [UInt8]
    ) {
        self.message = message
        self.start = start
        self.content = content
    }

    /// The options of the message's menu.
    var options: [Interactive.Option] { message.interactive?.options ?? [] }

    /// The same values with one option.
    func of(_ option: Interactive.Option) -> Values {
        var values = self
        values.option = option
        return values
    }

    /// The value of a place; empty when there is none.
    subscript(_ placeholder: Placeholder) -> String {
        get throws {
            switch placeholder {
            case .contactKey: key
            case .contactPhone: identity(.phone)
            case .contactEmail: identity(.email)
            case .text: message.text
            case .messageID: message.idempotencyKey
            case .replyTo: message.replyTo
            case .authorName: message.authorName
            case .authorKind: message.author.word
            case .session: message.session
            case .protocolNumber: message.protocolNumber
            case .attachmentName: message.attachments.first?.fileName ?? ""
            case .attachmentMIME: message.attachments.first?.mime ?? ""
            case .attachmentKind: message.attachments.first?.kind.word ?? ""
            case .attachmentURL: message.attachments.first?.url ?? ""
            case .attachmentFile: ""
            case .attachmentBase64:
                try message.attachments.first.map { Data(try content($0)).base64EncodedString() }
                    ?? ""
            case .optionID: option?.id ?? ""
            case .optionTitle: option?.title ?? ""
            case .optionDescription: option?.description ?? ""
            }
        }
    }

    private var key: String {
        guard message.conversation.isEmpty else { return message.conversation }
        switch start {
        case .phone: return identity(.phone)
        case .email: return identity(.email)
        case nil: return ""
        }
    }

    private func identity(_ kind: Identity.Kind) -> String {
        message.identities.first { $0.kind == kind }?.value ?? ""
    }
}

extension Outbound.Author {
    fileprivate var word: String {
        switch self {
        case .agent: "agent"
        case .flow: "flow"
        case .automatic: "automatic"
        }
    }
}

extension MediaKind {
    fileprivate var word: String {
        switch self {
        case .image: "image"
        case .audio: "audio"
        case .video: "video"
        case .document: "document"
        case .sticker: "sticker"
        case .contact: "contact"
        }
    }
}

extension TextTemplate {
    /// Writes an address: values are percent-encoded, so that none can leave its place.
    func address(_ values: Values) throws -> String {
        try written(values) { value in
            // As a whole step of a path these two would lead elsewhere, whatever way they are written.
            guard value != ".", value != ".." else {
                throw PluginError(.argument, "\"\(value)\" cannot stand in an address")
            }
            return value.urlPart
        }
    }

    /// Writes a header: what is no plain ASCII is percent-encoded, and braces are, so that nobody's
    /// words can stand for a secret.
    func header(_ values: Values) throws -> String {
        try written(values) { $0.headerPart }
    }

    private func written(_ values: Values, _ escape: (String) throws -> String) throws -> String {
        try parts.map { part in
            switch part {
            case .letters(let letters): letters
            case .secret(let name): "{{secret:\(name)}}"
            case .value(let placeholder, _): try escape(try values[placeholder])
            }
        }
        .joined()
    }
}

extension String {
    /// The text with all but letters, digits, `-`, `.`, `_` and `~` of ASCII percent-encoded.
    var urlPart: String {
        percentEncoded { byte in
            UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "-._~".utf8.contains(byte)
        }
    }

    fileprivate var headerPart: String {
        percentEncoded { (0x20...0x7E).contains($0) && !"{}%".utf8.contains($0) }
    }

    private func percentEncoded(_ isKept: (UInt8) -> Bool) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in utf8 {
            if isKept(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
