internal import Engine
internal import Store

/// Writes the company and its past on a thread of its own.
actor Scribe {
    /// Is what was written, by id.
    struct Written: Sendable {
        /// The people who can log in.
        var logins: [ID<Agent>]
        /// The WhatsApp channel.
        var whatsApp: ID<Channel>
        /// The channel of the chat page.
        var webChat: ID<Channel>
    }

    private let executor = QueueExecutor(label: "conecta.demo.scribe")
    private let company: DemoCompany
    private let seed: UInt64

    init(company: DemoCompany, seed: UInt64) {
        self.company = company
        self.seed = seed
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Writes everything up to a moment.
    func write(to folder: DataFolder, at now: Timestamp) throws -> Written {
        let writer = PastWriter(
            company: company,
            ledger: try Ledger(journal: folder.journal(), zone: DemoCompany.zone),
            seed: seed
        )
        let beginning = now.adding(seconds: -Int64(writer.days + 2) * 86_400)
        try Founding(company: company, ledger: writer.ledger, now: beginning).write()
        try writer.write(until: now)
        let floor = writer.ledger.floor
        guard let whatsApp = floor.channel(slug: company.whatsApp.slug)?.id,
            let webChat = floor.channel(slug: company.webChat.slug)?.id
        else { throw Refusal.notFound(.channel) }
        return Written(
            logins: company.staff.filter(\.hasLogin).compactMap {
                floor.agent(email: $0.email)?.id
            },
            whatsApp: whatsApp,
            webChat: webChat
        )
    }
}
