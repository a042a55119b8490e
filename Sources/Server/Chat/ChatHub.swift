internal import Engine
internal import Foundation
internal import Logging
internal import NIOCore
internal import Operations
internal import OrderedCollections

/// Tells visitors of web chats what happens in their conversations.
///
/// It is fed by the feed's follower with committed events, and by plugins' pushes. What a visitor missed while
/// away is told when they come back, as far as it is remembered; else they read the messages anew.
actor ChatHub {
    private struct Told {
        var sequence: Int64
        var address: Address
        var events: [ServerSentEvent]
    }

    private let messages: any SessionReader
    private let writer: ChatEntryWriter
    private let clock: WallClock
    private let logger: Logger
    private let capacity = 4_096

    private var readers: [Address: [Int: StreamClient]] = [:]
    private var lastReader = 0
    /// What was told lately, oldest first; the places are the journal's.
    private var told: [Told] = []
    private var start: Int64 = 0
    private var end: Int64 = 0

    init(messages: any SessionReader, seal: Seal, clock: WallClock, logger: Logger) {
        self.messages = messages
        writer = ChatEntryWriter(seal: seal)
        self.clock = clock
        self.logger = logger
    }

    /// The place in the journal up to which visitors have been told.
    var sequence: Int64 { end }

    /// Connects a visitor; one who names a place is told what came after it.
    func connect(_ address: Address, after sequence: Int64?, client: StreamClient) -> Int {
        lastReader += 1
        readers[address, default: [:]][lastReader] = client
        client.send(
            ServerSentEvent.bytes(
                of: [ServerSentEvent(name: "ready", data: [:])],
                id: sequence == nil ? end : nil
            )
        )
        guard let sequence else { return lastReader }
        guard sequence >= start, sequence <= end else {
            let reset = ServerSentEvent(name: "reset", data: [:])
            client.send(ServerSentEvent.bytes(of: [reset], id: end))
            return lastReader
        }
        // In one piece: nobody reads yet, and a full queue would cut the visitor off each time.
        var bytes = ByteBuffer()
        for entry in told where entry.address == address && entry.sequence > sequence {
            var part = ServerSentEvent.bytes(of: entry.events, id: entry.sequence)
            bytes.writeBuffer(&part)
        }
        client.send(bytes)
        return lastReader
    }

    /// Forgets a reader who left.
    func disconnect(_ address: Address, _ reader: Int) {
        readers[address]?[reader] = nil
        if readers[address]?.isEmpty == true { readers[address] = nil }
    }

    /// Tells readers that the server lives, and so finds out which of them do.
    func beat() {
        for clients in readers.values {
            for client in clients.values { client.beat() }
        }
    }

    /// Ends all streams.
    func finish() {
        for clients in readers.values {
            for client in clients.values { client.finish() }
        }
    }

    /// Tells everyone to read their messages anew: some events were missed.
    func reset() {
        told = []
        start = end
        let bytes = ServerSentEvent.bytes(of: [ServerSentEvent(name: "reset", data: [:])], id: end)
        for clients in readers.values {
            for client in clients.values { client.send(bytes) }
        }
    }

    /// Shows a visitor that an agent writes.
    func typing(at address: Address, name: String) {
        let event = ServerSentEvent(
            name: "typing",
            data: ["name": .text(name), "seconds": 6]
        )
        tell(address, [event], id: nil)
    }

    /// Passes on what a channel's plugin pushes.
    ///
    /// Messages are told from the journal, where they are whole and in order; a plugin's own
    /// rendering of them is not needed beside that.
    func push(_ name: String, json: String, to address: Address) {
        guard name != "message", !name.isEmpty,
            name.utf8.allSatisfy({ $0 > 32 && $0 < 127 }),
            !json.utf8.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
        else { return }
        let bytes = ByteBuffer(string: "event: \(name)\ndata: \(json)\n\n")
        for client in (readers[address] ?? [:]).values { client.send(bytes) }
    }

    /// Takes what was committed.
    func take(_ records: [FeedRecord], _ directory: Directory) async {
        for record in records {
            let sequence = record.recorded.sequence
            if end == 0 { start = sequence - 1 }
            end = sequence
            guard let (address, events) = await news(of: record, directory), !events.isEmpty
            else { continue }
            told.append(Told(sequence: sequence, address: address, events: events))
            if told.count > capacity {
                start = told[capacity / 4].sequence
                told.removeFirst(capacity / 4 + 1)
            }
            tell(address, events, id: sequence)
        }
    }

    private func tell(_ address: Address, _ events: [ServerSentEvent], id: Int64?) {
        guard let clients = readers[address] else { return }
        let bytes = ServerSentEvent.bytes(of: events, id: id)
        for client in clients.values { client.send(bytes) }
    }

    /// What a record tells whom; `nil` when it is about no visitor.
    private func news(
        of record: FeedRecord,
        _ directory: Directory
    ) async -> (address: Address, events: [ServerSentEvent])? {
        func hasVisitors(_ channel: ID<Engine.Channel>) -> Bool {
            directory.channels[channel]?.capabilities.hasVisitors == true
        }
        if let session = record.after ?? record.before {
            guard hasVisitors(session.channel) else { return nil }
            return (
                Address(channel: session.channel, value: session.address),
                await events(of: record, in: session, directory)
            )
        }
        // The last words of ours may be accepted only after the session was closed.
        guard case .deliveryChanged(let change) = record.recorded.event,
            change.delivery == .accepted, let message = await stored(change.message),
            hasVisitors(message.message.channel)
        else { return nil }
        let address = Address(channel: message.message.channel, value: message.address)
        return (address, entry(message, directory))
    }

    private func events(
        of record: FeedRecord,
        in session: Session,
        _ directory: Directory
    ) async -> [ServerSentEvent] {
        switch record.recorded.event {
        case .sessionOpened, .legChanged, .sessionClosed:
            let state = ChatEntryWriter.state(
                of: session,
                isClosed: record.after == nil,
                directory
            )
            return [ServerSentEvent(name: "session", data: state)]
        case .messageAdded(let message, let content):
            // What we wrote appears when the channel took it, which is told as its delivery.
            guard message.direction == .inbound else { return [] }
            return entry(
                StoredMessage(
                    message: message,
                    content: content,
                    address: session.address,
                    attempts: 0
                ),
                directory
            )
        case .deliveryChanged(let change) where change.delivery == .accepted:
            return await stored(change.message).map { entry($0, directory) } ?? []
        case .contentChanged(let message, _, _):
            if let message = record.message { return entry(message, directory) }
            return await stored(message).map { entry($0, directory) } ?? []
        default:
            return []
        }
    }

    private func entry(_ message: StoredMessage, _ directory: Directory) -> [ServerSentEvent] {
        guard ChatEntryWriter.isShown(message),
            let entry = writer.entry(message, directory, at: clock.now())
        else { return [] }
        return [ServerSentEvent(name: "message", data: entry)]
    }

    private func stored(_ message: ID<Message>) async -> StoredMessage? {
        do {
            return try await messages.message(message)
        } catch {
            logger.warning("a message could not be read", metadata: ["reason": "\(error)"])
            return nil
        }
    }
}
