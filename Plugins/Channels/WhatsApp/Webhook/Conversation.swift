import PluginKit

/// Reads the `value` of a change that carries messages and statuses of one number.
struct Conversation {
    private let value: JSON
    private let account: String
    private let now: Int64

    init(_ value: JSON, account: String, now: Int64) {
        self.value = value
        self.account = account
        self.now = now
    }

    /// The messages of contacts, the fates of ours, and errors of the account.
    var events: [Event] {
        value["messages"].elements.map { event(of: $0, direction: .inbound) }
            + value["statuses"].elements.compactMap(status)
            + value["errors"].elements.map(failure)
    }

    /// Messages that one of us sent with the telephone.
    var echoes: [Event] {
        value["message_echoes"].elements.map { event(of: $0, direction: .echo) }
    }

    private func event(of message: JSON, direction: Event.Direction) -> Event {
        let person = Person(of: message, among: value["contacts"].elements, direction: direction)
        let id = message["id"].string
        // Without an id the same message told twice still has to be known as the same.
        let name = id.isEmpty ? "none-" + checksum(message.encoded.utf8) : id
        var event = Event(
            key: "m:\(name)",
            conversation: person.address.isEmpty ? "anonymous:\(name)" : person.address,
            kind(of: message, id: name)
        )
        event.time = milliseconds(message["timestamp"]) ?? now
        event.direction = direction
        event.account = account
        event.identities =
            person.identities.isEmpty
            ? [Identity(.provider, "anonymous:\(name)")] : person.identities
        event.contactName = person.name
        event.extra = extra(of: message, by: person)
        return event
    }

    private func kind(of message: JSON, id: String) -> Event.Kind {
        guard message["type"].string == "reaction" else {
            return .message(Message(whatsApp: message, id: id))
        }
        let emoji = message["reaction"]["emoji"].string
        return .reaction(
            target: message["reaction"]["message_id"].string,
            emoji: emoji.isEmpty ? nil : emoji
        )
    }

    /// Keeps what has no field of its own: where an advertisement led from, groups, usernames.
    private func extra(of message: JSON, by person: Person) -> String {
        var extra: [String: JSON] = [:]
        for key in ["referral", "group_id", "errors", "interactive", "order", "system", "contacts"]
        where !message[key].isNull {
            extra[key] = message[key]
        }
        if !person.username.isEmpty { extra["username"] = .text(person.username) }
        if case .message(let read) = kind(of: message, id: ""), read.isUnsupported {
            extra["message"] = message
        }
        return extra.isEmpty ? "" : JSON.object(extra).encoded
    }

    private func status(_ status: JSON) -> Event? {
        let state: DeliveryState
        switch status["status"].string {
        case "sent": state = .sent
        case "delivered": state = .delivered
        case "read", "played": state = .read
        case "failed": state = .failed
        default: return nil
        }
        let id = status["id"].string
        guard !id.isEmpty else { return nil }
        var event = Event(
            key: "s:\(id):\(status["status"].string)",
            conversation: status["recipient_id"].string,
            .delivery(
                target: id,
                state,
                error: status["errors"].elements.first.map(ProviderError.init(whatsApp:))
            )
        )
        event.time = milliseconds(status["timestamp"]) ?? now
        event.account = account
        event.extra =
            JSON.object([
                "conversation": status["conversation"], "pricing": status["pricing"],
            ]).encoded
        return event
    }

    private func failure(_ error: JSON) -> Event {
        var event = Event(
            key: "e:\(account):\(checksum(error.encoded.utf8)):\(now / 60_000)",
            conversation: "",
            .account(.degraded, error: ProviderError(whatsApp: error))
        )
        event.time = now
        event.account = account
        return event
    }
}

/// Is the one at the other end of a message, as far as the provider says.
private struct Person {
    /// Where answers go: the telephone number, or the id scoped to the business.
    var address = ""
    var name = ""
    var username = ""
    var identities: [Identity] = []

    init(of message: JSON, among contacts: [JSON], direction: Event.Direction) {
        let from = message[direction == .echo ? "to" : "from"].string
        let scoped = message[direction == .echo ? "to_user_id" : "from_user_id"].string
        let contact = Self.contact(of: from, scoped, among: contacts)
        let known = [scoped, contact["user_id"].string].first { !$0.isEmpty } ?? ""
        address = [from, scoped, contact["wa_id"].string, known].first { !$0.isEmpty } ?? ""
        name = contact["profile"]["name"].string
        username = contact["profile"]["username"].string
        add(from)
        if from.isEmpty { add(contact["wa_id"].string) }
        add(known)
        add(contact["parent_user_id"].string)
        if name.isEmpty { name = username }
    }

    private static func contact(of from: String, _ scoped: String, among contacts: [JSON]) -> JSON {
        let matching = contacts.first { contact in
            let ids = [contact["wa_id"].string, contact["user_id"].string]
            return ids.contains { !$0.isEmpty && ($0 == from || $0 == scoped) }
        }
        return matching ?? (contacts.count == 1 ? contacts[0] : .null)
    }

    private mutating func add(_ id: String) {
        guard !id.isEmpty else { return }
        let identity = Identity(id.allSatisfy(\.isASCIIDigit) ? .phone : .provider, id)
        if !identities.contains(identity) { identities.append(identity) }
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { self >= "0" && self <= "9" }
}
