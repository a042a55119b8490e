import Paper
import Testing

@testable import Operations

@Suite struct ReportListingTests {
    private let listing = ReportDesk.Listing(
        id: "calls",
        name: "Ligações",
        plugin: "test",
        schema: #"""
            {"description": "Todas.", "properties": {
              "way": {"enum": ["in", "out"], "title": "Sentido"},
              "team": {"type": "string", "title": "Equipe"},
              "length": {"type": "integer", "title": "Duração"}}}
            """#
    )

    private let words = Catalogue([
        .english: [
            "report.calls.name": "Calls", "report.calls.summary": "All of them.",
            "report.calls.parameter.way": "Way", "report.calls.value.way.in": "incoming",
            "report.filter.team": "Team",
        ],
        .portuguese: [
            "report.calls.name": "Ligações", "report.calls.value.way.in": "recebidas",
            "report.filter.team": "Equipe",
        ],
    ])

    @Test func `a report is called and asks in the reader's language`() {
        let english = listing.said(in: .english, words)
        #expect(english.name == "Calls")
        #expect(english.schema.contains(#""description":"All of them.""#))
        #expect(english.schema.contains(#""title":"Way""#))
        #expect(english.schema.contains(#""x-names":{"in":"incoming"}"#))
        #expect(english.schema.contains(#""title":"Team""#))
        let portuguese = listing.said(in: .portuguese, words)
        #expect(portuguese.name == "Ligações")
        #expect(portuguese.schema.contains(#""x-names":{"in":"recebidas"}"#))
    }

    @Test func `what has no words stays as the plugin said it`() {
        #expect(listing.said(in: .english, Catalogue()).name == "Ligações")
        #expect(listing.said(in: .english, words).schema.contains("Duração"))
    }
}
