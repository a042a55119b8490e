internal import Engine
internal import Logging
internal import NIOCore
internal import Operations
internal import OrderedCollections
internal import Store

/// Tells every connected person what was committed, in order, cut to what they may see.
///
/// It mirrors the open sessions, so that it knows of each event who saw the session before and who
/// sees it after. One task feeds it (`run`); readers have bounded queues of their own.
actor FeedHub {
    private struct Reader {
        var client: StreamClient
        var viewer: Viewer
        var proof: Caller.Proof
    }

    private let switchboard: Switchboard
    private let messages: any SessionReader
    private let chat: ChatHub
    private let clock: WallClock
    private let logger: Logger
    private let ringCapacity: Int

    private var ring: FeedRing
    private var mirror: [ID<Session>: Session] = [:]
    private var directory: Directory?
    private var readers: [Int: Reader] = [:]
    private var lastReader = 0
    private var connections = Connections()

    init(
        switchboard: Switchboard,
        messages: any SessionReader,
        chat: ChatHub,
        clock: WallClock,
        logger: Logger,
        ringCapacity: Int = 4_096
    ) {
        self.switchboard = switchboard
        self.messages = messages
        self.chat = chat
        self.clock = clock
        self.logger = logger
        self.ringCapacity = ringCapacity
        ring = FeedRing(capacity: ringCapacity, after: 0)
    }

    /// The place in the journal up to which readers have been told.
    var sequence: Int64 { ring.end }

    /// Follows the switchboard until the task is cancelled.
    ///
    /// A stream of the switchboard that ended was too slow: what came meanwhile is not known, so
    /// everybody loads anew.
    func run() async {
        var isFirst = true
        while !Task.isCancelled {
            let batches = switchboard.subscribe()
            await load()
            if !isFirst { await reset() }
            isFirst = false
            for await batch in batches { await take(batch) }
        }
        for reader in readers.values { reader.client.finish() }
        await chat.finish()
    }

    /// Tells readers that the server lives, and so finds out which of them do.
    func beat() {
        for reader in readers.values { reader.client.beat() }
    }

    /// Tells who is connected, and since when who left is gone.
    func presence() -> Connections { connections }

    // MARK: Readers

    /// Connects a person; those who name a place they have seen are told what came after it.
    func connect(
        _ viewer: Viewer,
        proof: Caller.Proof,
        after sequence: Int64?,
        client: StreamClient
    ) async -> Int {
        let directory = await currentDirectory()
        // No other task runs between here and the end, so nothing is missed or told twice.
        lastReader += 1
        let id = lastReader
        readers[id] = Reader(client: client, viewer: viewer, proof: proof)
        client.send(
            ServerSentEvent.bytes(
                of: [ServerSentEvent(name: "ready", data: ["sequence": .integer(ring.end)])],
                id: sequence == nil ? ring.end : nil
            )
        )
        if let sequence {
            replay(after: sequence, to: client, Showing(directory, viewer, clock.now()))
        }
        if connections.connect(viewer.agent.id) { await tellConnection(viewer.agent.id, true) }
        return id
    }

    /// Forgets a reader who left.
    func disconnect(_ id: Int) async {
        guard let reader = readers.removeValue(forKey: id) else { return }
        let agent = reader.viewer.agent.id
        if connections.disconnect(agent, at: clock.now()) { await tellConnection(agent, false) }
    }

    /// Ends the streams of a login that ended.
    func end(login digest: String) {
        for reader in readers.values where reader.proof == .login(digest: digest) {
            reader.client.finish()
        }
    }

    /// Ends the streams of all logins of a person, whose password changed.
    func end(loginsOf agent: ID<Agent>) {
        for reader in readers.values where reader.viewer.agent.id == agent {
            if case .login = reader.proof { reader.client.finish() }
        }
    }

    /// Ends the streams of a token that was revoked.
    func end(token id: Int64) {
        for reader in readers.values {
            if case .token(let token) = reader.proof, token.id == id { reader.client.finish() }
        }
    }

    /// Tells those who serve a session that its contact writes.
    func typing(in session: ID<Session>) {
        guard let session = mirror[session] else { return }
        let event = ServerSentEvent(
            name: "typing",
            data: ["session": .text(session.id.description), "seconds": 6]
        )
        let bytes = ServerSentEvent.bytes(of: [event])
        for reader in readers.values where reader.viewer.maySee(session) {
            reader.client.send(bytes)
        }
    }

    private func replay(after sequence: Int64, to client: StreamClient, _ showing: Showing) {
        guard let missed = ring.records(after: sequence) else {
            let reset = ServerSentEvent(name: "reset", data: [:])
            return client.send(ServerSentEvent.bytes(of: [reset], id: ring.end))
        }
        // In one piece: nobody reads yet, and a full queue would cut the reader off each time.
        var bytes = ByteBuffer()
        for record in missed {
            var part = ServerSentEvent.bytes(
                of: record.events(for: showing),
                id: record.recorded.sequence
            )
            bytes.writeBuffer(&part)
        }
        client.send(bytes)
    }

    /// Tells those who watch a person, and the rules that mind who is there.
    private func tellConnection(_ agent: ID<Agent>, _ isConnected: Bool) async {
        show(agent, isConnected)
        do {
            let command = Command.connection(agent, isOpen: isConnected)
            _ = try await switchboard.submit(command, by: .system)
        } catch {
            logger.warning("a connection was not noted", metadata: ["reason": "\(error)"])
        }
    }

    private func show(_ agent: ID<Agent>, _ isConnected: Bool) {
        guard let directory else { return }
        let event = ServerSentEvent(
            name: "connection",
            data: ["agent": directory.reference(agent), "connected": .bool(isConnected)]
        )
        let bytes = ServerSentEvent.bytes(of: [event])
        for reader in readers.values
        where reader.viewer.supervises && reader.viewer.maySeePresence(of: agent, in: directory) {
            reader.client.send(bytes)
        }
    }

    // MARK: Events

    private func load() async {
        let (sessions, directory) = await switchboard.read { floor in
            (Array(floor.sessions.values), Directory(floor))
        }
        mirror = [:]
        for session in sessions { mirror[session.id] = session }
        self.directory = directory
    }

    private func reset() async {
        ring = FeedRing(capacity: ringCapacity, after: ring.end)
        let event = ServerSentEvent(name: "reset", data: [:])
        let bytes = ServerSentEvent.bytes(of: [event], id: ring.end)
        for reader in readers.values { reader.client.send(bytes) }
        await chat.reset()
    }

    private func currentDirectory() async -> Directory {
        if let directory { return directory }
        let fresh = await switchboard.read { Directory($0) }
        directory = directory ?? fresh
        return fresh
    }

    private func take(_ batch: [RecordedEvent]) async {
        let records = await records(of: batch)
        let now = clock.now()
        guard let directory else { return }
        for record in records {
            if case .configured(let configuration) = record.recorded.event {
                await refresh(after: configuration)
            }
            for reader in readers.values {
                let showing = Showing(directory, reader.viewer, now)
                let events = record.events(for: showing)
                reader.client.send(
                    ServerSentEvent.bytes(of: events, id: record.recorded.sequence)
                )
            }
            ring.append(record)
        }
        await chat.take(records, directory)
    }

    /// Joins events with the sessions they changed.
    private func records(of batch: [RecordedEvent]) async -> [FeedRecord] {
        var touched = Set(batch.compactMap { FeedRecord.session(of: $0.event) })
        var renamed: [ID<Contact>: [ID<Session>]] = [:]
        var windows: [Address: ID<Session>] = [:]
        var isConfigured = directory == nil
        for recorded in batch {
            switch recorded.event {
            case .contactChanged(let contact):
                let theirs = mirror.values.filter { $0.contact == contact.id }.map(\.id)
                renamed[contact.id] = theirs
                touched.formUnion(theirs)
            case .contactsMerged(let merge), .contactsSeparated(let merge):
                let theirs = mirror.values.filter {
                    $0.contact == merge.kept || merge.absorbed.contains($0.contact)
                        || merge.absorbed.contains($0.heardFrom)
                }.map(\.id)
                renamed[merge.root] = theirs
                touched.formUnion(theirs)
            case .windowChanged(let channel, let address, _),
                .humanWindowChanged(let channel, let address, _):
                let session = mirror.values.first {
                    $0.channel == channel && $0.address == address
                }
                windows[Address(channel: channel, value: address)] = session?.id
                if let session { touched.insert(session.id) }
            case .configured:
                isConfigured = true
            default:
                break
            }
        }
        let wanted = touched
        let wantsDirectory = isConfigured
        let (present, fresh) = await switchboard.read { floor in
            var present: [ID<Session>: Session] = [:]
            for id in wanted { present[id] = floor.sessions[id] }
            return (present, wantsDirectory ? Directory(floor) : nil)
        }
        if let fresh { directory = fresh }
        var records: [FeedRecord] = []
        for recorded in batch {
            var record = FeedRecord(recorded: recorded)
            if let id = FeedRecord.session(of: recorded.event) {
                record.before = mirror[id]
                record.after = present[id]
                if present[id] == nil {
                    // Closed since: until the event that says so, it is told of as it was.
                    switch recorded.event {
                    case .sessionClosed: break
                    case .sessionOpened(let session), .sessionReopened(let session):
                        record.after = session
                    default: record.after = mirror[id]
                    }
                }
                mirror[id] = record.after
            }
            switch recorded.event {
            case .contactChanged(let contact):
                record.others = (renamed[contact.id] ?? []).compactMap { present[$0] }
            case .contactsMerged(let merge), .contactsSeparated(let merge):
                record.others = (renamed[merge.root] ?? []).compactMap { present[$0] }
            case .windowChanged(let channel, let address, _),
                .humanWindowChanged(let channel, let address, _):
                let id = windows[Address(channel: channel, value: address)]
                record.others = id.flatMap { present[$0] }.map { [$0] } ?? []
            case .contentChanged(let message, _, _):
                record.message = await stored(message)
            default:
                break
            }
            for session in record.others { mirror[session.id] = session }
            records.append(record)
        }
        return records
    }

    private func stored(_ message: ID<Message>) async -> StoredMessage? {
        do {
            return try await messages.message(message)
        } catch {
            logger.warning("a message could not be read", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    /// Follows changes of who may see what.
    private func refresh(after configuration: Configuration) async {
        switch configuration {
        case .agent, .permissionGroup, .team, .remove(.permissionGroup): break
        default: return
        }
        let watchers = Set(readers.values.map(\.viewer.agent.id))
        let present = await switchboard.read { floor in
            var viewers: [ID<Agent>: Viewer] = [:]
            for id in watchers {
                guard let agent = floor.agents[id], agent.isActive else { continue }
                viewers[id] = floor.viewer(of: agent)
            }
            return viewers
        }
        for (id, reader) in readers {
            guard let viewer = present[reader.viewer.agent.id] else {
                reader.client.finish()
                continue
            }
            guard viewer != reader.viewer else { continue }
            readers[id]?.viewer = viewer
            reader.client.send(
                ServerSentEvent.bytes(of: [ServerSentEvent(name: "reset", data: [:])])
            )
        }
    }
}
