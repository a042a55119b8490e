/// Is what a contact writes about, as the lines that both sides say.
struct Topic: Sendable {
    /// Says who says a line.
    enum Side: Sendable {
        case contact
        case agent
    }

    /// Is a line, in several wordings.
    struct Line: Sendable {
        var side: Side
        var wordings: [String]
    }

    /// The team that it is for.
    var team: String

    /// The label that agents put on it; empty for none.
    var tag: String

    /// What is said, first to last.
    var lines: [Line]

    /// The first words of the contact.
    var opening: Line { lines[0] }

    init(team: String, tag: String = "", _ lines: [Line]) {
        self.team = team
        self.tag = tag
        self.lines = lines
    }

    /// Writes one wording of a line with its gaps filled in.
    static func write(
        _ line: Line,
        contact: String,
        agent: String,
        greeting: String,
        using generator: inout SeededGenerator
    ) -> String {
        let first = contact.split(separator: " ").first.map(String.init) ?? contact
        var text = generator.pick(line.wordings)
        let gaps: [(String, String)] = [
            ("{contato}", first),
            ("{agente}", agent),
            ("{saudacao}", greeting),
            ("{pedido}", String(generator.number(410_000...489_999))),
            ("{valor}", "R$ \(generator.number(39...890)),\(generator.pick(["00", "50", "90"]))"),
            ("{dia}", String(generator.number(1...28)) + "/" + generator.pick(["10", "11", "12"])),
            ("{produto}", generator.pick(products)),
            ("{cidade}", generator.pick(cities)),
            ("{cep}", "0\(generator.number(1_000...9_999))-\(generator.number(100...999))"),
        ]
        for (gap, value) in gaps where text.contains(gap) {
            text = text.split(separator: gap, omittingEmptySubsequences: false)
                .joined(separator: value)
        }
        return text
    }

    private static let products = [
        "cafeteira", "ventilador de teto", "jogo de panelas", "escrivaninha", "luminária",
        "aspirador", "tapete da sala", "fritadeira elétrica", "cadeira de escritório",
        "estante de livros", "purificador de água", "liquidificador",
    ]

    private static let cities = [
        "Campinas", "Recife", "Curitiba", "Niterói", "Goiânia", "Fortaleza", "Joinville",
        "São José dos Campos", "Belo Horizonte", "Vitória",
    ]
}

extension Topic.Line {
    /// What the contact says.
    static func contact(_ wordings: String...) -> Topic.Line {
        Topic.Line(side: .contact, wordings: wordings)
    }

    /// What the agent says.
    static func agent(_ wordings: String...) -> Topic.Line {
        Topic.Line(side: .agent, wordings: wordings)
    }
}
