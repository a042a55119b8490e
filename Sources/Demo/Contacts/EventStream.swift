/// Reads server-sent events out of bytes as they come.
struct EventStream: Sendable {
    /// Is one event.
    struct Event: Sendable, Hashable {
        var name: String
        var data: String
    }

    /// The place of the last event that had one, to resume from.
    private(set) var lastID = ""

    private var line: [UInt8] = []
    private var name = ""
    private var data: [String] = []

    /// Takes bytes, and gives the events that are complete.
    mutating func take(_ bytes: [UInt8]) -> [Event] {
        var events: [Event] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                continue
            }
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if let event = end(String(decoding: line, as: UTF8.self)) { events.append(event) }
            line.removeAll(keepingCapacity: true)
        }
        return events
    }

    /// Forgets what is incomplete, as a new connection begins.
    mutating func restart() {
        line = []
        name = ""
        data = []
    }

    private mutating func end(_ line: String) -> Event? {
        guard !line.isEmpty else {
            defer {
                name = ""
                data = []
            }
            guard !data.isEmpty else { return nil }
            return Event(
                name: name.isEmpty ? "message" : name,
                data: data.joined(separator: "\n")
            )
        }
        let pieces = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let value = pieces.count > 1 ? String(pieces[1].drop { $0 == " " }) : ""
        switch pieces[0] {
        case "event": name = value
        case "data": data.append(value)
        case "id": lastID = value
        default: break
        }
        return nil
    }
}
