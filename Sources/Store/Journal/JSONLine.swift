import Engine

/// Writes the small JSON objects of the journal's busiest events, several times as fast as an encoder.
///
/// For numbers and words of our own alone: nothing is escaped.
struct JSONLine {
    private var text = "{"

    /// Adds a number, where there is one.
    mutating func add(_ name: StaticString, _ value: Int64?) {
        guard let value else { return }
        begin(name)
        text += String(value)
    }

    /// Adds a truth.
    mutating func add(_ name: StaticString, _ value: Bool) {
        begin(name)
        text += value ? "true" : "false"
    }

    /// Adds a word that needs no escaping, such as a case's name.
    mutating func add(_ name: StaticString, plain value: String) {
        begin(name)
        text += "\""
        text += value
        text += "\""
    }

    /// The object.
    var json: String { text + "}" }

    private mutating func begin(_ name: StaticString) {
        text += text.utf8.count > 1 ? ",\"" : "\""
        text += name.description
        text += "\":"
    }
}

extension MessageRecord {
    /// The record as JSON, which its decoder reads.
    var json: String {
        var line = JSONLine()
        line.add("channel", channel)
        line.add("contact", contact)
        line.add("direction", plain: direction.rawValue)
        line.add("author", author)
        line.add("at", at)
        line.add("sentAt", sentAt)
        line.add("delivery", plain: delivery.rawValue)
        line.add("kind", plain: kind.rawValue)
        line.add("hasFiles", hasFiles)
        line.add("isNamed", isNamed)
        return line.json
    }
}

extension WindowRecord {
    /// The record as JSON, which its decoder reads.
    var json: String {
        var line = JSONLine()
        line.add("address", address)
        line.add("endsAt", endsAt)
        return line.json
    }
}

extension KeyRecord {
    /// The record as JSON, which its decoder reads; the key is base 64.
    var json: String {
        var line = JSONLine()
        line.add("channel", channel)
        line.add("key", plain: key)
        return line.json
    }
}

extension DeliveryRecord {
    /// The record as JSON, which its decoder reads; `nil` where a provider's words need escaping.
    var json: String? {
        guard errorCode == nil else { return nil }
        var line = JSONLine()
        line.add("session", session)
        line.add("delivery", plain: delivery.rawValue)
        line.add("attempt", Int64(attempt))
        line.add("retryAt", retryAt)
        if isTemplate == true { line.add("isTemplate", true) }
        return line.json
    }
}
