internal import Engine
internal import Foundation
internal import TestSupport

/// Plays commands on a floor, step by step, with books in memory and a clock that a test moves.
///
/// The zone is UTC and the ids are the same in every run.
struct Scene {
    var company = SampleCompany()
    var books: MemoryBooks

    /// The floor that rules see: that of the books, and what is never written down.
    private(set) var floor: Floor

    var now = Timestamp(seconds: 1_795_348_800)
    private var ids = IDMint(after: 1_000)
    private var count = 0

    /// Begins with the sample company, or with one that a test changed.
    init(_ change: (inout SampleCompany) -> Void = { _ in }) {
        var company = SampleCompany()
        change(&company)
        self.company = company
        books = MemoryBooks(floor: company.floor)
        floor = books.floor
    }

    mutating func advance(_ seconds: Int64) {
        now = now.adding(seconds: seconds)
    }

    /// Decides a command and writes what follows.
    @discardableResult
    mutating func play(_ command: Command, by actor: Actor) throws(Refusal) -> [Event] {
        let facts = books.floor.question(for: command).map(books.facts) ?? Facts()
        var moment = Moment(now: now, zone: .gmt, ids: ids)
        var floor = self.floor
        var done: [Event] = []
        let outcome = floor.carryOut(command, by: actor, facts: facts, at: &moment) {
            events,
            actor in
            _ = books.append(events, at: now, by: actor)
            done += events
        }
        ids = moment.ids
        self.floor = floor
        try outcome.get()
        return done
    }

    @discardableResult
    mutating func play(_ command: Command, by agent: Agent) throws(Refusal) -> [Event] {
        try play(command, by: .agent(agent.id))
    }

    /// Begins the server again: what was never written down is gone.
    mutating func restart() {
        floor = books.floor
    }

    /// Lets time pass with a tick every so many seconds, and gives what happened.
    @discardableResult
    mutating func pass(_ seconds: Int64, tickingEvery step: Int64 = 10) throws -> [Event] {
        var done: [Event] = []
        var left = seconds
        while left > 0 {
            advance(min(step, left))
            left -= step
            done += try play(.tick, by: .system)
        }
        return done
    }

    /// Says why a command is refused; `nil` when it is not.
    mutating func refusal(_ command: Command, by actor: Actor) -> Refusal? {
        do {
            try play(command, by: actor)
            return nil
        } catch {
            return error
        }
    }

    mutating func refusal(_ command: Command, by agent: Agent) -> Refusal? {
        refusal(command, by: .agent(agent.id))
    }

    /// An event of a contact, each with a key of its own.
    mutating func inbound(
        _ signal: Inbound.Signal = .message(Content(kind: .text, text: "Oi")),
        from phone: String = "5511999990000",
        named name: String = "",
        about providerID: String? = nil,
        on channel: Channel? = nil
    ) -> Inbound {
        count += 1
        return Inbound(
            channel: (channel ?? company.whatsapp).id,
            dedupeKey: "event-\(count)",
            sentAt: now,
            identities: [ContactIdentity(kind: .phone, value: phone)],
            profileName: name,
            address: phone,
            providerID: providerID ?? "in-\(count)",
            signal: signal
        )
    }

    /// Lets a contact write and gives the session.
    mutating func write(
        _ text: String = "Oi",
        from phone: String = "5511999990000",
        on channel: Channel? = nil
    ) throws -> Session {
        let signal = Inbound.Signal.message(Content(kind: .text, text: text))
        try play(.receive(inbound(signal, from: phone, on: channel)), by: .contact)
        let place = Address(channel: (channel ?? company.whatsapp).id, value: phone)
        return try session(floor.sessionByAddress[place])
    }

    /// Lets a contact write and an agent take the session.
    mutating func serve(
        by agent: Agent? = nil,
        from phone: String = "5511999990000",
        on channel: Channel? = nil
    ) throws -> Session {
        let session = try write(from: phone, on: channel)
        try play(.start(session.id), by: agent ?? company.ana)
        return try self.session(session.id)
    }

    /// Lets an agent write and gives the message.
    mutating func say(_ text: String, in session: Session, by agent: Agent? = nil) throws -> ID<
        Message
    > {
        let content = Content(kind: .text, text: text)
        let events = try play(.send(session.id, content), by: agent ?? company.ana)
        return try added(events).id
    }

    /// Hands a message over and tells how that ended.
    mutating func deliver(_ message: ID<Message>, _ outcome: SendOutcome) throws(Refusal) {
        try play(.beginSending(message), by: .system)
        try play(.finishSending(message, outcome), by: .system)
    }

    /// An open session as it is now.
    func session(_ id: ID<Session>?) throws -> Session {
        guard let session = id.flatMap({ floor.sessions[$0] }) else { throw Missing() }
        return session
    }

    /// A message as it is now.
    func stored(_ id: ID<Message>) throws -> StoredMessage {
        guard let message = books.messages[id] else { throw Missing() }
        return message
    }

    /// The message that was added.
    func added(_ events: [Event]) throws -> Message {
        for case .messageAdded(let message, _) in events { return message }
        throw Missing()
    }

    /// Says that something a test counts on is not there.
    struct Missing: Error {}

    /// What a provider says against a message.
    static let trouble = DeliveryError(code: "131000", text: "Something went wrong")
}

extension Scene {
    /// The command that begins a conversation with a contact, by default with a free text.
    func beginning(
        with contact: ID<Contact>,
        at address: String = "5511999990000",
        _ content: Content = Content(kind: .text, text: "Olá")
    ) -> Command {
        .begin(
            channel: company.whatsapp.id,
            contact: contact,
            address: address,
            team: company.sales.id,
            content
        )
    }

    /// The use of the sample company's template.
    func template(
        _ name: String = "saudacao",
        _ parameters: [String] = ["Maria"]
    ) -> Content {
        var content = Content(kind: .template)
        content.template = Content.TemplateUse(
            name: name,
            language: "pt_BR",
            parameters: parameters
        )
        return content
    }
}
