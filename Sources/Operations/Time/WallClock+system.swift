internal import Engine
internal import Foundation

extension WallClock {
    /// The clock of the machine.
    public static let system = WallClock(
        now: { systemNow() },
        pausing: { try await Task.sleep(for: .milliseconds($0)) }
    )

    /// A clock that may be set, whose waits are cut into pieces of half a minute.
    ///
    /// So a clock that was set forward is noticed soon. One that was set back by more than a minute
    /// ends the wait: what waited until next year looks anew at what is due, and what beats every
    /// second is not silent for as long as the clock was wrong.
    init(
        now: @escaping @Sendable () -> Timestamp,
        pausing pause: @escaping @Sendable (_ milliseconds: Int64) async throws -> Void
    ) {
        self.init(
            now: now,
            wait: { moment in
                var latest = now()
                while true {
                    try Task.checkCancellation()
                    let present = now()
                    let left = moment.since(present)
                    guard left > 0, latest.since(present) <= 60_000 else { return }
                    latest = max(latest, present)
                    try await pause(min(left, 30_000))
                }
            }
        )
    }

    private static func systemNow() -> Timestamp {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
    }
}
