internal import Engine
internal import Templates

extension TimelineFacts {
    /// Writes a message.
    func facts(of stored: StoredMessage, key: String) -> PageFacts {
        let message = stored.message
        let content = stored.content
        let isOurs = message.direction == .outbound
        let isStuck = isOurs && [.failed, .unknown].contains(message.delivery)
        var facts = blank("message", key: key, at: message.at)
        facts["id"] = .text(message.id.description)
        facts["ours"] = .flag(isOurs)
        write(message.author, into: &facts)
        facts["text"] = .text(content.text.isEmpty ? nil : content.text)
        facts["loneEmoji"] = .flag(Self.isLoneEmoji(content.text))
        facts["template"] = .text(content.template?.name)
        facts["delivery"] = .text(isOurs ? message.delivery.rawValue : nil)
        facts["isStuck"] = .flag(isStuck)
        facts["problem"] = .text(isStuck ? stored.error.map(Self.words) : nil)
        facts["mayResend"] = .flag(isStuck && mayResend)
        facts["reaction"] = .text(content.reaction.isEmpty ? nil : content.reaction)
        facts["edited"] = .flag(content.isEdited)
        facts["deleted"] = .flag(content.isDeleted)
        facts["erased"] = .flag(content.isErased)
        facts["unsupported"] = .flag(content.kind == .unsupported && content.text.isEmpty)
        facts["options"] = .texts(content.isDeleted ? [] : content.options.map(\.title))
        if let location = content.location {
            facts["map"] = .text(Self.map(location))
            facts["mapName"] = .text(Self.name(location))
        }
        let files = content.isDeleted ? [] : Array(content.attachments.enumerated())
        facts["attachments"] = .list(files) { index, file in
            let address = "/api/v1/messages/\(message.id)/attachments/\(index)"
            return Self.facts(of: file, at: address)
        }
        return facts
    }

    private func write(_ author: Message.Author, into facts: inout PageFacts) {
        switch author {
        case .contact:
            facts["by"] = .text(contactName)
        case .agent(let agent):
            facts["by"] = .text(name(of: agent))
        case .automatic:
            facts["author"] = "automatic"
        case .elsewhere:
            facts["author"] = "elsewhere"
        }
    }

    private static func words(_ error: DeliveryError) -> String {
        error.code.isEmpty ? error.text : "\(error.text) (\(error.code))"
    }

    /// Tells whether a text is one to three emoji and nothing else: those are shown large.
    private static func isLoneEmoji(_ text: String) -> Bool {
        (1...3).contains(text.count)
            && text.allSatisfy { letter in
                letter.unicodeScalars.first.map {
                    $0.properties.isEmojiPresentation
                        || ($0.properties.isEmoji && letter.unicodeScalars.count > 1)
                } ?? false
            }
    }

    private static func map(_ location: Content.Location) -> String {
        "https://www.openstreetmap.org/?mlat=\(location.latitude)&mlon=\(location.longitude)"
            + "#map=17/\(location.latitude)/\(location.longitude)"
    }

    private static func name(_ location: Content.Location) -> String {
        location.name.isEmpty ? "\(location.latitude), \(location.longitude)" : location.name
    }

    private static func facts(of file: Attachment, at address: String) -> PageFacts {
        let kind = MediaKind(file.mediaType)
        let family = kind.name.split(separator: "/").first.map(String.init) ?? ""
        let look: String =
            if !file.problem.isEmpty {
                "failed"
            } else if file.hash.isEmpty {
                "pending"
            } else if kind.isInline, ["image", "audio", "video"].contains(family) {
                family
            } else {
                "file"
            }
        return [
            "look": .text(look),
            "url": .text(file.hash.isEmpty ? nil : address),
            "name": .text(file.name.isEmpty ? kind.name : file.name),
            "size": .integer(file.size),
            "problem": .text(file.problem.isEmpty ? nil : file.problem),
        ]
    }
}
