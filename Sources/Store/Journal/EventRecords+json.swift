import Engine

// The records of the busiest events as JSON, which their decoders read.

extension JSONLine {
    /// Adds the members of a `LegRecord`.
    mutating func add(_ leg: Leg) {
        add("id", leg.id.value)
        add("phase", plain: leg.phase.rawValue)
        add("team", leg.team?.value)
        add("agent", leg.agent?.value)
        add("reservedFor", leg.reservedFor?.value)
        add("startedAt", leg.startedAt.milliseconds)
        add("start", plain: leg.start.rawValue)
        add("endedAt", leg.endedAt?.milliseconds)
        add("end", plain: leg.end?.rawValue)
    }
}

extension TurnRecord {
    static func json(ended: Leg, began: Leg) -> JSONBytes {
        var line = JSONLine()
        line.add("ended", object: { $0.add(ended) })
        line.add("began", object: { $0.add(began) })
        return line.json
    }
}

extension ClosingRecord {
    static func json(ended: Leg, outcome: Outcome) -> JSONBytes {
        var line = JSONLine()
        line.add("ended", object: { $0.add(ended) })
        line.add("outcome", plain: outcome.rawValue)
        return line.json
    }
}

extension MessageRecord {
    static func json(_ message: Message, _ content: Content, address: Int64?) -> JSONBytes {
        var line = JSONLine()
        line.add("channel", message.channel.value)
        line.add("contact", message.contact.value)
        line.add("direction", plain: message.direction.rawValue)
        line.add("author", message.author.number)
        line.add("at", message.at.milliseconds)
        line.add("sentAt", message.sentAt.milliseconds)
        line.add("delivery", plain: message.delivery.rawValue)
        line.add("kind", plain: content.kind.rawValue)
        line.add("hasFiles", !content.attachments.isEmpty)
        line.add("isNamed", !message.providerID.isEmpty)
        if message.isFiltered { line.add("isFiltered", true) }
        line.add("address", address)
        return line.json
    }
}

extension WindowRecord {
    static func json(address: Int64, endsAt: Timestamp) -> JSONBytes {
        var line = JSONLine()
        line.add("address", address)
        line.add("endsAt", endsAt.milliseconds)
        return line.json
    }
}

extension KeyRecord {
    /// The key is base 64.
    static func json(channel: ID<Channel>, key: String) -> JSONBytes {
        var line = JSONLine()
        line.add("channel", channel.value)
        line.add("key", plain: key)
        return line.json
    }
}

extension DeliveryRecord {
    /// `nil` where a provider's code might need escaping.
    static func json(_ change: DeliveryChange) -> JSONBytes? {
        guard change.error == nil else { return nil }
        var line = JSONLine()
        line.add("session", change.session?.value)
        line.add("delivery", plain: change.delivery.rawValue)
        line.add("attempt", Int64(change.attempt))
        line.add("retryAt", change.retryAt?.milliseconds)
        if change.isTemplate { line.add("isTemplate", true) }
        if change.isByPerson { line.add("isByPerson", true) }
        return line.json
    }
}
