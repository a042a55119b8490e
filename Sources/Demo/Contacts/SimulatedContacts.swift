internal import Engine
internal import Logging

/// Lets the simulated contacts do what they do, through the channels that people use.
actor SimulatedContacts {
    /// Webhooks that the server has not taken yet, at which nobody new writes.
    private static let maximumUndelivered = 40

    private let standIn: WhatsAppStandIn
    private let chat: String
    private let clock: any LifeClock
    private let logger: Logger
    private var world: ContactWorld
    private var visitors: [Int: AsyncStream<ContactAct>.Continuation] = [:]

    /// Creates the contacts; `chat` is the address of the web chat.
    init(
        _ world: ContactWorld,
        standIn: WhatsAppStandIn,
        chat: String,
        clock: any LifeClock,
        logger: Logger
    ) {
        self.world = world
        self.standIn = standIn
        self.chat = chat
        self.clock = clock
        self.logger = logger
    }

    /// Lets them write and answer until the task is cancelled.
    func run(through client: any WebClient) async {
        let sent = await standIn.follow()
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await message in sent { await self.hear(message) }
            }
            while (try? await self.clock.sleep(milliseconds: 250)) != nil {
                let now = self.clock.now.milliseconds
                let isOpen = self.standIn.courier.undelivered < Self.maximumUndelivered
                for act in self.world.acts(until: now, isOpen: isOpen) {
                    switch act.way {
                    case .whatsApp:
                        await self.standIn.bring(act, writtenAt: act.writtenAt)
                    case .chat:
                        guard let visitor = self.invite(act, client) else { continue }
                        group.addTask { await visitor() }
                    }
                }
                self.dismiss()
            }
            for visitor in self.visitors.values { visitor.finish() }
            group.cancelAll()
        }
    }

    /// Hands an act to its visitor, and gives what a new one has to do.
    private func invite(
        _ act: ContactAct,
        _ client: any WebClient
    ) -> (@Sendable () async -> Void)? {
        if let known = visitors[act.talk] {
            known.yield(act)
            return nil
        }
        let (acts, entrance) = AsyncStream<ContactAct>.makeStream()
        visitors[act.talk] = entrance
        entrance.yield(act)
        let visitor = ChatVisitor(
            talk: act.talk,
            address: chat,
            person: act.person,
            client: client,
            clock: clock,
            logger: logger
        )
        let talk = act.talk
        return { await visitor.run(acts) { await self.take($0, of: talk) } }
    }

    /// Lets visitors go whose talks are over.
    private func dismiss() {
        let going = Set(world.going)
        for (talk, entrance) in visitors where !going.contains(talk) {
            entrance.finish()
            visitors[talk] = nil
        }
    }

    private func hear(_ message: SentMessage) {
        guard !message.fate.isFailure else { return }
        let heard = Heard(
            id: message.id,
            text: message.text,
            options: message.options,
            isTemplate: !message.template.isEmpty,
            unread: message.fate.read ?? message.fate.delivered.map { $0 + 3_000 } ?? 0
        )
        world.hear(heard, phone: message.to, at: clock.now.milliseconds)
    }

    private func take(_ news: ChatVisitor.News, of talk: Int) {
        switch news {
        case .heard(let heard): world.hear(heard, talk: talk, at: clock.now.milliseconds)
        case .closed: world.hangUp(talk)
        }
    }
}
