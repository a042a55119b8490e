import Paper
import Rendering

/// A supervisor's wallboard as it looks on a busy afternoon.
enum BoardSample {
    static let contacts = [
        "Márcia Araújo", "Débora Araújo", "Otávio Gonçalves", "Thaís Falcão",
        "Antônio Conceição", "César Assunção", "Mônica Assunção", "Estêvão Magalhães",
        "محمد الفاتح", "王小明", "Conceição Peçanha", "Inês Peçanha", "Otávio Simões",
        "Thaís Gonçalves", "Otávio Müller", "César Magalhães", "João Araújo", "Zoë 🌻",
    ]
    static let channels = ["☎️ Telefone", "💬 WhatsApp", "📧 E-mail", "🌐 WebChat", "📸 Instagram"]
    static let teams = [
        "Ouvidoria", "Cobrança", "Vendas São Paulo", "Suporte Técnico", "Pós-venda",
    ]
    static let states: [(String, Tone)] = [
        ("Em atendimento", .good), ("Aguardando", .warning), ("Em pausa", .accent),
        ("Crítico", .critical),
    ]

    static let tiles: [Tile] = [
        Tile(
            id: "waiting_now",
            title: "Em espera",
            value: .integer(17),
            note: "4 a mais que ontem",
            tone: .warning,
            symbol: "⏳",
            sparkline: [9, 12, 10, 14, 13, 17, 15, 17]
        ),
        Tile(
            id: "in_service_now",
            title: "Em atendimento",
            value: .integer(42),
            note: "▼ 3 vs. ontem",
            tone: .accent,
            symbol: "💬"
        ),
        Tile(
            id: "agents_available",
            title: "Agentes on-line",
            value: .integer(28),
            note: "de 34 escalados",
            tone: .good,
            symbol: "👩‍💻"
        ),
        Tile(
            id: "handle_mean",
            title: "TMA",
            value: .duration(401_000),
            note: "▼ 0:22",
            tone: .good,
            symbol: "⏱️",
            sparkline: [430, 421, 440, 410, 405, 401]
        ),
        Tile(
            id: "wait_mean",
            title: "TME",
            value: .duration(118_000),
            note: "▲ 0:35",
            tone: .critical,
            status: "fora da meta",
            symbol: "🕒"
        ),
        Tile(
            id: "service_level",
            title: "Nível de serviço",
            value: .percent(0.834),
            note: "meta 85%",
            tone: .warning,
            status: "em risco",
            symbol: "🎯"
        ),
        Tile(
            id: "abandon_rate",
            title: "Abandono",
            value: .percent(0.032),
            note: "▼ 0,4 p.p.",
            tone: .good,
            symbol: "🚪"
        ),
        Tile(
            id: "sessions_closed",
            title: "Concluídas hoje",
            value: .integer(1_284),
            note: "▲ 12%",
            tone: .good,
            symbol: "✅"
        ),
        Tile(
            id: "rating_mean",
            title: "CSAT",
            value: .decimal(4.62, places: 2),
            note: "▲ 0,08",
            tone: .good,
            symbol: "😀"
        ),
        Tile(
            id: "transfer_rate",
            title: "Transferências",
            value: .integer(96),
            note: "7,5%",
            tone: .accent,
            symbol: "🔁"
        ),
        Tile(
            id: "from_flow",
            title: "Bots → humano",
            value: .integer(311),
            note: "24,2%",
            symbol: "🤖"
        ),
        Tile(
            id: "silent",
            title: "Sem resposta",
            value: .integer(9),
            note: "2 na última hora",
            tone: .critical,
            symbol: "⚠️"
        ),
    ]

    static func row(_ place: Int) -> Row {
        let state = states[place * 7 % 5 % 4]
        return Row([
            Cell(.text("20261122-\(String(100_123 + place * 37).suffix(6))-\(place % 10)")),
            Cell(.text(contacts[place % contacts.count])),
            Cell(.text(channels[place * 3 % 5])),
            Cell(.text(teams[place * 2 % 5])),
            Cell(
                .duration(Int64(place * 37 % 800) * 1_000),
                tone: place % 6 == 2 ? .critical : .neutral
            ),
            Cell(.duration(Int64(place * 131 % 2_600) * 1_000)),
            Cell(.text(state.0), tone: state.1),
        ])
    }

    static func blocks(waiting: Int = 17, caption: String = "dados de 22/11/2026 14:05:09")
        -> [Block]
    {
        var blocks: [Block] = [
            .gridStart(
                Grid(title: "Painel de Supervisão — Atendimento ☎️ São Paulo", caption: caption)
            )
        ]
        for (place, tile) in tiles.enumerated() {
            var tile = tile
            if place == 0 { tile.value = .integer(Int64(waiting)) }
            let cell = GridCell(
                column: place % 6 * 2,
                row: place / 6 * 2 - place / 6,
                width: 2,
                height: 1
            )
            blocks += [.cell(cell), .tiles([tile])]
        }
        blocks.append(.cell(GridCell(column: 0, row: 2, width: 8, height: 10)))
        blocks.append(
            .tableStart(
                Table(columns: [
                    Column(id: "protocol", title: "Protocolo", weight: 1),
                    Column(id: "contact", title: "Contato", weight: 2),
                    Column(id: "channel", title: "Canal", weight: 1),
                    Column(id: "team", title: "Equipe", weight: 1),
                    Column(id: "wait", title: "Espera", weight: 0.5, alignment: .end),
                    Column(id: "duration", title: "Duração", weight: 0.5, alignment: .end),
                    Column(id: "state", title: "Situação", weight: 0.6),
                ])
            )
        )
        blocks += (0..<40).map { .row(row($0)) }
        blocks.append(.tableEnd)
        blocks.append(.cell(GridCell(column: 8, row: 2, width: 4, height: 5)))
        let curve = (0..<96).map { place -> Double in
            let hour = Double(place) / 4
            return 25 + 95 * max(0, 1 - abs(hour - 12.5) / 8) + Double(place * 31 % 11)
        }
        blocks.append(
            .chart(
                Chart(
                    title: "Sessões por 15 min (hoje 📈)",
                    kind: .line,
                    categories: (0..<96).map { "\($0 / 4 < 10 ? "0" : "")\($0 / 4)h" },
                    series: [
                        Series(name: "Recebidas", values: curve),
                        Series(name: "Concluídas", values: curve.map { $0 * 0.45 }),
                    ]
                )
            )
        )
        blocks.append(.cell(GridCell(column: 8, row: 7, width: 4, height: 5)))
        blocks.append(
            .chart(
                Chart(
                    title: "Volume por hora — São Paulo e Região 📊",
                    kind: .bar,
                    categories: (0..<24).map { "\($0 < 10 ? "0" : "")\($0)" },
                    series: [
                        Series(
                            name: "Sessões",
                            values: [
                                24, 26, 31, 23, 21, 26, 41, 57, 74, 87, 100, 109, 113, 118, 109,
                                103,
                                89, 77, 56, 41, 20, 28, 26, 22,
                            ],
                            tone: .good
                        )
                    ]
                )
            )
        )
        blocks.append(.gridEnd)
        return blocks
    }

    static func request(
        waiting: Int = 17,
        theme: Theme = .dark,
        width: Int = 1_920,
        height: Int = 1_080,
        scale: Double = 1
    ) -> BoardRequest {
        BoardRequest(
            key: "operacao",
            blocks: blocks(waiting: waiting),
            width: width,
            height: height,
            scale: scale,
            theme: theme,
            wording: RenderingSamples.wording
        )
    }
}
