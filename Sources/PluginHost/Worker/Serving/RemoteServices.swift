/// Asks the server for what the host gives in its own process.
struct RemoteHTTP: PluginHTTP {
    let desk: ServingDesk
    let instance: UInt32

    func fetch(_ request: OutgoingRequest, atMost limit: UInt64) async throws -> FetchedAnswer {
        var (carriage, limit) = (Carriage(), limit)
        try carriage.write(request)
        try carriage.carry(&limit)
        var answer = try await desk.ask(.fetch, of: instance, carriage)
        return try answer.read()
    }

    func fetch(
        _ request: OutgoingRequest,
        atMost limit: UInt64,
        intoBlob name: String,
        mime: String
    ) async throws -> FetchedAnswer {
        var (carriage, limit, name, mime) = (Carriage(), limit, name, mime)
        try carriage.write(request)
        try carriage.carry(&limit)
        try carriage.carry(&name)
        try carriage.carry(&mime)
        var answer = try await desk.ask(.fetchToBlob, of: instance, carriage)
        return try answer.read()
    }
}

/// Is an account's small store, which the server keeps.
struct RemoteState: PluginState {
    let desk: ServingDesk
    let instance: UInt32

    func read(_ key: String) async throws -> (value: [UInt8], revision: UInt64)? {
        var (carriage, key) = (Carriage(), key)
        try carriage.carry(&key)
        var answer = try await desk.ask(.stateRead, of: instance, carriage)
        var value: [UInt8]?
        var revision: UInt64 = 0
        try answer.carry(&value)
        try answer.carry(&revision)
        return value.map { ($0, revision) }
    }

    func write(_ key: String, _ value: [UInt8], expecting: UInt64?) async throws -> UInt64? {
        var (carriage, key, value, expecting) = (Carriage(), key, value, expecting)
        try carriage.carry(&key)
        try carriage.carry(&value)
        try carriage.carry(&expecting)
        var answer = try await desk.ask(.stateWrite, of: instance, carriage)
        var revision: UInt64?
        try answer.carry(&revision)
        return revision
    }

    func remove(_ key: String, expecting: UInt64?) async throws -> Bool {
        var (carriage, key, expecting) = (Carriage(), key, expecting)
        try carriage.carry(&key)
        try carriage.carry(&expecting)
        var answer = try await desk.ask(.stateRemove, of: instance, carriage)
        var isRemoved = false
        try answer.carry(&isRemoved)
        return isRemoved
    }
}

/// Is the store of files, which the server keeps.
struct RemoteBlobs: BlobStore {
    let desk: ServingDesk
    let instance: UInt32

    func create(mime: String, fileName: String) async throws -> any BlobWriter {
        var (carriage, mime, name) = (Carriage(), mime, fileName)
        try carriage.carry(&mime)
        try carriage.carry(&name)
        var answer = try await desk.ask(.blobCreate, of: instance, carriage)
        var number: UInt32 = 0
        try answer.carry(&number)
        return RemoteWriter(desk: desk, instance: instance, number: number)
    }

    func info(_ id: String) async throws -> BlobInfo? {
        var (carriage, id) = (Carriage(), id)
        try carriage.carry(&id)
        var answer = try await desk.ask(.blobInfo, of: instance, carriage)
        var info: BlobInfo?
        try answer.carry(&info)
        return info
    }

    func read(_ id: String, from offset: UInt64, count: Int) async throws -> [UInt8] {
        var (carriage, id, offset, count) = (Carriage(), id, offset, count)
        try carriage.carry(&id)
        try carriage.carry(&offset)
        try carriage.carry(&count)
        var answer = try await desk.ask(.blobRead, of: instance, carriage)
        var bytes: [UInt8] = []
        try answer.carry(&bytes)
        return bytes
    }
}

/// Writes a file that the server keeps.
private struct RemoteWriter: BlobWriter {
    let desk: ServingDesk
    let instance: UInt32
    let number: UInt32

    private func carriage() throws -> Carriage {
        var (carriage, number) = (Carriage(), number)
        try carriage.carry(&number)
        return carriage
    }

    func write(_ bytes: [UInt8]) async throws {
        var (carriage, bytes) = (try carriage(), bytes)
        try carriage.carry(&bytes)
        _ = try await desk.ask(.blobWrite, of: instance, carriage)
    }

    func finish() async throws -> BlobInfo {
        var answer = try await desk.ask(.blobFinish, of: instance, carriage())
        return try answer.read()
    }

    func abandon() async {
        guard let carriage = try? carriage() else { return }
        _ = try? await desk.ask(.blobAbandon, of: instance, carriage)
    }
}
