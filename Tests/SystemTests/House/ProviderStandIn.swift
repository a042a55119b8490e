import Foundation
import Glibc
import Synchronization

/// Answers what is sent to the provider: every message is taken and given an id.
///
/// A thread and a socket, since a test needs no more.
final class ProviderStandIn: Sendable {
    /// Says that a socket could not be made.
    struct NoSocket: Error {}

    /// Is what was sent to the provider, and the id that it was given.
    struct Taken: Sendable {
        let id: String
        let body: String
    }

    /// Where it listens.
    let address: String

    private let socket: Int32
    private let notebook = Notebook()

    /// Everything that was sent until now.
    var taken: [Taken] { notebook.taken.withLock { $0 } }

    /// Takes what is sent from now on without a word, as a provider that hangs.
    func fallSilent() {
        notebook.isSilent.withLock { $0 = true }
    }

    /// Answers again.
    func speak() {
        notebook.isSilent.withLock { $0 = false }
    }

    private final class Notebook: Sendable {
        let taken = Mutex<[Taken]>([])
        let isSilent = Mutex(false)
    }

    /// Begins to listen on a free port.
    init() throws {
        let (socket, port) = try Self.listen()
        self.socket = socket
        address = "http://127.0.0.1:\(port)"
        Thread.detachNewThread { [notebook] in Self.serve(socket, notebook) }
    }

    /// Ends.
    func stop() {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }

    /// A port that nobody uses at the moment.
    static func freePort() throws -> UInt16 {
        let (socket, port) = try listen()
        close(socket)
        return port
    }

    private static func listen() throws -> (socket: Int32, port: UInt16) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw NoSocket() }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(socket, generic, length) == 0 && Glibc.listen(socket, 64) == 0
                    && getsockname(socket, generic, &length) == 0
            }
        }
        guard bound else {
            close(socket)
            throw NoSocket()
        }
        return (socket, UInt16(bigEndian: address.sin_port))
    }

    private static func serve(_ socket: Int32, _ notebook: Notebook) {
        while true {
            let connection = accept(socket, nil, nil)
            guard connection >= 0 else { return }
            Thread.detachNewThread {
                answer(connection, notebook)
                close(connection)
            }
        }
    }

    /// Reads one request whole and answers it; the connection ends with it.
    private static func answer(_ connection: Int32, _ notebook: Notebook) {
        var request = Data()
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while !isWhole(request) {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            request.append(contentsOf: buffer[..<count])
        }
        let id = "wamid.\(UUID().uuidString)"
        note(request, id, in: notebook)
        guard !notebook.isSilent.withLock({ $0 }) else {
            // Until whoever asked gives up.
            while recv(connection, &buffer, buffer.count, 0) > 0 {}
            return
        }
        let body = """
            {"messaging_product":"whatsapp","contacts":[{"input":"1","wa_id":"1"}],\
            "messages":[{"id":"\(id)"}]}
            """
        let head = """
            HTTP/1.1 200 OK\r
            Content-Type: application/json\r
            Content-Length: \(body.utf8.count)\r
            Connection: close\r
            \r

            """
        let bytes = Array((head + body).utf8)
        _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    private static func note(_ request: Data, _ id: String, in notebook: Notebook) {
        let end = request.range(of: Data("\r\n\r\n".utf8))?.upperBound ?? request.endIndex
        let body = String(decoding: request[end...], as: UTF8.self)
        notebook.taken.withLock { $0.append(Taken(id: id, body: body)) }
    }

    private static func isWhole(_ request: Data) -> Bool {
        guard let end = request.range(of: Data("\r\n\r\n".utf8)) else { return false }
        let head = String(decoding: request[..<end.lowerBound], as: UTF8.self).lowercased()
        let line = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        let length = line.flatMap { Int($0.dropFirst(15).filter(\.isNumber)) } ?? 0
        return request.count - end.upperBound >= length
    }
}
