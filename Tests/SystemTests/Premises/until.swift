import Dispatch
import Foundation

/// Says what did not come to pass in time.
struct NeverCame: Error, CustomStringConvertible {
    let description: String
}

/// Looks again and again until there is something to see.
///
/// - Throws: `NeverCame` after the deadline, or what looking throws.
@discardableResult
func until<Sight>(
    _ what: String,
    deadline: Duration = .seconds(60),
    _ look: () async throws -> Sight?
) async throws -> Sight {
    let end = ContinuousClock.now + deadline
    while true {
        if let sight = try await look() { return sight }
        guard ContinuousClock.now < end else {
            throw NeverCame(description: "waited \(deadline) until \(what)")
        }
        await breath()
    }
}

/// Waits until something holds.
///
/// - Throws: `NeverCame` after the deadline, or what looking throws.
func until(
    _ what: String,
    deadline: Duration = .seconds(60),
    holds: () async throws -> Bool
) async throws {
    try await until(what, deadline: deadline) { try await holds() ? true : nil }
}

/// Lets others run between two looks, without holding a thread.
private func breath() async {
    await withCheckedContinuation { (next: CheckedContinuation<Void, Never>) in
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(15)) { next.resume() }
    }
}
