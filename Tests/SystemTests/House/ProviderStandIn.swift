import Foundation
import Glibc
import Synchronization

/// Answers what is sent to the provider: every message is taken and given an id, files are kept.
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

    /// The files that were handed over, as forms, before messages named them by these ids.
    var uploads: [String: Data] { notebook.uploads.withLock { $0 } }

    /// Keeps a contact's file, which a webhook then names by the id given.
    func keep(_ bytes: Data, type: String) -> String {
        let id = String(UInt64.random(in: 1...UInt64.max))
        notebook.files.withLock { $0[id] = (type, bytes) }
        return id
    }

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
        let uploads = Mutex<[String: Data]>([:])
        let files = Mutex<[String: (type: String, bytes: Data)]>([:])
        let address = Mutex("")
    }

    /// Begins to listen on a free port.
    init() throws {
        let (socket, port) = try Self.listen()
        self.socket = socket
        let address = "http://127.0.0.1:\(port)"
        self.address = address
        notebook.address.withLock { $0 = address }
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
        if let (type, body) = file(request, in: notebook) {
            return reply(body, type: type, on: connection)
        }
        let id = "wamid.\(UUID().uuidString)"
        // What is only looked up, such as the list of templates, is not sent to anybody.
        let isQuestion = request.starts(with: Data("GET ".utf8))
        if !isQuestion { note(request, id, in: notebook) }
        guard !notebook.isSilent.withLock({ $0 }) else {
            // Until whoever asked gives up.
            while recv(connection, &buffer, buffer.count, 0) > 0 {}
            return
        }
        let receipt = """
            {"messaging_product":"whatsapp","contacts":[{"input":"1","wa_id":"1"}],\
            "messages":[{"id":"\(id)"}]}
            """
        let body = isQuestion ? #"{"data":[]}"# : receipt
        reply(Data(body.utf8), type: "application/json", on: connection)
    }

    private static func reply(_ body: Data, type: String, on connection: Int32) {
        let head = """
            HTTP/1.1 200 OK\r
            Content-Type: \(type)\r
            Content-Length: \(body.count)\r
            Connection: close\r
            \r

            """
        let bytes = Array(head.utf8) + Array(body)
        _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// What is answered to a request about a file: it is taken, described, or given.
    private static func file(
        _ request: Data,
        in notebook: Notebook
    ) -> (type: String, body: Data)? {
        let line = request.prefix { $0 != UInt8(ascii: "\r") }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard words.count > 1, let name = words[1].split(separator: "/").last else { return nil }
        if words[0] == "POST", name == "media" {
            let id = String(UInt64.random(in: 1...UInt64.max))
            notebook.uploads.withLock { $0[id] = content(of: request) }
            return ("application/json", Data(#"{"id":"\#(id)"}"#.utf8))
        }
        guard let file = notebook.files.withLock({ $0[String(name)] }) else { return nil }
        if words[1].hasPrefix("/bytes/") { return (file.type, file.bytes) }
        let address = notebook.address.withLock { $0 } + "/bytes/\(name)"
        let description = #"{"url":"\#(address)","mime_type":"\#(file.type)"}"#
        return ("application/json", Data(description.utf8))
    }

    private static func content(of request: Data) -> Data {
        let end = request.range(of: Data("\r\n\r\n".utf8))?.upperBound ?? request.endIndex
        return Data(request[end...])
    }

    private static func note(_ request: Data, _ id: String, in notebook: Notebook) {
        let body = String(decoding: content(of: request), as: UTF8.self)
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
