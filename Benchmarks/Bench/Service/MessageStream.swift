import Dispatch
import Foundation
import Synchronization

/// Sends numbered messages at even distances and notes when each comes out at the other end.
///
/// A delay counts from the moment at which its message was due, so that a server which takes its
/// time is not spared the messages that wait meanwhile; or from the moment at which its sender was told
/// that it is taken.
final class MessageStream: Sendable {
    /// Says from when a delay counts.
    enum Beginning: Sendable {
        case due
        case taken
    }

    private let rate: Int
    private let warming: Int
    private let count: Int
    private let heard: Mutex<[UInt64]>
    private let taken: Mutex<[UInt64]>
    private let failure = Mutex<(any Error)?>(nil)

    /// Makes a stream of so many seconds, after one that does not count.
    init(rate: Int, seconds: Int) {
        self.rate = rate
        warming = rate
        count = rate * (seconds + 1)
        heard = Mutex(Array(repeating: 0, count: rate * (seconds + 1)))
        taken = Mutex(Array(repeating: 0, count: rate * (seconds + 1)))
    }

    /// How many messages there are, those that warm up among them.
    var messages: Range<Int> { 0..<count }

    /// Takes note that a message came out; the first time counts.
    func note(_ message: Int) {
        let now = Self.now
        heard.withLock { if $0.indices.contains(message), $0[message] == 0 { $0[message] = now } }
    }

    /// Sends all messages, each in turn by one of some senders, and gives the seconds that a part
    /// of them took at most.
    func delay(
        of part: Double,
        since beginning: Beginning = .due,
        by senders: [@Sendable (Int) throws -> Void]
    ) async throws -> Double {
        let start = Self.now + 50_000_000
        await withCheckedContinuation { (next: CheckedContinuation<Void, Never>) in
            let group = DispatchGroup()
            for (place, send) in senders.enumerated() {
                DispatchQueue(label: "sender \(place)").async(group: group) {
                    self.run(place, of: senders.count, from: start, send)
                }
            }
            group.notify(queue: .global()) { next.resume() }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
        // What was answered last may still be on its way.
        for _ in 0..<200 where heard.withLock({ $0.contains(0) }) {
            try await Task.sleep(for: .milliseconds(10))
        }
        return try delays(from: start, beginning, part)
    }

    private func run(
        _ place: Int,
        of senders: Int,
        from start: UInt64,
        _ send: (Int) throws -> Void
    ) {
        do {
            for message in stride(from: place, to: count, by: senders) {
                let (due, now) = (start + time(of: message), Self.now)
                if due > now { usleep(UInt32((due - now) / 1_000)) }
                try send(message)
                let answered = Self.now
                taken.withLock { $0[message] = answered }
            }
        } catch {
            failure.withLock { $0 = error }
        }
    }

    private func time(of message: Int) -> UInt64 { UInt64(message) * 1_000_000_000 / UInt64(rate) }

    private func delays(
        from start: UInt64,
        _ beginning: Beginning,
        _ part: Double
    ) throws -> Double {
        let heard = heard.withLock { $0 }
        let lost = heard.count { $0 == 0 }
        guard lost == 0 else { throw BenchFailure("\(lost) messages never came out") }
        let taken = taken.withLock { $0 }
        let delays = (warming..<count).map { message in
            let begin = beginning == .due ? start + time(of: message) : taken[message]
            // The feed may be quicker than the answer.
            return Double(heard[message]) / 1e9 - Double(min(begin, heard[message])) / 1e9
        }
        .sorted()
        return delays[min(delays.count - 1, Int(Double(delays.count) * part))]
    }

    private static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }
}
