internal import Foundation

#if canImport(Glibc)
internal import Glibc
#endif

/// Reads and writes one connection of the control socket, on a thread that may wait.
struct SocketStream: ~Copyable {
    private let descriptor: Int32
    private var buffered: [UInt8] = []

    /// Takes over a descriptor, which is closed with the stream.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Waits at most so many seconds for each piece that comes or goes.
    func setTimeout(seconds: Int) {
        var time = timeval(tv_sec: seconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &time, size)
    }

    /// The user at the other end.
    var peer: uid_t? {
        // The system's `struct ucred`, which Swift does not import: process, user and group.
        var credentials: [UInt32] = [0, 0, 0]
        var size = socklen_t(MemoryLayout<UInt32>.size * credentials.count)
        let status = getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &size)
        return status == 0 ? credentials[1] : nil
    }

    /// Reads up to the next line feed, which is left out; `nil` when the stream ends before it.
    mutating func readLine(limit: Int) throws -> Data? {
        var searched = 0
        while true {
            if let end = buffered[searched...].firstIndex(of: 10) {
                let line = Data(buffered[..<end])
                buffered.removeSubrange(...end)
                return line
            }
            searched = buffered.count
            guard buffered.count < limit else {
                throw SocketError(action: "reading a request", code: EMSGSIZE)
            }
            guard try fill() else { return nil }
        }
    }

    /// Reads exactly so many bytes and hands them on piece by piece.
    mutating func read(count: Int64, _ take: (Data) throws -> Void) throws {
        var left = count
        while left > 0 {
            if buffered.isEmpty, try !fill() {
                throw SocketError(action: "reading an answer", code: ECONNRESET)
            }
            let piece = buffered.prefix(Int(min(left, Int64(buffered.count))))
            try take(Data(piece))
            left -= Int64(piece.count)
            buffered.removeFirst(piece.count)
        }
    }

    /// Writes all bytes.
    func write(_ bytes: Data) throws {
        try bytes.withUnsafeBytes { (buffer: UnsafeRawBufferPointer) in
            var sent = 0
            while sent < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[sent...])
                let flags = Int32(MSG_NOSIGNAL)
                let count = send(descriptor, rest.baseAddress, rest.count, flags)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw SocketError.last("writing to the socket") }
                sent += count
            }
        }
    }

    private mutating func fill() throws -> Bool {
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(descriptor, &piece, piece.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw SocketError.last("reading from the socket") }
            buffered.append(contentsOf: piece[..<count])
            return count > 0
        }
    }
}
