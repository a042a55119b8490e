import Engine
import Paper
import PluginHost
import Testing

/// Periods that no calendar has, asked of each report that takes one.
@Suite(.timeLimit(.minutes(5))) struct ImpossiblePeriodTests {
    private static let reports = [
        "sessions", "agents", "teams", "channels", "service-level", "overflow", "ratings", "legs",
        "dispositions", "messages", "presence", "audit", "history",
    ]

    private static let moments = [
        "-9223372036854775808", "9223372036854775807", "99999999999999-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z", "9999-99-99T99:99:99Z",
    ]

    // The desk refuses such a period before a report is asked; here a report is asked all the same.
    @Test func `no report breaks on a moment that is out of range`() async throws {
        let books = try await DemoBooks(seed: 3, days: 1)
        for report in Self.reports {
            for moment in Self.moments {
                for name in ["from", "to"] {
                    do {
                        let blocks = try await books.blocks(report, [name: moment], format: .pdf)
                        #expect(!blocks.isEmpty, "\(report) \(name) \(moment)")
                    } catch let failure as PluginFailure {
                        let said = "\(report) \(name) \(moment): \(failure)"
                        #expect(failure.class == .argument, "\(said)")
                    } catch ReportDataError.badParameter {
                        // The same, said by the dataset itself.
                    }
                }
            }
        }
    }

    @Test func `the longest period there is is read, or said to be too long`() async throws {
        let books = try await DemoBooks(seed: 3, days: 1)
        let period = ["from": "1970-01-01T00:00:00Z", "to": "9999-12-31T23:59:59Z"]
        for report in Self.reports {
            do {
                _ = try await books.blocks(report, period, format: .pdf)
            } catch let failure as PluginFailure {
                #expect(failure.class == .argument, "\(report): \(failure)")
            } catch ReportDataError.badParameter {
                // The same, said by the dataset itself.
            }
        }
    }
}
