public import Engine
internal import Foundation
public import Logging

/// Stands in for the WhatsApp Cloud API, on loopback alone.
///
/// It takes what our server sends and judges it by the provider's rules, tells by signed webhooks
/// what became of it, keeps files, and brings what contacts write. What was sent stays to be looked at.
public actor WhatsAppStandIn {
    /// The account that it knows.
    public nonisolated let account: WhatsAppAccount

    /// How long a contact may be written to after their last message, in seconds.
    static let windowSeconds: Int64 = 24 * 3_600

    private static let capacity = 2_000

    nonisolated let clock: any LifeClock
    nonisolated let logger: Logger
    nonisolated let courier: WebhookCourier
    private let server: String
    private let envelope: Envelope
    private let rules: MessageRules
    private let startedAt: Timestamp
    private var generator: SeededGenerator
    private var lastInbound: [String: Timestamp]
    private var shelf: MediaShelf
    private var taken: [SentMessage] = []
    private var marks: [String] = []
    private var followers: [Int: AsyncStream<SentMessage>.Continuation] = [:]
    private var count = 0
    private var port: LoopbackPort?

    /// Creates the stand-in; it opens no port yet.
    ///
    /// - Parameters:
    ///   - account: The only account that it knows.
    ///   - server: The address of our server, without a slash at its end.
    ///   - seed: Decides delays and failures.
    ///   - lastInbound: When people last wrote, by telephone.
    ///   - clock: Tells the time.
    ///   - logger: Takes what an operator should know.
    public init(
        _ account: WhatsAppAccount,
        server: String,
        seed: UInt64 = 1,
        lastInbound: [String: Timestamp] = [:],
        clock: any LifeClock = RealClock(),
        logger: Logger
    ) {
        self.account = account
        self.server = server
        self.lastInbound = lastInbound
        self.clock = clock
        self.logger = logger
        envelope = Envelope(account: account)
        rules = MessageRules(account: account)
        startedAt = clock.now
        generator = SeededGenerator(seed: seed &+ 0x5741)
        shelf = MediaShelf(secret: account.appSecret)
        courier = WebhookCourier(
            url: "\(server)/hooks/\(account.channel)",
            secret: account.appSecret,
            seed: seed &+ 0x434F,
            clock: clock,
            logger: logger
        )
    }

    /// Opens the port and tells which it is; a second call tells the same.
    ///
    /// - Throws: When the port cannot be had.
    public func start(port wanted: Int = 0) async throws -> Int {
        if let port { return port.number }
        let opened = try await LoopbackPort.open(wanted, serving: self)
        port = opened
        return opened.number
    }

    /// Closes the port.
    public func stop() async {
        let closing = port
        port = nil
        for follower in followers.values { follower.finish() }
        followers = [:]
        await closing?.close()
    }

    /// What our server sent, oldest first; the latest 2,000.
    public var sent: [SentMessage] { taken }

    /// The ids of the contacts' messages that our server marked as read.
    public var readMarks: [String] { marks }

    /// Tells of every message that our server sends from now on.
    func follow() -> AsyncStream<SentMessage> {
        let (stream, continuation) = AsyncStream<SentMessage>.makeStream()
        count += 1
        let number = count
        followers[number] = continuation
        continuation.onTermination = { _ in Task { await self.forget(follower: number) } }
        return stream
    }

    private func forget(follower number: Int) {
        followers[number] = nil
    }

    // MARK: What our server asks

    /// Takes a message, or a mark that one of a contact was read.
    ///
    /// - Throws: `GraphError`, which is the answer.
    func post(_ body: JSON) throws(GraphError) -> JSON {
        if body["status"].string == "read" {
            guard let id = body["message_id"].string, id.hasPrefix("wamid.") else {
                throw .parameter("The parameter message_id is required.")
            }
            marks.append(id)
            if marks.count > Self.capacity { marks.removeFirst() }
            return ["success": true]
        }
        let shelf = shelf
        let reading = try rules.read(body) { shelf[$0] != nil }
        let now = clock.now
        let windowEndsAt = lastInbound[reading.to]?.adding(seconds: Self.windowSeconds)
        if reading.template.isEmpty, windowEndsAt.map({ $0 <= now }) ?? true {
            throw .windowOver
        }
        let message = SentMessage(
            id: nextID(for: reading.to),
            to: reading.to,
            type: reading.type,
            text: reading.text,
            options: reading.options,
            template: reading.template,
            at: now,
            fate: Fate(using: &generator)
        )
        taken.append(message)
        if taken.count > Self.capacity { taken.removeFirst() }
        tellFate(of: message, windowEndsAt: windowEndsAt)
        for follower in followers.values { follower.yield(message) }
        return answer(to: message, input: body["to"].string ?? body["recipient"].string ?? "")
    }

    /// Keeps a file that our server wants to send, and tells its id.
    func keep(_ bytes: [UInt8], mediaType: String) -> MediaShelf.File {
        shelf.keep(bytes, mediaType: mediaType, at: clock.now)
    }

    /// Describes a file with an address that lives for minutes; `nil` when there is none.
    func describe(_ id: String) -> JSON? {
        guard let file = shelf[id], let port else { return nil }
        let query = shelf.query(for: id, at: clock.now)
        return [
            "messaging_product": "whatsapp", "id": .text(id), "mime_type": .text(file.mediaType),
            "sha256": .text(file.digest), "file_size": .number(Double(file.bytes.count)),
            "url": .text("http://127.0.0.1:\(port.number)/whatsapp_business/attachments/?\(query)"),
        ]
    }

    /// The file that an address leads to, while the address lives.
    func file(_ id: String, until end: Int64, hash: String) -> MediaShelf.File? {
        shelf.file(id, until: end, hash: hash, at: clock.now)
    }

    /// Forgets a file; false when there is none.
    func remove(_ id: String) -> Bool {
        shelf.remove(id)
    }

    // MARK: What contacts write

    /// Brings messages of a contact to our server, all in one webhook.
    ///
    /// Each content has `type` and what belongs to it; the rest is added here.
    @discardableResult
    func bring(_ contents: [JSON], from person: DemoContact, writtenAt: Timestamp) -> [String] {
        lastInbound[person.phone] = max(lastInbound[person.phone] ?? writtenAt, writtenAt)
        var ids: [String] = []
        let messages = contents.map { content -> JSON in
            guard case .object(var members) = content else { return content }
            let id = nextID(for: person.phone)
            ids.append(id)
            members["id"] = .text(id)
            members["from"] = .text(person.phone)
            members["timestamp"] = Envelope.seconds(writtenAt)
            return .object(members)
        }
        courier.post(envelope.messages(messages, from: person))
        return ids
    }

    /// Brings webhooks to our server until the task is cancelled, once the server has been found.
    func run(through client: any WebClient) async {
        guard await subscribe(through: client) else { return }
        await courier.run(through: client)
    }

    /// Waits for the server, and makes sure that it knows the handshake's token.
    private func subscribe(through client: any WebClient) async -> Bool {
        let challenge = Envelope.digest("\(startedAt.milliseconds)")
        let query =
            "hub.mode=subscribe&hub.challenge=\(challenge)&hub.verify_token=\(account.verifyToken)"
        let request = WebRequest("GET", "\(server)/hooks/\(account.channel)?\(query)")
        var tries = 0
        while !Task.isCancelled {
            if let answer = try? await client.send(request) {
                if answer.isSuccess, answer.body == Array(challenge.utf8) { return true }
                if tries % 20 == 10 {
                    logger.warning(
                        "the WhatsApp channel does not answer the provider's handshake",
                        metadata: [
                            "channel": "\(account.channel)", "status": "\(answer.status)",
                        ]
                    )
                }
            }
            tries += 1
            do {
                try await clock.sleep(milliseconds: min(3_000, 250 * Int64(tries)))
            } catch {
                return false
            }
        }
        return false
    }

    private func tellFate(of message: SentMessage, windowEndsAt: Timestamp?) {
        let fate = message.fate
        let steps: [(word: String, wait: Int64?)] = [
            ("sent", fate.sent), ("delivered", fate.delivered), ("read", fate.read),
            ("failed", fate.isFailure ? fate.sent + 900 : nil),
        ]
        for (word, wait) in steps {
            guard let wait else { continue }
            let moment = Timestamp(milliseconds: message.at.milliseconds + wait)
            let status = envelope.status(
                word,
                of: message,
                at: moment,
                windowEndsAt: windowEndsAt
            )
            courier.post(status, after: wait)
        }
    }

    private func answer(to message: SentMessage, input: String) -> JSON {
        var told: [String: JSON] = ["id": .text(message.id)]
        if !message.template.isEmpty { told["message_status"] = "accepted" }
        return [
            "messaging_product": "whatsapp",
            "contacts": [["input": .text(input), "wa_id": .text(message.to)]],
            "messages": [.object(told)],
        ]
    }

    /// Makes an id that no other start of the stand-in makes.
    private func nextID(for address: String) -> String {
        count += 1
        let name = Data("\(address)/\(startedAt.milliseconds)/\(count)".utf8)
        return "wamid." + name.base64EncodedString()
    }
}
