import Foundation
import Glibc

/// Makes one HTTP request to a port of this machine.
///
/// The driver's answers have headers that `URLSession` refuses, so this reads them itself.
struct LoopbackCall: Sendable {
    /// Says that nobody answered, or not in HTTP.
    struct Silence: Error {}

    let method: String
    let port: UInt16
    let path: String
    let body: Data

    /// The body of the answer.
    func answer() async throws -> Data {
        try await withCheckedThrowingContinuation { continuation in
            // Blocking calls have threads of their own.
            Thread.detachNewThread { continuation.resume(with: Result { try perform() }) }
        }
    }

    private func perform() throws -> Data {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { throw Silence() }
        defer { close(socket) }
        try connect(socket)
        let head = """
            \(method) \(path) HTTP/1.1\r
            Host: 127.0.0.1:\(port)\r
            Content-Type: application/json\r
            Content-Length: \(body.count)\r
            Connection: close\r
            \r

            """
        try send(Array(head.utf8) + body, socket)
        return try receive(socket)
    }

    private func connect(_ socket: Int32) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = port.bigEndian
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, size)
        let isConnected = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                Glibc.connect(socket, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { throw Silence() }
    }

    private func send(_ bytes: [UInt8], _ socket: Int32) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Silence() }
            sent += count
        }
    }

    private func receive(_ socket: Int32) throws -> Data {
        var answer = Data()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let end = answer.range(of: Data("\r\n\r\n".utf8)) {
                let head = String(decoding: answer[..<end.lowerBound], as: UTF8.self).lowercased()
                let line = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
                let length = line.flatMap { Int($0.dropFirst(15).filter(\.isNumber)) } ?? 0
                if answer.count - end.upperBound >= length {
                    return answer[end.upperBound..<end.upperBound + length]
                }
            }
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { throw Silence() }
            answer.append(contentsOf: buffer[..<count])
        }
    }
}
