internal import Engine
internal import Mail
internal import Paper
internal import Store

/// Sends mails through the server that an administrator set.
public struct MailDesk: Sendable {
    private let settings: ServiceSettings
    private let carrier: MailCarrier
    private let switchboard: Switchboard
    private let words: Catalogue
    private let clock: WallClock

    init(
        settings: ServiceSettings,
        carrier: MailCarrier,
        switchboard: Switchboard,
        words: Catalogue,
        clock: WallClock
    ) {
        self.settings = settings
        self.carrier = carrier
        self.switchboard = switchboard
        self.words = words
        self.clock = clock
    }

    /// What is set, without the password, which is never shown; `nil` when nothing is.
    public func current() async throws -> MailSettings? {
        try await settings.value(MailSettings.name)
    }

    /// Whether a password is set.
    public func hasPassword() async throws -> Bool {
        try await !settings.secret(MailSettings.name).isEmpty
    }

    /// Sets the server; without a password the one there is stays, an empty one takes it away.
    ///
    /// A password is for one server: with another host it has to be given again.
    ///
    /// - Throws: `InvalidField` with nothing changed.
    public func set(_ new: MailSettings, password: String?) async throws {
        let before = try await current()
        var password = password
        if let before, before.host != new.host, password == nil { password = "" }
        let hasPassword: Bool
        if let password {
            hasPassword = !password.isEmpty
        } else {
            hasPassword = try await self.hasPassword()
        }
        try new.check(hasPassword: hasPassword)
        if let password, password.utf8.count > 1_024 || password.utf8.contains(where: { $0 < 32 }) {
            throw InvalidField("password", .mailPassword)
        }
        try await settings.set(MailSettings.name, new, secret: password)
    }

    /// Forgets the server and its password: nothing is sent any more.
    public func remove() async throws {
        try await settings.remove(MailSettings.name)
    }

    /// Sends a mail that says nothing but that it arrived, and gives what the server answered.
    ///
    /// - Throws: `InvalidField` when the address is none, or no server is set.
    public func test(to address: String, in language: String) async throws -> MailTest {
        guard let to = MailAddress(address) else {
            throw InvalidField("to", .testAddress)
        }
        guard let current = try await current() else {
            throw InvalidField("host", .noMailServer)
        }
        let tongue = Language(tag: language) ?? .portuguese
        let company = await switchboard.read { $0.company.name }
        let now = clock.now()
        let outcome = try await send(
            subject: words.text("mail.test.subject", in: tongue, ["company": company]),
            text: words.text("mail.test.text", in: tongue, ["company": company]) + "\n",
            to: to,
            language: tongue.rawValue,
            messageID: Self.messageID("test.\(now.milliseconds)", current),
            at: now,
            attachments: []
        )
        return MailTest(outcome)
    }

    /// Sends a mail.
    func send(
        subject: String,
        text: String,
        to: MailAddress,
        language: String,
        messageID: String,
        at now: Timestamp,
        attachments: [Letter.Attachment]
    ) async throws -> MailOutcome {
        guard let current = try await current(), let from = await sender(current) else {
            return .notSent("no mail server is set")
        }
        let letter = Letter(
            from: from,
            to: to,
            subject: subject,
            text: text,
            language: language,
            messageID: messageID,
            date: now.milliseconds / 1_000,
            attachments: attachments
        )
        let password = try await settings.secret(MailSettings.name)
        return await carrier.carry(letter, to: current.server(password))
    }

    /// Makes an id that no other mail has: what it is for, and chance, at our domain.
    static func messageID(_ subject: String, _ settings: MailSettings?) -> String {
        let domain = settings.flatMap { MailAddress($0.fromAddress)?.domain } ?? "conecta.invalid"
        var source = SystemRandomNumberGenerator()
        let chance = UInt64.random(in: .min ... .max, using: &source)
        return "\(subject).\(String(chance, radix: 36))@\(domain)"
    }

    private func sender(_ settings: MailSettings) async -> MailAddress? {
        let company = await switchboard.read { $0.company.name }
        let name = settings.fromName.isEmpty ? company : settings.fromName
        return MailAddress(settings.fromAddress, name: name)
    }
}

/// Is what became of a test of the mail server.
public struct MailTest: Sendable, Hashable, Codable {
    /// Whether the server took the mail.
    public var isAccepted: Bool

    /// The status that it answered; `nil` when there was none.
    public var status: Int?

    /// What the server said, or what kept it from being asked.
    public var answer: String

    init(_ outcome: MailOutcome) {
        switch outcome {
        case .accepted(let words): (isAccepted, status, answer) = (true, 250, words)
        case .refused(let code, let words, _): (isAccepted, status, answer) = (false, code, words)
        case .notSent(let reason), .unknown(let reason):
            (isAccepted, status, answer) = (false, nil, reason)
        }
    }
}
