import Engine
import Foundation
import Testing

@testable import Operations

/// What keeps a built board from being kept, and where it says it is.
@Suite struct BoardPlanTests {
    private func problems(_ widgets: BoardWidget..., title: String = "Sala") -> [String] {
        BoardPlan(title: title, widgets: widgets)
            .problems(teams: ["vendas"], channels: ["whatsapp"])
            .map { "\($0.pointer) \($0.code.rawValue)" }
    }

    private func figure(
        _ column: Int = 0,
        _ row: Int = 0,
        _ width: Int = 3,
        _ height: Int = 3,
        _ change: (inout BoardWidget) -> Void = { _ in }
    ) -> BoardWidget {
        var widget = BoardWidget(.figure, column: column, row: row, width: width, height: height)
        widget.metric = "waiting_now"
        change(&widget)
        return widget
    }

    @Test func `a board that fits is kept`() {
        var chart = BoardWidget(.chart, column: 3, row: 0, width: 9, height: 12)
        chart.chart = .wait
        #expect(problems(figure(), figure(0, 3, 3, 9), chart) == [])
    }

    @Test(arguments: [
        (-1, 0, 1, 1), (0, 12, 1, 1), (10, 0, 3, 1), (0, 0, 0, 1), (0, 0, 13, 1), (0, 0, 1, -4),
        (11, 11, .max, .max), (.max, .min, 2, 2),
    ])
    func `a widget outside the grid is named`(column: Int, row: Int, width: Int, height: Int) {
        #expect(problems(figure(column, row, width, height)) == ["/widgets/0 out-of-grid"])
    }

    @Test func `widgets that cover each other are told once for each pair`() {
        #expect(problems(figure(), figure(2, 2)) == ["/widgets/1 overlap"])
        #expect(problems(figure(), figure(3, 0)) == [], "touching is not covering")
        let three = problems(figure(), figure(1, 1), figure(2, 2))
        #expect(three == ["/widgets/1 overlap", "/widgets/2 overlap", "/widgets/2 overlap"])
    }

    @Test func `a figure needs a metric that a board can show`() {
        #expect(problems(figure { $0.metric = nil }) == ["/widgets/0/metric no-metric"])
        #expect(
            problems(figure { $0.metric = "lucro" }) == ["/widgets/0/metric unknown-metric"]
        )
        for metric in BoardMetrics.all {
            #expect(problems(figure { $0.metric = metric.id }) == [])
        }
    }

    @Test func `teams and channels that the builder does not see are unknown`() {
        #expect(problems(figure { $0.team = "vendas" }) == [])
        #expect(
            problems(figure { $0.team = "suporte" }) == ["/widgets/0/team unknown-scope"]
        )
        #expect(
            problems(figure { ($0.team, $0.channel) = ("vendas", "whatsapp") })
                == ["/widgets/0/channel bad-scope"]
        )
        #expect(
            problems(figure { ($0.metric, $0.channel) = ("agents_busy", "whatsapp") })
                == ["/widgets/0/channel bad-scope"]
        )
    }

    @Test func `limits are numbers, and other kinds have none`() {
        #expect(problems(figure { $0.warning = .nan }) == ["/widgets/0/warning bad-limit"])
        #expect(problems(figure { $0.critical = -1 }) == ["/widgets/0/critical bad-limit"])
        var table = BoardWidget(.teams, column: 0, row: 0, width: 12, height: 12)
        table.warning = 3
        #expect(problems(table) == ["/widgets/0/warning stray"])
    }

    @Test func `empty boards, charts of nothing and texts without words are refused`() {
        #expect(problems() == ["/widgets empty"])
        let chart = BoardWidget(.chart, column: 0, row: 0, width: 6, height: 4)
        let text = BoardWidget(.text, column: 6, row: 0, width: 6, height: 4)
        #expect(problems(chart, text) == ["/widgets/0/chart no-chart", "/widgets/1/text no-text"])
        #expect(problems(figure(), title: "") == ["/title too-long"])
    }

    @Test func `words are bounded in characters, not in letters, which have no end`() {
        let marks = String(repeating: "\u{301}", count: 2_000)
        #expect(problems(figure(), title: "a" + marks) == ["/title too-long"])
        for (field, edit) in [
            ("title", { $0.title = "a" + marks }), ("symbol", { $0.symbol = "a" + marks }),
            ("metric", { $0.metric = "a" + marks }), ("team", { $0.team = "a" + marks }),
            ("channel", { $0.channel = "a" + marks }),
        ] as [(String, (inout BoardWidget) -> Void)] {
            #expect(problems(figure(0, 0, 3, 3, edit)) == ["/widgets/0/\(field) too-long"])
        }
        var text = BoardWidget(.text, column: 0, row: 0, width: 12, height: 12)
        text.text = "a" + marks
        #expect(problems(text) == ["/widgets/0/text too-long"])
        text.text = String(repeating: "ã", count: 2_000)
        #expect(problems(text) == [])
        #expect(problems(figure { $0.symbol = "👨‍👩‍👧‍👦" }) == [])
        #expect(problems(figure { $0.symbol = "abc" }) == ["/widgets/0/symbol too-long"])
    }

    @Test func `a board may not have more widgets than fields`() {
        let widgets = (0..<145).map { _ in figure() }
        let found = BoardPlan(title: "X", widgets: widgets).problems(teams: [], channels: [])
        #expect(found.map(\.code) == [.tooMany])
    }

    @Test(arguments: [
        ("Sala de Vendas", "sala-de-vendas"), ("Atenção!", "atencao"), ("equipe", "equipe-2"),
        ("new", "new-2"), ("王小明", "painel"), ("tomado", "tomado-3"),
    ])
    func `a name in URLs is made of the title`(title: String, slug: String) {
        #expect(BoardDesk.freeSlug(for: title, among: ["tomado", "tomado-2"]) == slug)
    }

    @Test func `the schema of boards names the kinds, charts and fields that there are`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "templates/api/board.schema.json")
        let parsed = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        let schema = try #require(parsed as? [String: Any])
        let parts = try #require(schema["$defs"] as? [String: Any])
        let widget = try #require(parts["widget"] as? [String: Any])
        let fields = try #require(widget["properties"] as? [String: [String: Any]])
        #expect(fields["type"]?["enum"] as? [String] == BoardWidget.Kind.allCases.map(\.rawValue))
        for (field, most) in [
            ("title", BoardWidget.longestTitle), ("symbol", BoardWidget.longestSymbol),
            ("text", BoardWidget.longestText), ("metric", BoardWidget.longestName),
            ("team", BoardWidget.longestName), ("channel", BoardWidget.longestName),
        ] {
            #expect(fields[field]?["maxLength"] as? Int == most, "\(field)")
        }
        #expect(fields["chart"]?["enum"] as? [String] == BoardWidget.Chart.allCases.map(\.rawValue))
        var whole = BoardWidget(.figure, column: 1, row: 1, width: 1, height: 1)
        (whole.title, whole.metric, whole.team, whole.channel) = ("", "", "", "")
        (whole.warning, whole.critical, whole.symbol, whole.text) = (1, 1, "", "")
        whole.chart = .wait
        let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(whole))
        #expect(Set(fields.keys) == Set((json as? [String: Any] ?? [:]).keys))
    }
}
