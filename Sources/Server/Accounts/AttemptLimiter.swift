internal import Engine
internal import Synchronization

/// Bounds how often something may be tried: so many at once, and then one every so often.
///
/// A bucket for each key; the keys that have been quiet longest are forgotten when there are too many.
final class AttemptLimiter: Sendable {
    private struct Bucket {
        /// What has been used up, in attempts.
        var level: Double
        var at: Timestamp
    }

    private let buckets = Mutex<[String: Bucket]>([:])
    private let burst: Double
    private let perSecond: Double
    private let capacity: Int
    private let now: @Sendable () -> Timestamp

    /// Creates a limiter that lets `burst` attempts pass at once and then one every `seconds`.
    init(
        burst: Int,
        every seconds: Double,
        capacity: Int = 20_000,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.burst = Double(burst)
        perSecond = 1 / seconds
        self.capacity = capacity
        self.now = now
    }

    /// Takes one attempt of each key, or none and tells for how many seconds to wait.
    func take(_ keys: String...) -> Int64? {
        take(keys, cost: 1)
    }

    /// Takes what something costs of each key, or nothing and tells for how many seconds to wait.
    func take(_ keys: [String], cost: Double) -> Int64? {
        let moment = now()
        return buckets.withLock { buckets -> Int64? in
            let levels = keys.map { level(of: $0, in: buckets, at: moment) }
            if let greatest = levels.max(), greatest + cost > burst {
                return Int64(((greatest + cost - burst) / perSecond).rounded(.up))
            }
            for (key, level) in zip(keys, levels) {
                buckets[key] = Bucket(level: level + cost, at: moment)
            }
            if buckets.count > capacity { forget(&buckets, at: moment) }
            return nil
        }
    }

    /// Gives a key all its attempts back.
    func forgive(_ key: String) {
        buckets.withLock { $0[key] = nil }
    }

    private func level(of key: String, in buckets: [String: Bucket], at now: Timestamp) -> Double {
        guard let bucket = buckets[key] else { return 0 }
        let seconds = Double(max(0, now.since(bucket.at))) / 1_000
        return max(0, bucket.level - seconds * perSecond)
    }

    private func forget(_ buckets: inout [String: Bucket], at now: Timestamp) {
        let present = buckets
        buckets = present.filter { level(of: $0.key, in: present, at: now) > 0 }
        guard buckets.count > capacity else { return }
        let oldest = buckets.sorted { $0.value.at < $1.value.at }.prefix(buckets.count / 4)
        for (key, _) in oldest { buckets[key] = nil }
    }
}
