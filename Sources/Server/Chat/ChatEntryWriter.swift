internal import Engine
internal import OrderedCollections

/// Writes messages and sessions as visitors see them: nicknames, no notes, no states of sending.
struct ChatEntryWriter: Sendable {
    let seal: Seal

    /// How long an address of a file stays good, in seconds.
    static let passSeconds: Int64 = 6 * 3_600

    /// Tells whether visitors see a message: theirs, and ours once the channel took it.
    static func isShown(_ message: StoredMessage) -> Bool {
        message.message.direction == .inbound
            || [.accepted, .delivered, .read].contains(message.message.delivery)
    }

    /// Writes a message; `nil` when its channel is gone.
    func entry(_ stored: StoredMessage, _ directory: Directory, at now: Timestamp) -> JSON? {
        let message = stored.message
        guard let channel = directory.channels[message.channel] else { return nil }
        let until = now.adding(seconds: Self.passSeconds)
        let files = stored.content.attachments.enumerated().map { index, file in
            let pass = FilePass(message: message.id, index: index, until: until)
            let token = (try? seal.close(pass)) ?? ""
            return file.json(
                index: index,
                url: "/chat/\(channel.slug)/files/\(message.id)/\(index)?token=\(token)"
            )
        }
        let (from, name) = Self.author(of: message, directory)
        return [
            "id": .text(message.id.description),
            "clientId": .text(Self.clientID(of: message, at: stored.address)),
            "from": .text(from), "name": .text(name), "at": .text(message.at.text),
            "text": .text(stored.content.text), "kind": .text(stored.content.kind.rawValue),
            "options": .list(stored.content.options, \.json), "attachments": .array(files),
            "deleted": .bool(stored.content.isDeleted || stored.content.isErased),
            "edited": .bool(stored.content.isEdited),
        ]
    }

    /// Writes where a session stands.
    static func state(of session: Session, isClosed: Bool, _ directory: Directory) -> JSON {
        let agent = session.agent.flatMap { directory.agents[$0]?.publicName }
        return [
            "protocol": .text(session.protocolNumber.description),
            "phase": .text(isClosed ? "closed" : session.phase.rawValue),
            "agent": .text(isClosed ? nil : agent),
        ]
    }

    /// The visitor's own name for a message: the channel puts the visitor before it, so that nobody can
    /// take another's.
    private static func clientID(of message: Message, at address: String) -> String? {
        guard message.direction == .inbound, message.providerID.hasPrefix(address + ":") else {
            return nil
        }
        return String(message.providerID.dropFirst(address.count + 1))
    }

    private static func author(
        of message: Message,
        _ directory: Directory
    ) -> (from: String, name: String?) {
        switch message.author {
        case .contact: ("visitor", nil)
        case .agent(let agent): ("agent", directory.agents[agent]?.publicName)
        case .elsewhere: ("agent", nil)
        case .automatic: ("system", nil)
        }
    }
}
