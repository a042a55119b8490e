import Foundation
import Glibc

/// Is a connection to a server of this machine, used by one thread at a time.
///
/// It is a socket and nothing else, so that what is measured is the server.
final class LoopbackConnection {
    private let descriptor: Int32
    private var received: [UInt8] = []

    /// Connects.
    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var yes: Int32 = 1
        let size = socklen_t(MemoryLayout<Int32>.size)
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, size)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, length)
            }
        }
        guard status == 0 else {
            close(descriptor)
            throw BenchFailure("no one answers at port \(port)")
        }
    }

    deinit {
        close(descriptor)
    }

    /// Ends what another thread reads here.
    func hangUp() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Sends bytes.
    func send(_ bytes: [UInt8]) throws {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    descriptor,
                    $0.baseAddress?.advanced(by: done),
                    bytes.count - done,
                    Int32(MSG_NOSIGNAL)
                )
            }
            guard count > 0 else { throw BenchFailure("the server hung up") }
            done += count
        }
    }

    /// Waits for more bytes; empty when the connection is over.
    func receive() -> ArraySlice<UInt8> {
        if received.isEmpty { received = [UInt8](repeating: 0, count: 1 << 16) }
        let count = received.withUnsafeMutableBytes {
            recv(descriptor, $0.baseAddress, $0.count, 0)
        }
        return received[..<max(0, count)]
    }

    /// Reads an answer whose length is told, and gives its status and body.
    func answer() throws -> (status: Int, body: String) {
        var bytes: [UInt8] = []
        var head: (status: Int, end: Int, length: Int)?
        while true {
            if head == nil, bytes.contains(0x0A) { head = Self.head(of: bytes) }
            if let head, bytes.count >= head.end + head.length {
                return (head.status, String(decoding: bytes[head.end...], as: UTF8.self))
            }
            let piece = receive()
            guard !piece.isEmpty else { throw BenchFailure("the server hung up") }
            bytes += piece
        }
    }

    /// Reads the head of an answer once it is whole.
    private static func head(of bytes: [UInt8]) -> (status: Int, end: Int, length: Int)? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        let length = lines.first { $0.lowercased().hasPrefix("content-length:") }
        let status = lines.first?.split(separator: " ").dropFirst().first
        return (
            status.flatMap { Int($0) } ?? 0,
            text.utf8.distance(from: text.startIndex, to: end.upperBound),
            length?.split(separator: " ").last.flatMap { Int($0) } ?? 0
        )
    }
}
