internal import Engine

/// Says when a delivery that failed is tried again.
struct RetrySchedule: Sendable {
    /// After how many seconds each further attempt comes; after the last one it is given up.
    static let webhooks = RetrySchedule(
        pauses: [5, 30, 120, 600, 3_600, 21_600, 86_400],
        longestWish: 3_600
    )

    let pauses: [Int64]

    /// How many seconds an address may ask us to wait at most.
    let longestWish: Int64

    /// When the next attempt is after the attempts that were made; `nil` when there is none.
    func next(after attempts: Int, at now: Timestamp, wish: Int64?) -> Timestamp? {
        guard attempts >= 1, attempts <= pauses.count else { return nil }
        let pause = max(pauses[attempts - 1], min(wish ?? 0, longestWish))
        return now.adding(seconds: pause)
    }
}
