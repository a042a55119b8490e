internal import NIOCore

/// Is one event of a stream that a browser reads.
struct ServerSentEvent: Sendable, Equatable {
    /// The kind.
    var name: String

    /// The data.
    var data: JSON

    /// The event's bytes in a stream; the id is what a client resumes from.
    func write(to buffer: inout ByteBuffer, id: Int64? = nil) {
        if let id { buffer.writeString("id: \(id)\n") }
        buffer.writeString("event: \(name)\ndata: ")
        // JSON without white space has no line break, so the data is one line.
        buffer.writeBytes(data.bytes)
        buffer.writeString("\n\n")
    }

    /// Writes events that belong together: only the last has the id, so that a client that was cut
    /// off between them asks for all of them again.
    static func bytes(of events: [ServerSentEvent], id: Int64? = nil) -> ByteBuffer {
        var buffer = ByteBuffer()
        for (index, event) in events.enumerated() {
            event.write(to: &buffer, id: index == events.count - 1 ? id : nil)
        }
        return buffer
    }

    /// A comment that keeps the connection alive and shows whether it is.
    static let beat = ByteBuffer(string: ": beat\n\n")
}
