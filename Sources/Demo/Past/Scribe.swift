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

    /// How many pictures contacts send, each of them often.
    private static let pictures = 3

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Writes everything up to a moment.
    func write(to folder: DataFolder, at now: Timestamp) async throws -> Written {
        var pictures: [Attachment] = []
        for number in 0..<Self.pictures {
            let file = try await folder.media.store(DemoPicture(UInt64(number) * 0x10_0343).png)
            pictures.append(
                Attachment(
                    mediaType: "image/png",
                    name: "foto-\(number + 1).png",
                    hash: file.hash,
                    size: file.size
                )
            )
        }
        let writer = PastWriter(
            company: company,
            ledger: try Ledger(journal: folder.journal(), zone: DemoCompany.zone),
            seed: seed,
            pictures: pictures
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
