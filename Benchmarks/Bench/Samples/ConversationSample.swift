import Paper
import Rendering

/// Makes conversations as the protocol report writes them: facts, then bubbles.
enum ConversationSample {
    /// The document.
    static let info = DocumentInfo(
        title: "Conversas",
        author: "Companhia Exemplo S.A.",
        dataAsOf: HouseSample.now
    )

    /// Puts conversations into a spool.
    static func spool(conversations: Int, messages: Int) throws -> SpooledDocument {
        let spool = Spool()
        for conversation in 0..<conversations {
            try spool.emit(.heading(Heading("Protocolo 20261122-\(100_000 + conversation)")))
            try spool.emit(.facts(facts(conversation)))
            try spool.emit(.transcriptStart(Transcript()))
            for message in 0..<messages {
                try spool.emit(.entry(entry(conversation, message)))
            }
            try spool.emit(.transcriptEnd)
        }
        return try spool.finish()
    }

    private static func facts(_ place: Int) -> Facts {
        Facts(
            [
                Fact("Contato", .text(HouseSample.people[place % 6])),
                Fact("Canal", .text(HouseSample.channels[place % 2])),
                Fact("Equipe", .text(HouseSample.teams[place % 4])),
                Fact("Início", .moment(HouseSample.now - Int64(place) * 600_000)),
                Fact("Espera", .duration(Int64(place % 17) * 61_000)),
                Fact("Desfecho", .text(place % 9 == 0 ? "perdida" : "sucesso"), tone: .good),
            ],
            columns: 3
        )
    }

    private static let texts = [
        "Bom dia! Meu pedido ainda não chegou, podem verificar?",
        "Olá! Vou verificar agora mesmo, um instante, por favor.",
        "Obrigada! O número é 48-2231 e o rastreio diz «entregue» 📦.",
        "O entregador registrou a entrega ontem às 18h42 na portaria. Poderia confirmar com o "
            + "porteiro? Se não estiver lá, abrimos a reclamação com a transportadora.",
    ]

    private static func entry(_ conversation: Int, _ place: Int) -> TranscriptEntry {
        TranscriptEntry(
            side: place % 2 == 0 ? .contact : .ours,
            author: HouseSample.people[(conversation + place % 2) % 6],
            moment: HouseSample.now + Int64(conversation * 3_600 + place * 45) * 1_000,
            text: texts[(conversation + place) % texts.count],
            status: place % 2 == 0 ? "" : "lida"
        )
    }
}
