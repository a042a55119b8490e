/// Tells how long work takes.
enum Stopwatch {
    /// The seconds that some work takes once.
    static func once(_ work: () async throws -> Void) async rethrows -> Double {
        let start = ContinuousClock.now
        try await work()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    /// The median of the seconds of a piece of work, done so many times.
    ///
    /// The work is told which time it is, from 0 on. With `each`, what is too short to be timed
    /// alone is timed in groups, and a piece takes its part.
    static func median(
        of count: Int,
        each: Int = 1,
        _ work: (Int) async throws -> Void
    ) async rethrows -> Double {
        var times: [Double] = []
        for group in 0..<count {
            let seconds = try await once {
                for place in 0..<each { try await work(group * each + place) }
            }
            times.append(seconds / Double(each))
        }
        return times.median
    }
}
