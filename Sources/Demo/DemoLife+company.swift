public import Engine

extension DemoLife.Settings {
    /// Makes the settings for the demo's company, as `DemoFolder` writes it with the same seed.
    ///
    /// - Parameters:
    ///   - server: The server's address without a slash at its end.
    ///   - seed: The seed of the company.
    ///   - pace: How many messages a minute the contacts write, about.
    ///   - tokens: Tokens of the API by address, for agents who cannot log in.
    ///   - standInPort: The port of the stand-in; 0 takes a free one.
    ///   - lastInbound: When people last wrote, by telephone.
    public init(
        companyAt server: String,
        seed: UInt64,
        pace: Double,
        tokens: [String: String],
        standInPort: Int = 0,
        lastInbound: [String: Timestamp] = [:]
    ) {
        let company = DemoCompany(seed: seed)
        self.init(
            server: server,
            whatsApp: WhatsAppAccount(
                channel: company.whatsApp.slug,
                phoneNumberId: company.whatsApp.account,
                businessAccountId: DemoCompany.businessAccount,
                templates: company.templates.map(\.atProvider)
            ),
            chat: company.webChat.slug,
            colleagues: company.staff.filter(\.isSimulated).compactMap { person in
                if let token = tokens[person.email] {
                    return Colleague(email: person.email, proof: .token(token))
                }
                guard person.hasLogin else { return nil }
                return Colleague(email: person.email, proof: .password(DemoCompany.password))
            },
            contacts: company.people.map { DemoContact(name: $0.name, phone: $0.phone) },
            seed: seed,
            pace: pace,
            standInPort: standInPort,
            lastInbound: lastInbound
        )
    }

    /// The addresses of the agents who work by themselves.
    public static func colleagues(seed: UInt64) -> [String] {
        DemoCompany(seed: seed).staff.filter(\.isSimulated).map(\.email)
    }
}
