internal import Engine

extension TimelineItem {
    /// The item as the API shows it.
    func json(_ directory: Directory) -> JSON {
        let head: JSON = [
            "sequence": .integer(sequence), "at": .text(at.text), "by": actor.json(directory),
        ]
        switch entry {
        case .opened(let session):
            return head.adding([
                "kind": "opened",
                "opened": [
                    "protocol": .text(session.protocolNumber.description),
                    "origin": .text(session.origin.rawValue), "leg": session.leg.json(directory),
                ],
            ])
        case .legChanged(let ended, let began):
            return head.adding([
                "kind": "leg",
                "leg": ["ended": ended.json(directory), "began": began.json(directory)],
            ])
        case .closed(let ended, let outcome):
            return head.adding([
                "kind": "closed",
                "closed": ["ended": ended.json(directory), "outcome": .text(outcome.rawValue)],
            ])
        case .message(let message):
            return head.adding(["kind": "message", "message": message.json(directory)])
        case .note(let note):
            return head.adding([
                "kind": "note",
                "note": [
                    "id": .text(note.id.description), "author": directory.reference(note.author),
                    "text": .text(note.text),
                ],
            ])
        case .tagAdded(let tag):
            return head.adding(["kind": "tagAdded", "tag": directory.reference(tag)])
        case .tagRemoved(let tag):
            return head.adding(["kind": "tagRemoved", "tag": directory.reference(tag)])
        case .reopened(let session):
            return head.adding([
                "kind": "reopened",
                "reopened": [
                    "leg": session.leg.json(directory), "reopenings": .count(session.reopenings),
                ],
            ])
        case .warned: return head.adding(["kind": "warned"])
        case .flowMoved(let position):
            return head.adding([
                "kind": "flow", "flow": position.map { directory.json($0) } ?? .null,
            ])
        case .automationCut: return head.adding(["kind": "automationCut"])
        case .classified(let disposition):
            return head.adding([
                "kind": "classified", "disposition": directory.reference(disposition),
            ])
        case .ratingAsked: return head.adding(["kind": "ratingAsked"])
        case .rated(let stars):
            return head.adding(["kind": "rated", "rating": .count(stars)])
        }
    }
}

extension Actor {
    /// Who it was, as the API shows it.
    func json(_ directory: Directory) -> JSON {
        switch self {
        case .agent(let agent): ["kind": "agent", "agent": directory.reference(agent)]
        case .contact: ["kind": "contact", "agent": nil]
        case .system: ["kind": "system", "agent": nil]
        case .console: ["kind": "console", "agent": nil]
        }
    }
}

extension StoredMessage {
    /// The message as the API shows it.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(message.id.description),
            "session": .text(message.session?.description),
            "direction": .text(message.direction.rawValue),
            "author": message.author.json(directory), "at": .text(message.at.text),
            "sentAt": .text(message.sentAt.text), "delivery": .text(message.delivery.rawValue),
            "error": error.json, "attempts": .count(attempts),
            "kind": .text(content.kind.rawValue), "text": .text(content.text),
            "attachments": .array(
                content.attachments.enumerated().map { index, attachment in
                    attachment.json(
                        index: index,
                        url: "/api/v1/messages/\(message.id)/attachments/\(index)"
                    )
                }
            ),
            "template": content.template.map { template in
                [
                    "name": .text(template.name), "language": .text(template.language),
                    "parameters": .list(template.parameters) { .text($0) },
                ]
            } ?? .null,
            "location": content.location.map { location in
                [
                    "latitude": .number(location.latitude),
                    "longitude": .number(location.longitude), "name": .nonEmpty(location.name),
                ]
            } ?? .null,
            "options": .list(content.options, \.json), "payload": .nonEmpty(content.payload),
            "replyTo": .nonEmpty(content.replyTo),
            "reaction": .nonEmpty(content.reaction), "edited": .bool(content.isEdited),
            "deleted": .bool(content.isDeleted), "erased": .bool(content.isErased),
        ]
    }
}

extension Message.Author {
    /// Who wrote it, as the API shows it.
    func json(_ directory: Directory) -> JSON {
        switch self {
        case .contact: ["kind": "contact", "agent": nil]
        case .agent(let agent): ["kind": "agent", "agent": directory.reference(agent)]
        case .automatic: ["kind": "automatic", "agent": nil]
        case .elsewhere: ["kind": "elsewhere", "agent": nil]
        }
    }
}

extension DeliveryError? {
    /// What the provider said, as the API shows it.
    var json: JSON {
        guard let self else { return nil }
        return ["code": .text(self.code), "text": .text(self.text)]
    }
}

extension Attachment {
    /// The file as the API shows it, with the address at which it can be had.
    func json(index: Int, url: String) -> JSON {
        let isReady = !hash.isEmpty
        return [
            "index": .count(index), "mediaType": .text(mediaType), "name": .text(name),
            "size": .integer(size),
            "state": .text(isReady ? "ready" : problem.isEmpty ? "pending" : "failed"),
            "url": .text(isReady ? url : nil),
            "inline": .bool(isReady && MediaKind(mediaType).isInline),
            "problem": .nonEmpty(problem),
        ]
    }
}

extension Content.Option {
    /// The option of a menu as the API and visitors see it.
    var json: JSON {
        ["id": .text(id), "title": .text(title), "detail": .text(detail)]
    }
}
