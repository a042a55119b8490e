import Paper

/// Documents as the reports of the house emit them.
enum PaperSample {
    static let info = DocumentInfo(
        title: "Histórico de atendimentos",
        subtitle: "1 a 22 de novembro de 2026 · todas as equipes · America/Sao_Paulo",
        author: "Companhia Exemplo S.A.",
        dataAsOf: RenderingSamples.now,
        page: .landscape,
        footer: "Visto por Helena Supervisora · sha256 {sha256}"
    )

    static let protocolInfo = DocumentInfo(
        title: "Protocolo 20261122-000123-7",
        subtitle: "Edição do consumidor",
        author: "Companhia Exemplo S.A. · CNPJ 00.000.000/0001-91",
        dataAsOf: RenderingSamples.now,
        footer: "sha256 {sha256}"
    )

    static let columns = [
        Column(id: "protocol", title: "Protocolo", weight: 1, group: "Sessão"),
        Column(id: "started", title: "Início", weight: 1, group: "Sessão"),
        Column(id: "contact", title: "Contato", weight: 2, group: "Sessão"),
        Column(id: "channel", title: "Canal", weight: 1),
        Column(id: "team", title: "Equipes", weight: 2),
        Column(id: "agent", title: "Agente", weight: 1.5),
        Column(id: "wait", title: "Espera", weight: 0.5, alignment: .end, group: "Tempos"),
        Column(id: "handle", title: "Atendimento", weight: 0.5, alignment: .end, group: "Tempos"),
        Column(id: "outcome", title: "Desfecho", weight: 1),
    ]

    static func row(_ place: Int) -> Row {
        let outcomes: [(String, Tone)] = [
            ("sucesso", .good), ("sucesso", .good), ("sucesso", .good), ("perdida", .critical),
            ("tempo", .warning),
        ]
        let outcome = outcomes[place * 7 % 5]
        return Row([
            Cell(.text("20261122-\(String(1_000_123 + place).suffix(6))-\(place % 10)")),
            Cell(.moment(RenderingSamples.now - Int64(place) * 431_000)),
            Cell(.text(BoardSample.contacts[place % BoardSample.contacts.count])),
            Cell(.text(BoardSample.channels[place * 3 % 5])),
            Cell(
                .text(
                    place % 4 == 0
                        ? "Suporte Técnico → Cobrança" : BoardSample.teams[place * 2 % 5]
                )
            ),
            Cell(place % 11 == 0 ? .nothing : .text("Antônia Figueiredo")),
            Cell(.duration(Int64(place * 37 % 800) * 1_000)),
            Cell(.duration(Int64(place * 131 % 9_600) * 1_000)),
            Cell(.text(outcome.0), tone: outcome.1),
        ])
    }

    static func history(rows: Int) -> [Block] {
        var blocks: [Block] = [
            .tiles(BoardSample.tiles.prefix(6).map { $0 }),
            .heading(Heading("Sessões por dia", level: 2, anchor: "dias")),
            .chart(
                Chart(
                    title: "Recebidas e concluídas",
                    kind: .stackedBar,
                    categories: (1...22).map(String.init),
                    series: [
                        Series(
                            name: "Concluídas",
                            values: (0..<22).map { Double($0 * 37 % 90 + 30) },
                            tone: .good
                        ),
                        Series(
                            name: "Perdidas",
                            values: (0..<22).map { Double($0 * 17 % 23) },
                            tone: .critical
                        ),
                    ],
                    height: 170
                )
            ),
            .heading(Heading("Sessões", level: 2, anchor: "sessoes")),
            .tableStart(Table(columns: columns, emptyText: "Nenhuma sessão no período.")),
        ]
        blocks += (0..<rows).map { .row(row($0)) }
        if rows > 0 {
            blocks.append(
                .row(
                    Row(
                        [Cell(.text("Total")), Cell(.nothing), Cell(.integer(Int64(rows)))],
                        kind: .total
                    )
                )
            )
        }
        blocks.append(.tableEnd)
        return blocks
    }

