internal import Foundation
internal import Glibc

/// Finds free ports of this machine, and waits for who is to listen there.
enum LocalPort {
    /// Two ports that nobody has.
    static func freePair() throws -> (Int, Int) {
        let first = try open()
        let second = try open()
        close(first.socket)
        close(second.socket)
        return (first.port, second.port)
    }

    /// A socket that listens on a port of its own.
    static func listening() throws -> (socket: Int32, port: Int) {
        let place = try open()
        guard listen(place.socket, 8) == 0 else { throw NoPort() }
        return place
    }

    /// Waits until somebody listens; false when nobody did in time.
    static func wait(for port: Int, milliseconds: Int) -> Bool {
        for _ in 0..<(milliseconds / 20) {
            if answers(port) { return true }
            poll(nil, 0, 20)
        }
        return false
    }

    private struct NoPort: Error {}

    private static func open() throws -> (socket: Int32, port: Int) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = address(0)
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        var length = size
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(socket, generic, size) == 0 && getsockname(socket, generic, &length) == 0
            }
        }
        guard isBound else { throw NoPort() }
        return (socket, Int(UInt16(bigEndian: address.sin_port)))
    }

    private static func answers(_ port: Int) -> Bool {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = address(UInt16(port))
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                connect(socket, generic, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func address(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return address
    }
}
