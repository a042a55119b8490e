import Engine
import Foundation
import Store
import TestSupport
import Testing

/// Moments that no calendar has, in every dataset that takes a period.
@Suite struct PeriodRangeTests {
    private static let datasets = [
        "sessions", "sessions_by_day", "totals", "figures", "figures_by_team",
        "figures_by_channel", "figures_by_agent", "figures_by_time", "waits", "volume", "moves",
        "dispositions", "tags", "closed_totals", "ratings", "rated_sessions", "all_legs",
        "messages", "message_counts", "presence", "work", "busy", "audit",
    ]

    /// Values of `from` and `to`, as JSON, which are refused.
    private static let impossible = [
        "-9223372036854775808", "9223372036854775807", "\"-9223372036854775808\"",
        "\"9223372036854775807\"", "1e300", "-1e300", "-1", "253402300800000",
        "\"+300000-01-01T00:00:00Z\"", "\"-0001-01-01T00:00:00Z\"",
        "\"99999999999999-01-01T00:00:00Z\"", "\"1969-12-31T23:59:59Z\"",
    ]

    private let folder: DataFolder
    private let scratch: StoreScratch

    init() throws {
        scratch = try StoreScratch()
        folder = try scratch.open()
        let chronicle = try Chronicle(folder.journal())
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        var session = try chronicle.open(contact, at: .at(10, 0))
        try chronicle.say("Oi", in: session, at: .at(10, 0))
        try chronicle.answer(&session, chronicle.company.ana, at: .at(10, 5))
        try chronicle.close(&session, .closedByAgent, .success, at: .at(10, 20))
    }

    /// Reads a dataset whole.
    private func read(_ dataset: String, _ parameters: String) throws {
        let viewer = Viewer(SampleCompany().admin)
        let data = try folder.library.reportData(for: viewer, asOf: .at(13, 0))
        let cursor = try data.open(dataset, parameters: parameters)
        while try cursor.next() != nil {}
    }

    @Test(arguments: datasets)
    func `a moment that is out of range is refused by its name`(dataset: String) throws {
        for value in Self.impossible {
            for name in ["from", "to"] {
                do {
                    try read(dataset, "{\"\(name)\":\(value),\"contact\":\"5511999990000\"}")
                    Issue.record("\(dataset) took \(name) \(value)")
                } catch ReportDataError.badParameter(let wrong, _) {
                    #expect(wrong == name, "\(dataset) \(value)")
                }
            }
        }
    }

    @Test(arguments: datasets)
    func `the longest period that can be said is read, or said to be too long`(dataset: String)
        throws
    {
        for to in ["253402300799999", "\"9999-12-31T23:59:59Z\""] {
            let period = "{\"from\":0,\"to\":\(to),\"contact\":\"5511999990000\"}"
            do {
                try read(dataset, period)
            } catch ReportDataError.badParameter(let name, _) {
                #expect(["from", "every"].contains(name))
            }
        }
    }

    @Test(arguments: ["-9223372036854775808", "9223372036854775807", "0", "-1", "1e300", "0.5"])
    func `a step of volumes that is none is refused`(every: String) throws {
        #expect(throws: ReportDataError.self) {
            try read("volume", "{\"every\":\(every),\"from\":\"2026-11-22T00:00:00Z\"}")
        }
    }
}