    static func entries(_ count: Int) -> [TranscriptEntry] {
        let texts = [
            "Bom dia! Meu pedido ainda não chegou, podem verificar? 😕",
            "Olá, Márcia! Aqui é a Tônia. Vou verificar agora mesmo, um instante, por favor.",
            "Obrigada! O número é 48-2231. A página https://exemplo.com.br/pedidos/48-2231?origem=whatsapp&ref=abcdef0123456789 dizia «entregue» 📦, mas ninguém recebeu nada aqui em casa.",
            "O entregador registrou a entrega ontem às 18h42 na portaria. Poderia confirmar com o porteiro? Se não estiver lá, abrimos a reclamação com a transportadora e enviamos outro sem custo.",
            "شكرا جزيلا 👍🏽",
            "👩‍💻❤️🇧🇷",
        ]
        return (0..<count).map { place in
            TranscriptEntry(
                side: place % 2 == 0 ? .contact : .ours,
                author: place % 2 == 0 ? "Márcia Araújo" : "Tônia",
                moment: RenderingSamples.now - Int64(count - place) * 3_600_000,
                text: texts[place % texts.count],
                status: place % 2 == 0
                    ? "" : place % 7 == 3 ? "não entregue: janela encerrada" : "lida",
                quote: place % 5 == 3 ? "O número é 48-2231." : "",
                tone: place % 14 == 3 ? .warning : .neutral
            )
        }
    }

    static func protocolReport(messages: Int = 40, picture: [UInt8] = []) -> [Block] {
        var blocks: [Block] = [
            .facts(
                Facts(
                    [
                        Fact("Contato", .text("Márcia Araújo")),
                        Fact("Canal", .text("💬 WhatsApp Vendas · +55 11 98888-1234")),
                        Fact("Início", .moment(RenderingSamples.now - 90_000_000)),
                        Fact("Encerramento", .moment(RenderingSamples.now)),
                        Fact("Equipe final", .text("Cobrança")),
                        Fact("Agente final", .text("Tônia")),
                        Fact("Espera", .duration(125_000)),
                        Fact("Atendimento", .duration(3_845_000)),
                        Fact("Desfecho", .text("sucesso"), tone: .good),
                        Fact("Avaliação", .text("★★★★★ 5 de 5")),
                        Fact("Classificação", .text("Entrega → Atraso")),
                        Fact("Etiquetas", .text("vip, entrega")),
                    ],
                    columns: 4
                )
            ),
            .heading(Heading("Trechos", level: 2, anchor: "trechos")),
            .tableStart(
                Table(
                    columns: [
                        Column(id: "started", title: "Início"), Column(id: "phase", title: "Fase"),
                        Column(id: "team", title: "Equipe"), Column(id: "agent", title: "Agente"),
                        Column(id: "cause", title: "Causa"),
                        Column(id: "duration", title: "Duração", alignment: .end),
                    ],
                    zebra: false
                )
            ),
        ]
        for (phase, team, agent, cause) in [
            ("navegando", "", "", "nova"), ("em espera", "Suporte Técnico", "", "fluxo"),
            ("em espera", "Cobrança", "", "transbordo por espera"),
            ("em atendimento", "Cobrança", "Tônia", "atendida"),
        ] {
            blocks.append(
                .row(
                    Row([
                        Cell(.moment(RenderingSamples.now - 80_000_000)), Cell(.text(phase)),
                        Cell(.text(team)), Cell(.text(agent)), Cell(.text(cause)),
                        Cell(.duration(754_000)),
                    ])
                )
            )
        }
        blocks += [
            .tableEnd,
            .paragraph(
                Paragraph([
                    Run("A conversa completa está "), Run("logo abaixo", link: "#conversa"),
                    Run("; a política de privacidade em "),
                    Run("exemplo.com.br", bold: true, link: "https://exemplo.com.br/privacidade"),
                    Run(". Código: "), Run("7f3a-99c1", monospaced: true), Run("."),
                ])
            ),
            .heading(Heading("Conversa", level: 2, anchor: "conversa")),
            .transcriptStart(Transcript(emptyText: "Nenhuma mensagem.")),
            .entry(
                TranscriptEntry(
                    side: .system,
                    moment: RenderingSamples.now - 150_000_000,
                    text: "Sessão iniciada pelo contato"
                )
            ),
        ]
        blocks += entries(messages).map { .entry($0) }
        blocks += [
            .entry(
                TranscriptEntry(
                    side: .contact,
                    author: "Márcia Araújo",
                    moment: RenderingSamples.now - 60_000,
                    text: "Segue a foto da portaria.",
                    attachments: [
                        .init(
                            name: "portaria.jpg",
                            detail: "image/jpeg · 84,2 kB · sha256 9f86d081884c7d65",
                            thumbnail: picture
                        )
                    ]
                )
            ),
            .entry(
                TranscriptEntry(
                    side: .system,
                    author: "Tônia",
                    moment: RenderingSamples.now,
                    text: "Encerrou a sessão: Entrega → Atraso",
                    tone: .good
                )
            ),
            .transcriptEnd,
        ]
        return blocks
    }
}
