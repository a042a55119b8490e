internal import Engine
internal import Foundation

extension WallClock {
    /// The clock of the machine.
    ///
    /// A long wait is cut into pieces of half a minute, so that a clock that was set forward is
    /// noticed soon.
    public static let system = WallClock(
        now: { systemNow() },
        wait: { moment in
            while true {
                try Task.checkCancellation()
                let left = moment.milliseconds - systemNow().milliseconds
                guard left > 0 else { return }
                try await Task.sleep(for: .milliseconds(min(left, 30_000)))
            }
        }
    )

    private static func systemNow() -> Timestamp {
        Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1_000).rounded(.down)))
    }
}
