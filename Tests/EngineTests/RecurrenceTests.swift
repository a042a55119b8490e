import Foundation
import Testing

@testable import Engine

@Suite struct RecurrenceTests {
    private func moment(_ text: String) throws -> Timestamp {
        let date = try Date.ISO8601FormatStyle().parse(text)
        return Timestamp(seconds: Int64(date.timeIntervalSince1970))
    }

    private func times(
        _ recurrence: Recurrence,
        _ zone: String,
        from start: String,
        count: Int
    ) throws -> [String] {
        var place = try moment(start)
        return (0..<count).compactMap { _ in
            guard let next = recurrence.next(after: place, in: zone) else { return nil }
            place = next
            return Date(timeIntervalSince1970: Double(next.milliseconds) / 1_000)
                .formatted(.iso8601)
        }
    }

    @Test func `a day whose clocks jump over the time has it at the jump, once`() throws {
        // Clocks of New York jump from 02:00 to 03:00 on 8 March 2026.
        let daily = Recurrence(rhythm: .daily, minute: 150)
        let found = try times(daily, "America/New_York", from: "2026-03-07T00:00:00Z", count: 3)
        #expect(found == ["2026-03-07T07:30:00Z", "2026-03-08T07:00:00Z", "2026-03-09T06:30:00Z"])
    }

    @Test func `a day whose clocks show the time twice has it once, at the first`() throws {
        let daily = Recurrence(rhythm: .daily, minute: 90)
        let found = try times(daily, "America/New_York", from: "2026-10-31T12:00:00Z", count: 2)
        #expect(found == ["2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"])
    }

    @Test func `a day without a midnight begins when its clocks do`() throws {
        // São Paulo had no midnight on 4 November 2018.
        let daily = Recurrence(rhythm: .daily, minute: 0)
        let zone = "America/Sao_Paulo"
        let found = try times(daily, zone, from: "2018-11-03T04:00:00Z", count: 2)
        #expect(found == ["2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"])
        let day = RelativePeriod.today.interval(at: try moment("2018-11-04T15:00:00Z"), in: zone)
        let length = try #require(day.map { $0.upperBound.since($0.lowerBound) })
        #expect(length == 23 * 3_600_000)
    }

    @Test func `weekly is on its days, and monthly on the last day of a short month`() throws {
        let weekly = Recurrence(rhythm: .weekly, weekdays: [0, 4], minute: 450)
        let zone = "America/Sao_Paulo"
        let days = try times(weekly, zone, from: "2026-11-29T08:00:00Z", count: 3)
        #expect(days == ["2026-11-30T10:30:00Z", "2026-12-04T10:30:00Z", "2026-12-07T10:30:00Z"])
        let monthly = Recurrence(rhythm: .monthly, day: 31, minute: 60)
        let ends = try times(monthly, "Etc/UTC", from: "2026-01-31T02:00:00Z", count: 3)
        #expect(ends == ["2026-02-28T01:00:00Z", "2026-03-31T01:00:00Z", "2026-04-30T01:00:00Z"])
    }

    @Test func `the last time and those left out are counted`() throws {
        let daily = Recurrence(rhythm: .daily, minute: 420)
        let now = try moment("2026-11-29T09:00:00Z")
        let last = try #require(daily.last(upTo: now, in: "Etc/UTC"))
        #expect(last == (try moment("2026-11-29T07:00:00Z")))
        let first = try moment("2026-11-26T07:00:00Z")
        #expect(daily.count(from: first, until: last, in: "Etc/UTC") == 3)
        #expect(daily.last(upTo: last, in: "Etc/UTC") == last)
    }

    @Test(
        arguments: [
            Recurrence(rhythm: .weekly, minute: 0), Recurrence(rhythm: .daily, minute: 1_440),
            Recurrence(rhythm: .daily, minute: -1), Recurrence(rhythm: .monthly, day: 0, minute: 0),
            Recurrence(rhythm: .monthly, day: 32, minute: 0),
            Recurrence(rhythm: .weekly, weekdays: [7], minute: 0),
        ]
    )
    func `what never happens is not possible`(recurrence: Recurrence) {
        #expect(!recurrence.isPossible)
        #expect(recurrence.next(after: Timestamp(seconds: 0), in: "Etc/UTC") == nil)
    }

    @Test(
        arguments: [
            (RelativePeriod.today, "2026-11-29 2026-11-30"),
            (.yesterday, "2026-11-28 2026-11-29"), (.last7Days, "2026-11-22 2026-11-29"),
            (.last30Days, "2026-10-30 2026-11-29"), (.weekToDate, "2026-11-23 2026-11-30"),
            (.lastWeek, "2026-11-16 2026-11-23"), (.monthToDate, "2026-11-01 2026-11-30"),
            (.lastMonth, "2026-10-01 2026-11-01"),
        ]
    )
    func `a period lies to the day as its name says`(period: RelativePeriod, days: String) throws {
        // A Sunday in São Paulo, where it is still Saturday in UTC minus more.
        let found = try #require(
            period.interval(at: try moment("2026-11-29T10:00:00Z"), in: "America/Sao_Paulo")
        )
        let texts = [found.lowerBound, found.upperBound].map { moment in
            Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000 - 10_800)
                .formatted(.iso8601)
        }
        let expected = days.split(separator: " ").map { "\($0)T00:00:00Z" }
        #expect(texts == expected)
    }
}
