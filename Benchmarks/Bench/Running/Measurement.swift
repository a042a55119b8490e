import Foundation

/// Is what one process measured.
struct Measurement: Codable, Sendable {
    /// The seconds that one piece of work takes.
    let seconds: Double
    /// The most memory that the process had, or one that it started, in bytes.
    let peakMemory: Int

    /// Lets a subject measure itself, in this process.
    static func take(_ subject: Subject) async throws -> Measurement {
        let seconds = try await subject.measure()
        let peak = try max(peak(of: RUSAGE_SELF), peak(of: RUSAGE_CHILDREN))
        return Measurement(seconds: seconds, peakMemory: peak)
    }

    private static func peak(of whom: __rusage_who) throws -> Int {
        var usage = rusage()
        guard getrusage(__rusage_who_t(whom.rawValue), &usage) == 0 else {
            throw BenchFailure("the system does not tell the memory used")
        }
        return usage.ru_maxrss * 1_024
    }

    /// The measurement as the parent reads it.
    func json() throws -> String {
        String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
    }
}
