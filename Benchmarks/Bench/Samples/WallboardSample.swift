import Paper
import Rendering

/// Makes a wallboard of a busy afternoon: 12 tiles, 40 sessions and two charts.
///
/// Every number and text in its cells differs from one frame to the next.
struct WallboardSample {
    private let frame: Int
    private var waiting: Int64

    /// Creates a frame; another count of waiting sessions changes one tile alone.
    init(frame: Int, waiting: Int64? = nil) {
        self.frame = frame
        self.waiting = waiting ?? Int64(17 + frame)
    }

    /// The request for its picture.
    func request(scale: Double = 1) -> BoardRequest {
        BoardRequest(key: "operacao", blocks: blocks, scale: scale, wording: HouseSample.wording)
    }

    /// What it shows.
    var blocks: [Block] {
        var blocks: [Block] = [
            .gridStart(Grid(title: "Painel de Supervisão ☎️ São Paulo", caption: "nº \(frame)"))
        ]
        for (place, tile) in tiles.enumerated() {
            let cell = GridCell(column: place % 6 * 2, row: place / 6, width: 2, height: 1)
            blocks += [.cell(cell), .tiles([tile])]
        }
        blocks.append(.cell(GridCell(column: 0, row: 2, width: 8, height: 10)))
        blocks.append(.tableStart(table))
        blocks += (0..<40).map { .row(row($0)) }
        blocks.append(.tableEnd)
        blocks.append(.cell(GridCell(column: 8, row: 2, width: 4, height: 5)))
        blocks.append(.chart(received))
        blocks.append(.cell(GridCell(column: 8, row: 7, width: 4, height: 5)))
        blocks += [.chart(hours), .gridEnd]
        return blocks
    }

    private var tiles: [Tile] {
        let signs: [(title: String, symbol: String, tone: Tone)] = [
            ("Em espera", "⏳", .warning), ("Em atendimento", "💬", .accent),
            ("Agentes on-line", "👩‍💻", .good), ("TMA", "⏱️", .good), ("TME", "🕒", .critical),
            ("Nível de serviço", "🎯", .warning), ("Abandono", "🚪", .good),
            ("Concluídas hoje", "✅", .good), ("Satisfação", "😀", .good),
            ("Transferências", "🔁", .accent), ("Do fluxo", "🤖", .neutral),
            ("Sem resposta", "⚠️", .critical),
        ]
        return signs.enumerated().map { place, sign in
            let count = place == 0 ? waiting : Int64((place * 131 + frame * 7) % 1_900)
            return Tile(
                id: "tile\(place)",
                title: sign.title,
                value: [3, 4].contains(place) ? .duration(count * 1_000) : .integer(count),
                note: "▲ \((frame + place) % 40) contra ontem",
                tone: sign.tone,
                symbol: sign.symbol,
                sparkline: place % 3 == 0 ? (0..<12).map { Double(($0 * 7 + frame) % 19) } : []
            )
        }
    }

    private var table: Table {
        Table(columns: [
            Column(id: "protocol", title: "Protocolo", weight: 1),
            Column(id: "contact", title: "Contato", weight: 2),
            Column(id: "channel", title: "Canal", weight: 1),
            Column(id: "team", title: "Equipe", weight: 1),
            Column(id: "wait", title: "Espera", weight: 0.5, alignment: .end),
            Column(id: "duration", title: "Duração", weight: 0.5, alignment: .end),
            Column(id: "state", title: "Situação", weight: 0.6),
        ])
    }

    private func row(_ line: Int) -> Row {
        let place = line + frame * 41
        let states: [(String, Tone)] = [
            ("Em atendimento", .good), ("Aguardando", .warning), ("Em pausa", .accent),
        ]
        let state = states[place % 3]
        return Row([
            Cell(.text("20261122-\(String(100_123 + place * 37).suffix(6))-\(place % 10)")),
            Cell(.text(HouseSample.people[place % 6] + (place % 9 == 0 ? " 🌻" : ""))),
            Cell(.text(["💬 WhatsApp", "🌐 WebChat", "📧 E-mail"][place % 3])),
            Cell(.text(HouseSample.teams[place % 4])),
            Cell(
                .duration(Int64(place * 37 % 800) * 1_000),
                tone: place % 6 == 2 ? .critical : .neutral
            ),
            Cell(.duration(Int64(place * 131 % 2_600) * 1_000)),
            Cell(.text(state.0), tone: state.1),
        ])
    }

    private var received: Chart {
        let curve = (0..<96).map { place in
            25 + 95 * max(0, 1 - abs(Double(place) / 4 - 12.5) / 8)
                + Double((place * 31 + frame) % 11)
        }
        return Chart(
            title: "Sessões por 15 min 📈",
            kind: .line,
            categories: (0..<96).map { "\($0 / 4)h" },
            series: [
                Series(name: "Recebidas", values: curve),
                Series(name: "Concluídas", values: curve.map { $0 * 0.45 }),
            ]
        )
    }

    private var hours: Chart {
        Chart(
            title: "Volume por hora 📊",
            kind: .bar,
            categories: (0..<24).map(String.init),
            series: [
                Series(
                    name: "Sessões",
                    values: (0..<24).map { Double(20 + ($0 * 37 + frame * 5) % 98) },
                    tone: .good
                )
            ]
        )
    }
}
