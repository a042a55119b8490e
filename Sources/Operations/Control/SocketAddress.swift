internal import Foundation

#if canImport(Glibc)
internal import Glibc
#endif

/// Says why the control socket cannot be used.
public struct SocketError: Error, Sendable, CustomStringConvertible {
    /// What was tried.
    public let action: String

    /// The number that the system gave for it.
    public let code: Int32

    /// One line for people.
    public var description: String { "\(action): \(String(cString: strerror(code)))" }

    static func last(_ action: String) -> SocketError {
        SocketError(action: action, code: errno)
    }
}

/// Makes, binds and connects sockets in a data folder.
enum SocketAddress {
    /// The name of the socket in a data folder.
    static let name = "socket"

    /// Makes a socket and lets `use` bind or connect it at the folder's address.
    ///
    /// An address holds 107 bytes at most. The folder is therefore named by an open descriptor, so
    /// that its path may be as long as it likes.
    static func open(
        in folder: URL,
        _ use: (Int32, UnsafePointer<sockaddr>, socklen_t) throws -> Void
    ) throws -> Int32 {
        let directory = Glibc.open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard directory >= 0 else { throw SocketError.last("opening \(folder.path)") }
        defer { close(directory) }
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { throw SocketError.last("making a socket") }
        do {
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            let path = Array("/proc/self/fd/\(directory)/\(name)".utf8)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
            try withUnsafePointer(to: &address) { pointer in
                try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    try use(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            return descriptor
        } catch {
            close(descriptor)
            throw error
        }
    }
}
