/// Asks the server for connections.
struct RemoteDial: PluginDial {
    let desk: ServingDesk
    let instance: UInt32

    func open(_ order: DialOrder) async throws -> any PluginStream {
        var carriage = Carriage()
        try carriage.write(order)
        var answer = try await desk.ask(.dialOpen, of: instance, carriage)
        var number: UInt32 = 0
        try answer.carry(&number)
        return RemoteStream(desk: desk, instance: instance, number: number)
    }
}

/// Is a connection that the server holds.
private struct RemoteStream: PluginStream {
    let desk: ServingDesk
    let instance: UInt32
    let number: UInt32

    private func carriage() throws -> Carriage {
        var (carriage, number) = (Carriage(), number)
        try carriage.carry(&number)
        return carriage
    }

    func read(atMost count: Int, timeout: Int64) async throws -> [UInt8]? {
        var (carriage, count, timeout) = (try carriage(), count, timeout)
        try carriage.carry(&count)
        try carriage.carry(&timeout)
        var answer = try await desk.ask(.dialRead, of: instance, carriage)
        var bytes: [UInt8]?
        try answer.carry(&bytes)
        return bytes
    }

    func write(_ bytes: [UInt8]) async throws {
        var (carriage, bytes) = (try carriage(), bytes)
        try carriage.carry(&bytes)
        _ = try await desk.ask(.dialWrite, of: instance, carriage)
    }

    func writeSecret(_ bytes: [UInt8], isBase64: Bool) async throws {
        var (carriage, bytes, isBase64) = (try carriage(), bytes, isBase64)
        try carriage.carry(&bytes)
        try carriage.carry(&isBase64)
        _ = try await desk.ask(.dialSecret, of: instance, carriage)
    }

    func secure() async throws {
        _ = try await desk.ask(.dialSecure, of: instance, carriage())
    }

    func close() async {
        guard let carriage = try? carriage() else { return }
        _ = try? await desk.ask(.dialClose, of: instance, carriage)
    }
}
