import Dispatch
import Glibc
import Synchronization

/// Is one end of the socket between the server and a plugin's process.
///
/// Any thread may send; one thread at a time receives.
final class WorkerLine: Sendable {
    /// Says why a line cannot be used any more.
    enum Trouble: Error {
        /// The other end is gone.
        case closed
        /// The other end does not speak as it should.
        case garbled(String)
    }

    private let descriptor: Int32
    private let writing = Mutex(Waiting())
    private let received = Mutex(Received())

    /// Is what there was no room for yet.
    private struct Waiting {
        var frames: [(WorkerFrame, Int)] = []
        var bytes = 0
    }

    /// The most that may wait for room, in bytes.
    private static let mostWaiting = 256 << 20

    private struct Received {
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        var start = 0
        var end = 0
    }

    /// Takes a socket over, and closes it at its end.
    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit { Glibc.close(descriptor) }

    /// Lets `receive` return `nil` after some milliseconds without a byte.
    func wake(every milliseconds: Int) {
        var time = timeval(tv_sec: milliseconds / 1_000, tv_usec: milliseconds % 1_000 * 1_000)
        setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &time,
            socklen_t(MemoryLayout<timeval>.size)
        )
    }

    /// Ends the talk for both sides; who waits for a frame hears of it.
    func shut() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Sends a frame, and waits for room as long as the other end lives.
    ///
    /// - Throws: `Trouble.closed`.
    func send(_ frame: WorkerFrame) throws(Trouble) {
        let isSent = writing.withLock { _ in write(frame, from: 0, waits: true) == nil }
        guard isSent else { throw .closed }
    }

    /// Sends a frame without waiting: what there is no room for now goes when there is.
    ///
    /// - Throws: `Trouble.closed`, also when the other end has not read for too long.
    func offer(_ frame: WorkerFrame) throws(Trouble) {
        enum Fate { case sent, begun, queued, lost }
        let fate: Fate = writing.withLock { waiting in
            guard waiting.frames.isEmpty else {
                waiting.bytes += frame.bytes.count
                waiting.frames.append((frame, 0))
                return waiting.bytes <= Self.mostWaiting ? .queued : .lost
            }
            guard let place = write(frame, from: 0, waits: false) else { return .sent }
            guard place >= 0 else { return .lost }
            waiting.frames.append((frame, place))
            waiting.bytes += frame.bytes.count
            return .begun
        }
        if fate == .lost { throw .closed }
        if fate == .begun { DispatchQueue.global().async { [self] in drain() } }
    }

    /// Sends what waits for room, until nothing does.
    private func drain() {
        while true {
            var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            poll(&wait, 1, -1)
            let isOver = writing.withLock { waiting in
                while let (frame, start) = waiting.frames.first {
                    let place = write(frame, from: start, waits: false)
                    if let place, place >= 0 {
                        waiting.frames[0].1 = place
                        return false
                    }
                    if place == -1 {
                        waiting.frames = []
                        return true
                    }
                    waiting.bytes -= frame.bytes.count
                    waiting.frames.removeFirst()
                }
                return true
            }
            if isOver { return }
        }
    }

    /// Writes a frame; tells how far it came, -1 for a closed line, `nil` when all is written.
    private func write(_ frame: WorkerFrame, from start: Int, waits: Bool) -> Int? {
        var head: (UInt32, UInt8, UInt8, UInt16, UInt32, UInt32) = (
            UInt32(frame.bytes.count).littleEndian, frame.kind.rawValue, frame.subject, 0,
            frame.call.littleEndian, frame.question.littleEndian
        )
        let total = WorkerFrame.head + frame.bytes.count
        return withUnsafeBytes(of: &head) { head in
            frame.bytes.withUnsafeBytes { body in
                var sent = start
                while sent < total {
                    let count = Self.write(descriptor, head, body, from: sent, waits: waits)
                    if count > 0 {
                        sent += count
                    } else if errno == EINTR {
                        continue
                    } else if !waits, errno == EAGAIN {
                        return sent
                    } else {
                        return -1
                    }
                }
                return nil
            }
        }
    }

    private static func write(
        _ descriptor: Int32,
        _ head: UnsafeRawBufferPointer,
        _ body: UnsafeRawBufferPointer,
        from start: Int,
        waits: Bool
    ) -> Int {
        let flags = Int32(MSG_NOSIGNAL) | (waits ? 0 : Int32(MSG_DONTWAIT))
        let inHead = min(start, head.count)
        let inBody = start - inHead
        let parts = [
            iovec(
                iov_base: UnsafeMutableRawPointer(mutating: head.baseAddress.map { $0 + inHead }),
                iov_len: head.count - inHead
            ),
            iovec(
                iov_base: UnsafeMutableRawPointer(mutating: body.baseAddress.map { $0 + inBody }),
                iov_len: body.count - inBody
            ),
        ]
        return parts.withUnsafeBufferPointer { parts in
            var message = msghdr()
            message.msg_iov = UnsafeMutablePointer(mutating: parts.baseAddress)
            message.msg_iovlen = 2
            return sendmsg(descriptor, &message, flags)
        }
    }

    /// Receives the next frame.
    ///
    /// - Returns: `nil` when nothing came for as long as `wake(every:)` says.
    /// - Throws: `Trouble`.
    func receive() throws(Trouble) -> WorkerFrame? {
        let result: Result<WorkerFrame?, Trouble> = received.withLock { received in
            do throws(Trouble) {
                guard try fill(&received, WorkerFrame.head, mayRest: true) else {
                    return .success(nil)
                }
                return .success(try frame(&received))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }

    private func frame(_ received: inout Received) throws(Trouble) -> WorkerFrame {
        let start = received.start
        let head = received.bytes.withUnsafeBytes { bytes in
            (
                length: UInt32(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self)
                ),
                kind: bytes[start + 4],
                subject: bytes[start + 5],
                call: UInt32(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt32.self)
                ),
                question: UInt32(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: start + 12, as: UInt32.self)
                )
            )
        }
        guard let kind = WorkerFrame.Kind(rawValue: head.kind) else {
            throw .garbled("\(head.kind) is no kind of frame")
        }
        guard head.length <= WorkerFrame.maximum else {
            throw .garbled("a frame of \(head.length) bytes")
        }
        received.start += WorkerFrame.head
        return WorkerFrame(
            kind: kind,
            subject: head.subject,
            call: head.call,
            question: head.question,
            bytes: try take(&received, Int(head.length))
        )
    }

    /// Takes bytes; memory grows as they come, whatever the head promises.
    private func take(_ received: inout Received, _ count: Int) throws(Trouble) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(count, 1 << 20))
        while bytes.count < count {
            _ = try fill(&received, 1, mayRest: false)
            let here = min(count - bytes.count, received.end - received.start)
            bytes.append(contentsOf: received.bytes[received.start..<received.start + here])
            received.start += here
        }
        return bytes
    }

    /// Reads until some bytes are there; `false` when none came for a while and it may rest.
    private func fill(
        _ received: inout Received,
        _ count: Int,
        mayRest: Bool
    ) throws(Trouble) -> Bool {
        if received.start == received.end {
            received.start = 0
            received.end = 0
        } else if received.start + count > received.bytes.count {
            let rest = received.start..<received.end
            received.bytes.replaceSubrange(0..<rest.count, with: Array(received.bytes[rest]))
            received.start = 0
            received.end = rest.count
        }
        while received.end - received.start < count {
            let place = received.end
            let read = received.bytes.withUnsafeMutableBytes { bytes in
                recv(descriptor, bytes.baseAddress.map { $0 + place }, bytes.count - place, 0)
            }
            if read > 0 {
                received.end += read
            } else if read == 0 {
                throw .closed
            } else if errno == EAGAIN {
                if mayRest, received.start == received.end { return false }
            } else if errno != EINTR {
                throw .closed
            }
        }
        return true
    }
}
