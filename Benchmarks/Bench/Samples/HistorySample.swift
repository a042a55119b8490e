import Paper
import Rendering

/// Makes the history report that the reference in C draws too: 13 columns and the same rows.
enum HistorySample {
    /// The document.
    static let info = DocumentInfo(
        title: "Histórico de atendimentos",
        author: "Companhia Exemplo S.A.",
        dataAsOf: HouseSample.now,
        page: .landscape
    )

    /// Puts the report's blocks into a spool.
    static func spool(rows: Int) throws -> SpooledDocument {
        let spool = Spool()
        try spool.emit(.tableStart(Table(columns: columns)))
        for place in 0..<rows { try spool.emit(.row(row(place))) }
        try spool.emit(.tableEnd)
        return try spool.finish()
    }

    private static let columns = [
        Column(id: "protocol", title: "Protocolo", weight: 2.3),
        Column(id: "started", title: "Início", weight: 1.9),
        Column(id: "closed", title: "Fim", weight: 1.9),
        Column(id: "contact", title: "Contato", weight: 2.3),
        Column(id: "channel", title: "Canal", weight: 1.7),
        Column(id: "team", title: "Equipe", weight: 1.6),
        Column(id: "agent", title: "Agente", weight: 1.6),
        Column(id: "wait", title: "Espera", weight: 1.1, alignment: .end),
        Column(id: "handle", title: "Atend.", weight: 1.1, alignment: .end),
        Column(id: "first_response", title: "1ª resp.", weight: 1.1, alignment: .end),
        Column(id: "messages_in", title: "Receb.", weight: 0.9, alignment: .end),
        Column(id: "messages_out", title: "Env.", weight: 0.9, alignment: .end),
        Column(id: "outcome", title: "Resultado", weight: 1.2),
    ]

    private static func row(_ place: Int) -> Row {
        let started = HouseSample.now - Int64(place % 40_320) * 60_000
        let sequence = String(1_000_000 + place % 1_000_000).suffix(6)
        return Row([
            Cell(.text("202611\(10 + place % 20)-\(sequence)-\(place % 10)")),
            Cell(.moment(started)),
            Cell(.moment(started + Int64(place * 7 % 60) * 60_000)),
            Cell(.text(HouseSample.people[place % 6])),
            Cell(.text(HouseSample.channels[place % 2])),
            Cell(.text(HouseSample.teams[place % 4])),
            Cell(.text(HouseSample.people[place * 5 % 6])),
            Cell(.duration(Int64(place % 17 * 60 + place % 60) * 1_000)),
            Cell(.duration(Int64(place % 41 * 60 + place * 3 % 60) * 1_000)),
            Cell(.duration(Int64(place % 11 * 60 + place * 7 % 60) * 1_000)),
            Cell(.integer(Int64(place % 23))),
            Cell(.integer(Int64(place % 19))),
            Cell(.text(place % 9 == 0 ? "perdida" : "sucesso")),
        ])
    }
}
