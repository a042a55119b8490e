public import Engine
public import Logging
public import ServiceLifecycle
internal import Synchronization

/// Hands queued messages to their channels, in order for each conversation.
///
/// It owns no state that matters: what waits is on the floor, and each step is a command, so that
/// a crash between handing over and hearing the answer leaves a message whose fate is `unknown`,
/// and never one that goes twice.
public actor Dispatcher: Service {
    /// Gives a message to its channel and tells what became of it.
    public typealias Handover = @Sendable (ID<Message>) async -> SendOutcome

    /// Names the channels that can hand nothing over now: their messages wait untried.
    public typealias ClosedChannels = @Sendable () async -> Set<ID<Channel>>

    private let switchboard: Switchboard
    private let clock: WallClock
    private let atOnce: Int
    private let perChannel: Int
    private let logger: Logger
    private let closed: ClosedChannels
    private let handover: Handover
    private let wakes: AsyncStream<Void>
    private let bell: AsyncStream<Void>.Continuation

    /// How many seconds to wait before a closed channel with messages is looked at again.
    private static let closedPause: Int64 = 2

    /// The channel of each message that is being handed over.
    private var running: [ID<Message>: ID<Channel>] = [:]

    /// Messages that the switchboard would not let go, and until when they are left alone.
    private var resting: [ID<Message>: Timestamp] = [:]

    /// Creates a dispatcher that hands over so many messages at once, in all and for one channel.
    public init(
        switchboard: Switchboard,
        clock: WallClock = .system,
        atOnce: Int = 32,
        perChannel: Int = 8,
        logger: Logger,
        closed: @escaping ClosedChannels = { [] },
        handover: @escaping Handover
    ) {
        self.switchboard = switchboard
        self.clock = clock
        self.atOnce = max(1, atOnce)
        self.perChannel = max(1, perChannel)
        self.logger = logger
        self.closed = closed
        self.handover = handover
        (wakes, bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Drives the outbox until the server stops; messages on their way are then finished first.
    public func run() async throws {
        await recover()
        bell.yield()
        await withGracefulShutdownHandler {
            await withTaskGroup { watchers in
                watchers.addTask { await self.watch() }
                await self.dispatch()
                watchers.cancelAll()
            }
        } onGracefulShutdown: { [bell] in
            bell.finish()
        }
    }

    /// Rings when something happened that may let a message go.
    private nonisolated func watch() async {
        while !Task.isCancelled {
            let news = switchboard.subscribe()
            // What came before this reader listened, or while it fell behind, is in the outbox.
            bell.yield()
            for await batch in news where batch.contains(where: Self.concernsOutbox) {
                bell.yield()
            }
        }
    }

    /// Looks at the outbox at each wake, until there are no more wakes.
    private func dispatch() async {
        await withDiscardingTaskGroup { sends in
            var alarm: Task<Void, Never>?
            for await _ in wakes {
                guard !Task.isCancelled else { break }
                alarm?.cancel()
                let plan = await plan()
                for message in plan.due { sends.addTask { await self.deliver(message) } }
                alarm = plan.nextAt.map { moment in
                    Task { [clock, bell] in
                        guard (try? await clock.sleep(until: moment)) != nil else { return }
                        bell.yield()
                    }
                }
            }
            alarm?.cancel()
        }
    }

    /// Chooses the messages that go now, so many for each channel that a slow provider keeps no
    /// other waiting, and says when to look again.
    private func plan() async -> (due: [ID<Message>], nextAt: Timestamp?) {
        let closed = await closed()
        let now = clock.now()
        resting = resting.filter { $0.value > now }
        let (running, resting) = (running, resting)
        let (atOnce, perChannel) = (atOnce, perChannel)
        let (chosen, isKept, nextAt) = await switchboard.read { floor in
            var busy: [ID<Channel>: Int] = [:]
            for channel in running.values { busy[channel, default: 0] += 1 }
            let room = max(0, atOnce - running.count)
            var isKept = false
            let chosen = floor.dueMessages(at: now, limit: room) { pending in
                guard !closed.contains(pending.channel) else {
                    isKept = true
                    return false
                }
                guard running[pending.message] == nil, resting[pending.message] == nil,
                    busy[pending.channel, default: 0] < perChannel
                else { return false }
                busy[pending.channel, default: 0] += 1
                return true
            }
            return (chosen, isKept, floor.nextDueAt)
        }
        for pending in chosen { self.running[pending.message] = pending.channel }
        // What is due and did not fit goes when something else is done, which rings the bell.
        var later = [nextAt].compactMap(\.self).filter { $0 > now } + resting.values
        // Nobody tells when a channel works again: it is looked at.
        if isKept { later.append(now.adding(seconds: Self.closedPause)) }
        return (chosen.map(\.message), later.min())
    }

    private func deliver(_ message: ID<Message>) async {
        defer {
            running[message] = nil
            bell.yield()
        }
        do {
            let begun = try await switchboard.submit(.beginSending(message), by: .system)
            guard begun.contains(where: { Self.says($0.event, message, is: .sending) }) else {
                return
            }
        } catch is Refusal {
            // Held, withdrawn or already gone: the floor says so the next time it is asked.
            rest(message, seconds: 5)
            return
        } catch {
            logger.warning("the outbox has to wait", metadata: ["reason": "\(error)"])
            rest(message, seconds: 1)
            return
        }
        await finish(message, await handover(message))
    }

    /// Writes down how it ended; not written, the message would be `unknown` after a restart.
    private func finish(_ message: ID<Message>, _ outcome: SendOutcome) async {
        var pause: Int64 = 100
        while true {
            do {
                _ = try await switchboard.submit(.finishSending(message, outcome), by: .system)
                return
            } catch let refusal as Refusal {
                // A provider's word on the delivery may come before its answer to our request.
                logger.debug(
                    "the end of a hand-over was not needed",
                    metadata: ["message": "\(message)", "reason": "\(refusal.code)"]
                )
                return
            } catch {
                logger.error(
                    "the end of a hand-over could not be written; trying again",
                    metadata: ["message": "\(message)", "reason": "\(error)"]
                )
            }
            guard (try? await clock.sleep(milliseconds: pause)) != nil else { return }
            pause = min(pause * 2, 5_000)
        }
    }

    private func rest(_ message: ID<Message>, seconds: Int64) {
        resting[message] = clock.now().adding(seconds: seconds)
    }

    private func recover() async {
        do {
            _ = try await switchboard.submit(.recover, by: .system)
        } catch {
            logger.error("messages of before the start stay open", metadata: ["reason": "\(error)"])
        }
    }

    private static func says(_ event: Event, _ message: ID<Message>, is state: Delivery) -> Bool {
        guard case .deliveryChanged(let change) = event else { return false }
        return change.message == message && change.delivery == state
    }

    private static func concernsOutbox(_ record: RecordedEvent) -> Bool {
        switch record.event {
        case .messageAdded(let message, _): message.direction == .outbound
        case .deliveryChanged(let change): change.delivery == .queued || change.delivery == .held
        case .windowChanged: true
        case .configured(.channel): true
        default: false
        }
    }
}
