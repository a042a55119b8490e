public import Engine
internal import Foundation
public import Logging
public import ServiceLifecycle

/// Makes the demo live: contacts write, the provider delivers, colleagues serve.
///
/// Everything it does goes through the server's open doors: webhooks with real signatures, the
/// visitors' endpoints of the web chat, and the API. It begins when the server answers, goes on
/// over its restarts, and ends at once when it is told to.
public struct DemoLife: Service, CustomStringConvertible {
    /// Says where the life takes place, who takes part and how busy it is.
    public struct Settings: Sendable {
        /// The server's address without a slash at its end, such as `http://127.0.0.1:8080`.
        public var server: String

        /// The account of the WhatsApp channel.
        public var whatsApp: WhatsAppAccount

        /// The slug of the web chat's channel.
        public var chat: String

        /// The agents who work by themselves; the person who tries the demo is not among them.
        public var colleagues: [Colleague]

        /// The people who write; when empty they are made up from the seed.
        public var contacts: [DemoContact]

        /// Decides all that is left to chance.
        public var seed: UInt64

        /// How many messages a minute the contacts write, about; 0 lets them only answer.
        public var pace: Double

        /// The port of the stand-in; 0 takes a free one.
        public var standInPort: Int

        /// When people last wrote, by telephone: the windows that were open before this start.
        public var lastInbound: [String: Timestamp]

        /// Creates settings.
        public init(
            server: String,
            whatsApp: WhatsAppAccount,
            chat: String = "webchat-demo",
            colleagues: [Colleague] = [],
            contacts: [DemoContact] = [],
            seed: UInt64 = 1,
            pace: Double = 10,
            standInPort: Int = 0,
            lastInbound: [String: Timestamp] = [:]
        ) {
            self.server = server
            self.whatsApp = whatsApp
            self.chat = chat
            self.colleagues = colleagues
            self.contacts = contacts
            self.seed = seed
            self.pace = pace
            self.standInPort = standInPort
            self.lastInbound = lastInbound
        }
    }

    private let settings: Settings
    private let clock: any LifeClock
    private let logger: Logger

    /// The provider's stand-in.
    public let standIn: WhatsAppStandIn

    /// One line for logs, without the secrets of the settings.
    public var description: String { "DemoLife at \(settings.server), seed \(settings.seed)" }

    /// Creates the life; nothing begins yet.
    public init(_ settings: Settings, clock: any LifeClock = RealClock(), logger: Logger) {
        self.settings = settings
        self.clock = clock
        self.logger = logger
        standIn = WhatsAppStandIn(
            settings.whatsApp,
            server: settings.server,
            seed: settings.seed,
            lastInbound: settings.lastInbound,
            clock: clock,
            logger: logger
        )
    }

    /// Starts the provider's stand-in and tells its address, the channel's `apiBase`.
    ///
    /// The rest begins with `run()`.
    ///
    /// - Throws: When the port cannot be had.
    public func start() async throws -> String {
        let port = try await standIn.start(port: settings.standInPort)
        return "http://127.0.0.1:\(port)"
    }

    /// Lives until graceful shutdown or cancellation.
    ///
    /// - Throws: When the stand-in's port cannot be had.
    public func run() async throws {
        _ = try await start()
        let client = NetworkClient()
        await cancelWhenGracefulShutdown {
            await live(through: client)
        }
        await standIn.stop()
        await client.shutdown()
    }

    private func live(through client: any WebClient) async {
        guard await findServer(through: client) else { return }
        logger.info(
            "the demo lives",
            metadata: [
                "pace": "\(settings.pace)", "colleagues": "\(settings.colleagues.count)",
            ]
        )
        await withDiscardingTaskGroup { group in
            group.addTask { await standIn.run(through: client) }
            group.addTask { await contacts.run(through: client) }
            for (index, colleague) in settings.colleagues.enumerated() {
                let agent = SimulatedAgent(
                    colleague: colleague,
                    server: settings.server,
                    seed: settings.seed &+ UInt64(index + 1) &* 0xA6E7,
                    clock: clock,
                    logger: logger
                )
                group.addTask { await agent.run(through: client) }
            }
        }
    }

    private var contacts: SimulatedContacts {
        var people = settings.contacts
        if people.isEmpty {
            var generator = SeededGenerator(seed: settings.seed)
            people = Casting(count: 420, using: &generator).people
                .map { DemoContact(name: $0.name, phone: $0.phone) }
        }
        let now = clock.now.milliseconds
        var world = world(of: people, seed: settings.seed, at: now)
        if world.strangers.contains(where: { settings.lastInbound[$0.phone] != nil }) {
            // They wrote all this before the last stop: what comes now is new.
            world = self.world(
                of: people,
                seed: settings.seed ^ UInt64(truncatingIfNeeded: now),
                at: now
            )
        }
        return SimulatedContacts(
            world,
            standIn: standIn,
            chat: "\(settings.server)/chat/\(settings.chat)",
            clock: clock,
            logger: logger
        )
    }

    private func world(of people: [DemoContact], seed: UInt64, at now: Int64) -> ContactWorld {
        ContactWorld(
            people: people,
            seed: seed,
            pace: settings.pace,
            at: now,
            greeting: DayGreeting.words
        )
    }

    /// Waits until the server is ready; false when the task was cancelled before.
    private func findServer(through client: any WebClient) async -> Bool {
        while !Task.isCancelled {
            let answer = try? await client.send(WebRequest("GET", "\(settings.server)/readyz"))
            if answer?.isSuccess == true { return true }
            guard (try? await clock.sleep(milliseconds: 500)) != nil else { return false }
        }
        return false
    }
}
