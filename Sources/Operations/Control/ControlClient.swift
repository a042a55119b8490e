public import Foundation

#if canImport(Glibc)
internal import Glibc
#endif

/// Asks the server that runs on a data folder to do a command of the console.
public struct ControlClient: Sendable {
    private let folder: URL

    /// Creates a client of the server that holds a data folder.
    public init(folder: URL) {
        self.folder = folder
    }

    /// Tells whether a server listens.
    public var isServed: Bool {
        (try? connect()).map { close($0) } != nil
    }

    /// Sends a request and waits for what it gives, on a thread of its own.
    ///
    /// A document goes to `output`, piece by piece.
    ///
    /// - Throws: `ControlFailure` with the server's words, or `SocketError` when it cannot be heard.
    public func perform(
        _ request: ControlRequest,
        output: @escaping @Sendable (Data) throws -> Void
    ) async throws -> ControlAnswer {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                continuation.resume(with: Result { try exchange(request, output: output) })
            }
            thread.name = "conecta.control"
            thread.start()
        }
    }

    private func exchange(
        _ request: ControlRequest,
        output: (Data) throws -> Void
    ) throws -> ControlAnswer {
        var stream = SocketStream(descriptor: try connect())
        try stream.writeLine(request)
        guard let line = try stream.readLine(limit: 64 << 20) else {
            throw ControlFailure("the server closed the connection before it answered")
        }
        let reply = try JSONDecoder().decode(ControlReply.self, from: line)
        if let failure = reply.failure { throw failure }
        guard let answer = reply.answer else {
            throw ControlFailure("the server's answer is of another version")
        }
        try stream.read(count: reply.bytes, output)
        return answer
    }

    private func connect() throws -> Int32 {
        try SocketAddress.open(in: folder) { descriptor, address, size in
            guard Glibc.connect(descriptor, address, size) == 0 else {
                let path = folder.appending(path: SocketAddress.name).path
                throw SocketError.last("connecting to \(path)")
            }
        }
    }
}
