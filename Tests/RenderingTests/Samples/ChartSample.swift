import Paper
import Rendering

/// Charts of every kind, as reports and boards have them.
enum ChartSample {
    static let hours = (0..<24).map { "\($0 < 10 ? "0" : "")\($0)h" }
    static let days = ["segunda", "terça", "quarta", "quinta", "sexta", "sábado", "domingo"]

    /// How many sessions came in an hour of a weekday.
    static func volume(day: Int, hour: Int) -> Double {
        guard day < 5 || hour > 8 && hour < 14 else { return day == 6 ? .nan : 0 }
        let noon: Double = max(0.0, 1 - abs(Double(hour) - 13) / 9)
        let peak: Double = day == 0 ? 130 : 96
        let noise = Double((day * 31 + hour * 17) % 9)
        return (noon * noon * peak + noise).rounded()
    }

    static let heatMap = Chart(
        title: "Sessões recebidas por hora e dia da semana",
        alternative: "O pico é segunda-feira às 13 horas.",
        kind: .heatMap,
        categories: hours,
        series: days.enumerated().map { day, name in
            Series(name: name, values: (0..<24).map { volume(day: day, hour: $0) })
        }
    )

    static let histogram = Chart(
        title: "Espera até o atendimento",
        kind: .histogram,
        categories: [],
        series: [
            Series(
                name: "Sessões",
                values: [412, 386, 251, 168, 97, 61, 44, 27, 15, 9, 6, 22]
            )
        ],
        target: Chart.Target(120_000),
        bins: Chart.Bins(
            [0, 15, 30, 60, 90, 120, 180, 240, 300, 420, 600, 900].map { $0 * 1_000 } + [.infinity],
            unit: .duration
        )
    )

    static let gauges = Chart(
        title: "Nível de serviço por equipe",
        kind: .gauge,
        categories: [""],
        series: [
            Series(name: "Suporte Técnico", values: [0.834], tone: .warning),
            Series(name: "Cobrança", values: [0.912], tone: .good),
            Series(name: "Vendas São Paulo", values: [0.418], tone: .critical),
        ],
        unit: .percent,
        target: Chart.Target(0.85)
    )

    static let gauge = Chart(
        title: "Nível de serviço",
        kind: .gauge,
        categories: [""],
        series: [Series(name: "hoje, todas as equipes", values: [0.834], tone: .warning)],
        unit: .percent,
        target: Chart.Target(0.85)
    )

    static let donut = Chart(
        title: "Encerramentos por classificação",
        kind: .donut,
        categories: [
            "Entrega → Atraso", "Cobrança → Segunda via", "Suporte → Sem sinal", "Dúvida",
            "Elogio", "Cancelamento", "Outra área", "Engano",
        ],
        series: [Series(name: "Sessões", values: [412, 268, 190, 143, 58, 44, 21, 9])]
    )

    static let level = Chart(
        title: "Nível de serviço por hora",
        kind: .line,
        categories: (8..<20).map { "\($0 < 10 ? "0" : "")\($0)h" },
        series: [
            Series(
                name: "Suporte Técnico",
                values: [0.97, 0.94, 0.9, 0.82, 0.71, 0.78, 0.84, 0.88, 0.91, 0.93, 0.96, 0.98]
            ),
            Series(
                name: "Cobrança",
                values: [1, 0.99, 0.95, 0.93, 0.9, 0.86, 0.9, .nan, 0.97, 0.98, 0.99, 1]
            ),
        ],
        unit: .percent,
        target: Chart.Target(0.85, label: "meta")
    )

    static let waits = Chart(
        title: "Espera média por equipe",
        kind: .horizontalBar,
        categories: BoardSample.teams,
        series: [Series(name: "Espera", values: [41_000, 187_000, 96_000, 224_000, 12_000])],
        unit: .duration,
        target: Chart.Target(120_000)
    )

    /// How many sessions are open at a quarter of an hour.
    private static func open(quarter: Int) -> Double {
        let hour = Double(quarter) / 4
        let noon = max(0.0, 1 - abs(hour - 13) / 8)
        return 8 + 60 * noon
    }

    static let area = Chart(
        title: "Sessões abertas ao longo do dia",
        kind: .area,
        categories: (0..<96).map { "\($0 / 4 < 10 ? "0" : "")\($0 / 4)h" },
        series: [
            Series(
                name: "Abertas",
                values: (0..<96).map(open)
            )
        ],
        maximum: 100
    )

    static let tiles: [Tile] = [
        Tile(
            id: "service_level",
            title: "Nível de serviço",
            value: .percent(0.834),
            tone: .warning,
            symbol: "🎯",
            sparkline: [0.91, 0.88, 0.9, 0.86, 0.82, 0.84, 0.834],
            target: .percent(0.85),
            trend: Tile.Trend(.percent(-0.021), tone: .critical, label: "vs. ontem")
        ),
        Tile(
            id: "waiting_now",
            title: "Em espera",
            value: .integer(17),
            tone: .warning,
            status: "em risco",
            symbol: "⏳",
            sparkline: [9, 12, 10, 14, 13, 17, 15, 17],
            trend: Tile.Trend(.integer(4), tone: .warning)
        ),
        Tile(
            id: "wait_mean",
            title: "Espera média",
            value: .duration(118_000),
            tone: .good,
            sparkline: [140_000, 131_000, 150_000, 122_000, 117_000, 118_000],
            target: .duration(120_000),
            trend: Tile.Trend(.duration(-35_000), tone: .good, label: "vs. ontem")
        ),
        Tile(
            id: "rating_mean",
            title: "Avaliação",
            value: .decimal(4.62, places: 2),
            note: "214 respostas",
            symbol: "⭐",
            trend: Tile.Trend(.decimal(0.08, places: 2), tone: .good)
        ),
    ]

    /// A page of each.
    static let document: [Block] =
        [.tiles(tiles)]
        + [heatMap, histogram, level, waits, gauges, donut, area].flatMap { chart -> [Block] in
            [.chart(chart)]
        }

    /// The same on a board.
    static func board(theme: Theme, width: Int = 1_920, height: Int = 1_080) -> BoardRequest {
        var blocks: [Block] = [
            .gridStart(
                Grid(title: "Painel do dia", caption: "dados de 22/11/2026 14:05:09")
            )
        ]
        for (place, tile) in tiles.enumerated() {
            blocks.append(.cell(GridCell(column: place * 3, row: 0, width: 3, height: 2)))
            blocks.append(.tiles([tile]))
        }
        let places: [(Chart, GridCell)] = [
            (heatMap, GridCell(column: 0, row: 2, width: 6, height: 4)),
            (gauges, GridCell(column: 6, row: 2, width: 6, height: 4)),
            (histogram, GridCell(column: 0, row: 6, width: 4, height: 3)),
            (donut, GridCell(column: 4, row: 6, width: 4, height: 3)),
            (gauge, GridCell(column: 8, row: 6, width: 2, height: 3)),
            (area, GridCell(column: 10, row: 6, width: 2, height: 3)),
            (level, GridCell(column: 0, row: 9, width: 6, height: 3)),
            (waits, GridCell(column: 6, row: 9, width: 6, height: 3)),
        ]
        for (chart, cell) in places { blocks += [.cell(cell), .chart(chart)] }
        blocks.append(.gridEnd)
        return BoardRequest(
            key: "charts",
            blocks: blocks,
            width: width,
            height: height,
            theme: theme,
            wording: RenderingSamples.wording
        )
    }
}
