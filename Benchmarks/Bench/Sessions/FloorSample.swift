import Engine

/// Is a company with one team, one agent and one channel, and the contacts who write to it.
enum FloorSample {
    static let team = Team(id: ID(1), slug: "vendas", name: "Vendas")
    static let agent = Agent(id: ID(2), email: "ana@example.com", name: "Ana", teams: [team.id])
    static let channel = Channel(
        id: ID(3),
        slug: "whatsapp",
        name: "WhatsApp",
        plugin: "whatsapp",
        account: "100",
        team: team.id,
        capabilities: ChannelCapabilities(
            windowSeconds: 86_400,
            resume: .template,
            maximumText: 4_096,
            hasTemplates: true
        )
    )

    /// The company's floor with nobody waiting.
    static var floor: Floor {
        Floor(
            company: Company(name: "Companhia Exemplo"),
            teams: [team],
            agents: [agent],
            channels: [channel],
            lastID: 100
        )
    }

    /// The phone of a contact.
    static func phone(_ contact: Int) -> String { "55119\(10_000_000 + contact)" }

    /// A message from a contact; the key says which one.
    static func message(from contact: Int, key: String, at now: Timestamp) -> Inbound {
        Inbound(
            channel: channel.id,
            dedupeKey: key,
            sentAt: now,
            identities: [ContactIdentity(kind: .phone, value: phone(contact))],
            profileName: "Conceição Araújo",
            address: phone(contact),
            providerID: key,
            signal: .message(
                Content(kind: .text, text: "Bom dia! Gostaria de saber do meu pedido \(key).")
            )
        )
    }
}
