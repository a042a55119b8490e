import Foundation
import PluginKit

/// Is when a consumer's record was asked for, is due, and was made: Decreto 11.034/2022 gives five
/// days in a row.
struct Deadline {
    /// The count of days that the law gives; the day of the request is not one of them.
    static let days: Int32 = 5

    let requested: Int32
    let delivered: Int64
    let deliveredDay: Int32

    /// The last day on which the record is in time.
    var due: Int32 { requested + Self.days }

    /// Whether it is too late.
    var isMissed: Bool { deliveredDay > due }

    /// Reads the day of the request; without one it was asked for on the day it is made.
    init(requested: String?, _ job: ReportJob) throws {
        delivered = job.dataAsOf
        deliveredDay = Self.day(of: job.dataAsOf, in: job.timeZone)
        guard let requested, !requested.isEmpty else {
            self.requested = deliveredDay
            return
        }
        let style = Date.ISO8601FormatStyle().year().month().day()
        guard let date = try? style.parse(requested), requested.utf8.count == 10 else {
            throw PluginError(.argument, "parameter /requested is no day such as 2026-11-22")
        }
        self.requested = Int32((date.timeIntervalSince1970 / 86_400).rounded(.down))
    }

    /// Writes the three dates, and whether they fit.
    func write(on paper: Paper, _ words: Words) throws {
        try paper.heading(words("protocol.deadline"), level: 2, anchor: "deadline")
        let state = isMissed ? "late" : "met"
        try paper.facts(
            [
                Fact(words("protocol.deadline.requested"), .day(requested)),
                Fact(words("protocol.deadline.due"), .day(due)),
                Fact(
                    words("protocol.deadline.delivered"),
                    .moment(delivered),
                    tone: isMissed ? .critical : .good
                ),
                Fact(words("protocol.deadline.state"), .text(words("protocol.deadline." + state))),
            ],
            columns: 4
        )
        try paper.paragraph(words("protocol.deadline.law"), tone: .muted)
    }

    /// The day of a moment in a zone, counted from 1970-01-01.
    static func day(of milliseconds: Int64, in zone: String) -> Int32 {
        let date = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
        let offset = (TimeZone(identifier: zone) ?? .gmt).secondsFromGMT(for: date)
        return Int32(((date.timeIntervalSince1970 + Double(offset)) / 86_400).rounded(.down))
    }
}
