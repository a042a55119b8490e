import PluginKit

extension Message {
    /// Reads a message of any type; an unknown type becomes an unsupported message.
    init(whatsApp message: JSON, id: String) {
        self.init(id: id)
        replyTo = message["context"]["id"].string
        isForwarded =
            message["context"]["forwarded"].isTrue
            || message["context"]["frequently_forwarded"].isTrue
        let type = message["type"].string
        switch type {
        case "text":
            text = message["text"]["body"].string
            format = .whatsapp
        case "image", "video", "audio", "voice", "document", "sticker", "file":
            let attachment = Attachment(whatsApp: message[type], type: type)
            text = attachment.caption
            attachments = [attachment]
        case "location":
            read(location: message["location"])
        case "contacts":
            let cards = message["contacts"].elements.map(Card.init)
            text = cards.map(\.summary).joined(separator: "\n")
            attachments = cards.map(\.attachment)
        case "interactive":
            read(interactive: message["interactive"])
        case "button":
            text = message["button"]["text"].string
            choice = Choice(.template, id: message["button"]["payload"].string, title: text)
        case "system", "request_welcome":
            text = message["system"]["body"].string
            isUnsupported = text.isEmpty
        case "order":
            let order = message["order"]
            text = order["text"].string
            isUnsupported = true
        default:
            isUnsupported = true
        }
        if text.isEmpty, let error = message["errors"].elements.first {
            text = ProviderError(whatsApp: error).text
        }
    }

    private mutating func read(location: JSON) {
        guard let latitude = location["latitude"].double,
            let longitude = location["longitude"].double,
            abs(latitude) <= 90, abs(longitude) <= 180
        else {
            isUnsupported = true
            return
        }
        place = Place(
            latitude: latitude,
            longitude: longitude,
            name: location["name"].string,
            address: location["address"].string
        )
        // Name and address are in the place itself.
        text = location["url"].string
    }

    private mutating func read(interactive: JSON) {
        let type = interactive["type"].string
        let reply = interactive[type]
        switch type {
        case "button_reply":
            text = reply["title"].string
            choice = Choice(.button, id: reply["id"].string, title: text)
        case "list_reply":
            let title = reply["title"].string
            let words = [title, reply["description"].string]
            text = words.filter { !$0.isEmpty }.joined(separator: "\n")
            choice = Choice(.list, id: reply["id"].string, title: title)
        case "nfm_reply":
            text = reply["body"].string
            choice = Choice(.form, id: reply["name"].string, title: text)
        default:
            isUnsupported = true
        }
    }
}

extension Attachment {
    /// Reads a file's description; its bytes are fetched later, by its id.
    fileprivate init(whatsApp file: JSON, type: String) {
        let mime = file["mime_type"].string
        switch type {
        case "image": self.init(.image)
        case "video": self.init(.video)
        case "audio", "voice": self.init(.audio)
        case "sticker": self.init(.sticker)
        default: self.init(.document)
        }
        id = file["id"].string
        self.mime = mime
        caption = file["caption"].string
        fileName = file["filename"].string
        sha256 = file["sha256"].string
        isVoice = type == "voice" || file["voice"].isTrue
        isAnimated = file["animated"].isTrue
    }
}

/// Is a contact card that somebody sent.
private struct Card {
    let name: String
    let phones: [String]

    init(_ card: JSON) {
        let parts = [card["name"]["first_name"].string, card["name"]["last_name"].string]
        let formatted = card["name"]["formatted_name"].string
        name =
            formatted.isEmpty
            ? parts.filter { !$0.isEmpty }.joined(separator: " ") : formatted
        phones = card["phones"].elements.map { phone in
            let written = phone["phone"].string
            return written.isEmpty ? phone["wa_id"].string : written
        }
    }

    var summary: String { ([name] + phones).filter { !$0.isEmpty }.joined(separator: " · ") }

    var attachment: Attachment {
        var attachment = Attachment(.contact)
        let lines =
            ["BEGIN:VCARD", "VERSION:3.0", "FN:" + Self.escaped(name)]
            + phones.map { "TEL:" + Self.escaped($0) } + ["END:VCARD", ""]
        attachment.bytes = [UInt8](lines.joined(separator: "\r\n").utf8)
        attachment.mime = "text/vcard"
        attachment.fileName = (name.isEmpty ? "contato" : name) + ".vcf"
        return attachment
    }

    /// Keeps a value on its line, as vCard wants it.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "\\", ",", ";": escaped += "\\\(character)"
            case "\n", "\r\n": escaped += "\\n"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}

extension ProviderError {
    /// Reads an error of the provider, whose words are in one of several places.
    init(whatsApp error: JSON) {
        let words = [
            error["error_data"]["details"], error["details"], error["message"], error["title"],
        ].map(\.string)
        self.init(code: error["code"].string, text: words.first { !$0.isEmpty } ?? "")
    }
}
