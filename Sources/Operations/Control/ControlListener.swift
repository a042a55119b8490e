public import Foundation
public import Logging
public import ServiceLifecycle
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#endif

/// Takes the console's commands from the socket in the data folder while the server runs.
///
/// One line of JSON asks, one line of JSON answers, and the bytes of a document may follow. The
/// socket belongs to the server's user alone; who else connects is turned away.
public final class ControlListener: Service {
    /// Does what a request asks for.
    public typealias Handler = @Sendable (ControlRequest) async throws -> ControlOutcome

    private let folder: URL
    private let handler: Handler
    private let logger: Logger
    private let connections = Mutex(0)

    /// How many commands may be under way; the others wait in the socket's queue.
    private static let connectionLimit = 8

    /// Creates a listener for a data folder whose lock is held.
    public init(folder: URL, logger: Logger, handler: @escaping Handler) {
        self.folder = folder
        self.handler = handler
        self.logger = logger
    }

    /// Listens until the server stops, then removes the socket.
    ///
    /// - Throws: `SocketError` when the socket cannot be made.
    public func run() async throws {
        let listening = try bind()
        let (stops, stop) = AsyncStream<Void>.makeStream()
        let thread = Thread { [self] in
            accept(on: listening)
            stop.finish()
        }
        thread.name = "conecta.control"
        thread.start()
        await withTaskCancellationOrGracefulShutdownHandler {
            for await _ in stops {}
        } onCancelOrGracefulShutdown: {
            // Wakes the thread out of accept.
            shutdown(listening, Int32(SHUT_RDWR))
        }
        close(listening)
        unlink(folder.appending(path: SocketAddress.name).path)
    }

    private func bind() throws -> Int32 {
        let path = folder.appending(path: SocketAddress.name).path
        // What lies there is of a server that is gone: this one holds the folder's lock.
        unlink(path)
        return try SocketAddress.open(in: folder) { descriptor, address, size in
            // The file's rights come from the mask, so that there is no moment with others.
            let mask = umask(0o177)
            defer { umask(mask) }
            guard Glibc.bind(descriptor, address, size) == 0, listen(descriptor, 64) == 0 else {
                throw SocketError.last("making \(path)")
            }
        }
    }

    private func accept(on listening: Int32) {
        while true {
            let descriptor = Glibc.accept(listening, nil, nil)
            if descriptor < 0 {
                if errno == EINTR || errno == ECONNABORTED { continue }
                if errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS {
                    usleep(100_000)
                    continue
                }
                return
            }
            // A plugin's worker that is started meanwhile must not inherit it.
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            while connections.withLock({ $0 >= Self.connectionLimit }) { usleep(10_000) }
            connections.withLock { $0 += 1 }
            let thread = Thread { [self] in
                serve(descriptor)
                connections.withLock { $0 -= 1 }
            }
            thread.name = "conecta.control"
            thread.start()
        }
    }

    private func serve(_ descriptor: Int32) {
        var stream = SocketStream(descriptor: descriptor)
        stream.setTimeout(seconds: 30)
        guard let peer = stream.peer, peer == geteuid() || peer == 0 else {
            logger.warning("a stranger connected to the control socket")
            return
        }
        do {
            guard let line = try stream.readLine(limit: 16 << 20) else { return }
            try answer(line, on: stream)
        } catch {
            logger.warning("a console connection broke off", metadata: ["reason": "\(error)"])
        }
    }

    private func answer(_ line: Data, on stream: borrowing SocketStream) throws {
        do {
            let request = try JSONDecoder().decode(ControlRequest.self, from: line)
            let handler = handler
            let outcome = try waitBlocking { try await handler(request) }
            try write(outcome, on: stream)
        } catch let failure as SocketError {
            throw failure
        } catch is DecodingError {
            let text = "this server does not know the command: it may be of another version"
            try stream.writeLine(ControlReply(failure: ControlFailure(text)))
        } catch {
            let failure = error as? ControlFailure ?? ControlFailure("\(error)")
            try stream.writeLine(ControlReply(failure: failure))
        }
    }

    private func write(_ outcome: ControlOutcome, on stream: borrowing SocketStream) throws {
        switch outcome.document {
        case .none:
            try stream.writeLine(ControlReply(answer: outcome.answer))
        case .bytes(let bytes):
            try stream.writeLine(ControlReply(answer: outcome.answer, bytes: Int64(bytes.count)))
            try stream.write(bytes)
        case .file(let url):
            // Open files outlive their names: nothing is left of it, however this ends.
            defer { try? FileManager.default.removeItem(at: url) }
            let file = try FileHandle(forReadingFrom: url)
            defer { try? file.close() }
            try FileManager.default.removeItem(at: url)
            let size = try file.seekToEnd()
            try file.seek(toOffset: 0)
            try stream.writeLine(ControlReply(answer: outcome.answer, bytes: Int64(size)))
            while let piece = try file.read(upToCount: 256 << 10), !piece.isEmpty {
                try stream.write(piece)
            }
        }
    }
}

extension SocketStream {
    /// Writes a value as one line of JSON.
    borrowing func writeLine(_ value: some Encodable) throws {
        var line = try JSONEncoder().encode(value)
        line.append(10)
        try write(line)
    }
}
