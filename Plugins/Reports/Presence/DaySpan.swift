import Foundation
import PluginKit

/// Is the part of a day in which anybody was there, from one full hour to another.
struct DaySpan {
    /// The most days that are drawn; of longer periods the sums say more.
    static let most = 7

    /// The day, counted from 1970-01-01.
    let number: Int32

    /// The first and last moment, in milliseconds since 1970.
    let start: Int64
    let end: Int64

    /// The full hours from start to end, with their names on the clock; a day may have 23 or 25.
    let hours: [(moment: Int64, name: Int)]

    /// The days in a job's zone on which anybody was available or on a pause.
    static func days(of time: WorkingTime, _ job: ReportJob) -> [DaySpan] {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: job.timeZone) ?? .gmt
        let present = time.stretches.filter { $0.state != "offline" && $0.start < $0.end }
        guard let first = present.map(\.start).min(), let last = present.map(\.end).max() else {
            return []
        }
        var days: [DaySpan] = []
        var date = calendar.startOfDay(for: moment(first))
        while milliseconds(date) < last, days.count <= most {
            guard let next = calendar.date(byAdding: .day, value: 1, to: date) else { break }
            let bounds = milliseconds(date)..<milliseconds(next)
            let parts = present.compactMap { stretch -> Range<Int64>? in
                let part = (stretch.start..<stretch.end).clamped(to: bounds)
                return part.isEmpty ? nil : part
            }
            if let low = parts.map(\.lowerBound).min(), let high = parts.map(\.upperBound).max() {
                days.append(DaySpan(date, low, high, bounds.upperBound, calendar))
            }
            date = next
        }
        return days
    }

    private init(_ day: Date, _ low: Int64, _ high: Int64, _ limit: Int64, _ calendar: Calendar) {
        let hour: Int64 = 3_600_000
        let begin = Self.milliseconds(day)
        start = begin + (low - begin) / hour * hour
        end = min(limit, begin + (high - begin + hour - 1) / hour * hour)
        hours = stride(from: start, through: end, by: Int(hour)).map { moment in
            (moment, calendar.component(.hour, from: Self.moment(moment)))
        }
        let offset = Int64(calendar.timeZone.secondsFromGMT(for: day)) * 1_000
        number = Int32((begin + offset) / 86_400_000)
    }

    private static func moment(_ milliseconds: Int64) -> Date {
        Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
    }

    private static func milliseconds(_ date: Date) -> Int64 {
        Int64((date.timeIntervalSince1970 * 1_000).rounded())
    }
}
