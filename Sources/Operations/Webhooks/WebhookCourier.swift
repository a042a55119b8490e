public import Engine
public import Logging
public import PluginHost
public import ServiceLifecycle
internal import Store

/// Tells addresses outside what happens: follows the journal, sends what is due, tries again.
///
/// What is to be told is on disk before it is sent. After a stop it goes on where it was; what was
/// on its way then is sent again, under the same id.
public actor WebhookCourier: Service {
    private let desk: WebhookDesk
    private let switchboard: Switchboard
    private let clock: WallClock
    private let logger: Logger
    private let post: WebhookPost
    private let schedule = RetrySchedule.webhooks
    private let atOnce = 16
    private let perWebhook = 4

    private var place: Webhooks.Place?
    /// The webhook of each delivery that is on its way.
    private var running: [String: Int64] = [:]

    // How long the log is kept, and how often it is looked through, in seconds.
    private static let logSeconds: Int64 = 30 * 86_400
    private static let careSeconds: Int64 = 3_600

    /// Creates a courier.
    public init(
        desk: WebhookDesk,
        switchboard: Switchboard,
        egress: any HTTPEgress = AsyncEgress(),
        clock: WallClock = .system,
        logger: Logger
    ) {
        self.desk = desk
        self.switchboard = switchboard
        self.clock = clock
        self.logger = logger
        post = WebhookPost(egress: egress, policy: desk.policy, clock: clock)
    }

    /// Tells until the server stops; what is on its way is then finished first.
    public func run() async throws {
        desk.wake()
        await withGracefulShutdownHandler {
            await withTaskGroup { watchers in
                watchers.addTask { await self.watch() }
                watchers.addTask { await self.care() }
                await self.deliver()
                watchers.cancelAll()
            }
        } onGracefulShutdown: { [desk] in
            desk.bell.finish()
        }
    }

    private nonisolated func watch() async {
        while !Task.isCancelled {
            let news = switchboard.subscribe()
            // What came before this reader listened, or while it fell behind, is in the journal.
            desk.wake()
            for await _ in news { desk.wake() }
        }
    }

    /// Forgets old entries of the log.
    private nonisolated func care() async {
        repeat {
            do {
                let limit = clock.now().adding(seconds: -Self.logSeconds)
                while try await !desk.webhooks.prune(before: limit), !Task.isCancelled {}
            } catch {
                logger.warning("old deliveries stay", metadata: ["reason": "\(error)"])
            }
        } while (try? await clock.sleep(milliseconds: Self.careSeconds * 1_000)) != nil
    }

    private func deliver() async {
        await withDiscardingTaskGroup { sends in
            var alarm: Task<Void, Never>?
            for await _ in desk.wakes {
                guard !Task.isCancelled else { break }
                alarm?.cancel()
                let plan = await plan()
                for delivery in plan.due { sends.addTask { await self.send(delivery) } }
                alarm = plan.nextAt.map { moment in
                    Task { [clock, desk] in
                        guard (try? await clock.sleep(until: moment)) != nil else { return }
                        desk.wake()
                    }
                }
            }
            alarm?.cancel()
        }
    }

    /// Reads on in the journal, and chooses what goes now.
    private func plan() async -> (due: [PendingDelivery], nextAt: Timestamp?) {
        let now = clock.now()
        do {
            try await follow()
            let (due, nextAt) = try await desk.webhooks.due(
                at: now,
                without: Set(running.keys),
                perWebhook: perWebhook
            )
            var chosen: [PendingDelivery] = []
            for delivery in due where running.count < atOnce {
                let busy = running.values.count { $0 == delivery.webhook }
                guard busy < perWebhook else { continue }
                running[delivery.id] = delivery.webhook
                chosen.append(delivery)
            }
            return (chosen, nextAt)
        } catch {
            logger.warning("webhooks have to wait", metadata: ["reason": "\(error)"])
            return ([], now.adding(seconds: 5))
        }
    }

    private func follow() async throws {
        var next: Webhooks.Place
        if let place { next = place } else { next = try await desk.webhooks.place() }
        repeat {
            next = try await desk.webhooks.follow(from: next)
            place = next
        } while !next.isUpToDate && !Task.isCancelled
    }

    private func send(_ delivery: PendingDelivery) async {
        let (attempt, wish) = await post.send(delivery)
        await note(attempt, of: delivery, wish: wish)
        running[delivery.id] = nil
        desk.wake()
    }

    /// Writes down how an attempt went; not written, it is made once more.
    private func note(
        _ attempt: WebhookAttempt,
        of delivery: PendingDelivery,
        wish: Int64?
    ) async {
        // 410: whoever answers there never wants to hear of us again.
        let isGone = attempt.status == 410
        let nextAt =
            attempt.error == nil || isGone
            ? nil : schedule.next(after: delivery.round + 1, at: attempt.at, wish: wish)
        do {
            try await desk.webhooks.finish(delivery.id, attempt, nextAt: nextAt)
            if isGone {
                try await desk.webhooks.suspend(
                    delivery.webhook,
                    because: "the address answered 410: it is gone"
                )
            }
        } catch {
            logger.error(
                "an attempt of a webhook could not be written down",
                metadata: ["delivery": "\(delivery.id)", "reason": "\(error)"]
            )
            // At rest for a moment, or a full disk would have us send it without end.
            try? await clock.sleep(milliseconds: 5_000)
        }
        guard let error = attempt.error else { return }
        logger.notice(
            "a webhook was not told",
            metadata: [
                "webhook": "\(delivery.webhook)", "delivery": "\(delivery.id)",
                "reason": "\(error)", "isGivenUp": "\(nextAt == nil)",
            ]
        )
    }
}
