import Foundation

/// Says how a provider writes times.
enum TimeFormat: String, Sendable, Decodable {
    case auto
    case seconds
    case milliseconds
    case iso8601

    /// The first and the last moment that is believed: 2000 and 2100.
    private static let believed: ClosedRange<Int64> = 946_684_800_000...4_102_444_800_000

    /// Reads a time into milliseconds since 1970; `nil` when it is none, or beyond belief.
    func milliseconds(_ text: String) -> Int64? {
        let time: Int64? =
            switch self {
            case .seconds: Self.number(text, times: 1_000)
            case .milliseconds: Self.number(text, times: 1)
            case .iso8601: Self.date(text)
            case .auto: Self.guess(text)
            }
        return time.flatMap { Self.believed.contains($0) ? $0 : nil }
    }

    private static func guess(_ text: String) -> Int64? {
        guard let number = Double(text) else { return date(text) }
        return Self.number(text, times: abs(number) < 100_000_000_000 ? 1_000 : 1)
    }

    private static func number(_ text: String, times factor: Double) -> Int64? {
        guard let number = Double(text) else { return nil }
        return Int64(exactly: (number * factor).rounded())
    }

    private static func date(_ text: String) -> Int64? {
        let whole = Date.ISO8601FormatStyle()
        let date =
            (try? Date(text, strategy: whole))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        return date.flatMap { Int64(exactly: ($0.timeIntervalSince1970 * 1_000).rounded()) }
    }
}
