import Synchronization

/// Gives a plugin's process what its host gives, as far as the party that asks may have it.
final class WorkerServices: Sendable {
    private struct State {
        var writers: [UInt32: OpenWriter] = [:]
        var last: UInt32 = 0
        var running = 0
        var isClosed = false
    }

    private static let mostRunning = 256
    private static let mostWriters = 64
    private static let mostRead = 1 << 20

    private let state = Mutex(State())
    private let streams = WorkerStreams()

    /// Throws away the files that were not finished, and ends the connections.
    func close() {
        streams.close()
        let writers = state.withLock { state in
            state.isClosed = true
            defer { state.writers = [:] }
            return state.writers.values.map(\.writer)
        }
        guard !writers.isEmpty else { return }
        Task {
            for writer in writers { await writer.abandon() }
        }
    }

    /// Answers a question.
    ///
    /// - Throws: `PluginFailure` and what the services throw.
    func answer(
        _ question: WorkerQuestion,
        _ carriage: consuming Carriage,
        for party: PluginParty
    ) async throws -> Carriage {
        let mayRun = state.withLock { state in
            guard state.running < Self.mostRunning else { return false }
            state.running += 1
            return true
        }
        guard mayRun else { throw PluginFailure(.limit, "too many questions at once") }
        defer { state.withLock { $0.running -= 1 } }
        var carriage = carriage
        var answer = Carriage()
        switch question {
        case .fetch, .fetchToBlob: try await fetch(question, &carriage, &answer, party)
        case .stateRead, .stateWrite, .stateRemove:
            try await keep(question, &carriage, &answer, party)
        case .dialOpen, .dialRead, .dialWrite, .dialSecret, .dialSecure, .dialClose:
            try await streams.answer(question, &carriage, &answer, party)
        default:
            guard party.hasBlobs else {
                throw PluginFailure(.unsupported, "blobs are not granted")
            }
            try await file(question, &carriage, &answer, party.environment.blobs)
        }
        return answer
    }

    private func fetch(
        _ question: WorkerQuestion,
        _ carriage: inout Carriage,
        _ answer: inout Carriage,
        _ party: PluginParty
    ) async throws {
        guard let http = party.http else {
            throw PluginFailure(.unsupported, "http is not granted")
        }
        var request = try carriage.read(OutgoingRequest.self)
        request.timeout = max(1, min(request.timeout, 60_000))
        let hasBlob = request.pieces.contains { if case .blob = $0 { true } else { false } }
        guard party.hasBlobs || (!hasBlob && question == .fetch) else {
            throw PluginFailure(.unsupported, "blobs are not granted")
        }
        var limit: UInt64 = 0
        try carriage.carry(&limit)
        if question == .fetch {
            let limit = min(limit, UInt64(Limit.inline))
            try answer.write(await http.fetch(request, atMost: limit))
            return
        }
        var (name, mime) = ("", "")
        try carriage.carry(&name)
        try carriage.carry(&mime)
        let most = min(limit, EgressPolicy.maximumBlob)
        let fetched = try await http.fetch(request, atMost: most, intoBlob: name, mime: mime)
        try answer.write(fetched)
    }

    private func keep(
        _ question: WorkerQuestion,
        _ carriage: inout Carriage,
        _ answer: inout Carriage,
        _ party: PluginParty
    ) async throws {
        guard let store = party.state else {
            throw PluginFailure(.unsupported, "state is not granted")
        }
        var key = ""
        var expecting: UInt64?
        try carriage.carry(&key)
        guard !key.isEmpty, key.utf8.count <= 128 else {
            throw PluginFailure(.argument, "a key has 1 to 128 bytes")
        }
        switch question {
        case .stateRead:
            let entry = try await store.read(key)
            var value = entry?.value
            var revision = entry?.revision ?? 0
            try answer.carry(&value)
            try answer.carry(&revision)
        case .stateWrite:
            var value: [UInt8] = []
            try carriage.carry(&value)
            try carriage.carry(&expecting)
            guard value.count <= 64 << 10 else {
                throw PluginFailure(.limit, "a value has at most 64 KiB")
            }
            var revision = try await store.write(key, value, expecting: expecting)
            try answer.carry(&revision)
        default:
            try carriage.carry(&expecting)
            var isRemoved = try await store.remove(key, expecting: expecting)
            try answer.carry(&isRemoved)
        }
    }

    private func file(
        _ question: WorkerQuestion,
        _ carriage: inout Carriage,
        _ answer: inout Carriage,
        _ blobs: any BlobStore
    ) async throws {
        var id = ""
        switch question {
        case .blobInfo:
            try carriage.carry(&id)
            var info = try await blobs.info(id)
            try answer.carry(&info)
        case .blobRead:
            var offset: UInt64 = 0
            var count = 0
            try carriage.carry(&id)
            try carriage.carry(&offset)
            try carriage.carry(&count)
            let most = max(0, min(count, Self.mostRead))
            var bytes = try await blobs.read(id, from: offset, count: most)
            try answer.carry(&bytes)
        case .blobCreate:
            var (mime, name) = ("", "")
            try carriage.carry(&mime)
            try carriage.carry(&name)
            guard state.withLock({ $0.writers.count }) < Self.mostWriters else {
                throw PluginFailure(.limit, "too many open writers")
            }
            let writer = try await blobs.create(mime: mime, fileName: name)
            var number = try add(writer)
            try answer.carry(&number)
        default: try await write(question, &carriage, &answer)
        }
    }

    private func add(_ writer: any BlobWriter) throws -> UInt32 {
        let number: UInt32? = state.withLock { state in
            guard !state.isClosed else { return nil }
            state.last += 1
            state.writers[state.last] = OpenWriter(writer: writer, left: EgressPolicy.maximumBlob)
            return state.last
        }
        guard let number else {
            Task { await writer.abandon() }
            throw PluginFailure(.cancelled, "the process is over")
        }
        return number
    }

    private func write(
        _ question: WorkerQuestion,
        _ carriage: inout Carriage,
        _ answer: inout Carriage
    ) async throws {
        var number: UInt32 = 0
        try carriage.carry(&number)
        let isLast = question != .blobWrite
        let open = state.withLock { state in
            isLast ? state.writers.removeValue(forKey: number) : state.writers[number]
        }
        guard let open else { throw PluginFailure(.argument, "no such writer") }
        switch question {
        case .blobWrite:
            var bytes: [UInt8] = []
            try carriage.carry(&bytes)
            guard UInt64(bytes.count) <= open.left else {
                state.withLock { $0.writers[number] = nil }
                await open.writer.abandon()
                throw PluginFailure(.limit, "the file is longer than allowed")
            }
            state.withLock { $0.writers[number]?.left -= UInt64(bytes.count) }
            try await open.writer.write(bytes)
        case .blobFinish: try answer.write(await open.writer.finish())
        default: await open.writer.abandon()
        }
    }
}
