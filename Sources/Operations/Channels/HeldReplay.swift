internal import Engine
public import ServiceLifecycle

/// Gives plugins that are back what waited for them, and looks whether those that are down are back.
///
/// Each plugin gets one request at a time, so that it is known which one ended it; each channel gets
/// its requests in the order of their coming.
public actor HeldReplay: Service {
    private let desk: ChannelDesk
    private let clock: WallClock
    private var running: Set<String> = []
    private var pauses: [ID<Channel>: Timestamp] = [:]
    private var isLooking = false
    private var erasedAt: Timestamp?

    /// How many requests of one channel go before another channel of the plugin has its turn.
    private static let turn = 64

    /// How long words are kept of what is in quarantine, in milliseconds: 30 days.
    static let retention: Int64 = 30 * 86_400_000

    /// Creates a service for the channels of a desk.
    public init(desk: ChannelDesk, clock: WallClock = .system) {
        self.desk = desk
        self.clock = clock
    }

    /// Works until the server stops; requests that are being taken are finished first.
    public func run() async throws {
        let bell = desk.replayBell
        bell.ring()
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { turns in
                var alarm: Task<Void, Never>?
                for await _ in bell.rings {
                    guard !Task.isCancelled else { break }
                    alarm?.cancel()
                    turns.addTask { await self.lookAfter() }
                    for (plugin, channels) in await self.turns() {
                        turns.addTask { await self.replay(channels, of: plugin) }
                    }
                    let moment = await self.nextMoment()
                    alarm = Task { [clock] in
                        guard (try? await clock.sleep(until: moment)) != nil else { return }
                        bell.ring()
                    }
                }
                alarm?.cancel()
            }
        } onGracefulShutdown: {
            bell.finish()
        }
    }

    /// Chooses the channels whose turn it is, one turn for each plugin at a time.
    private func turns() async -> [String: [ID<Channel>]] {
        let now = clock.now()
        pauses = pauses.filter { $0.value > now }
        var turns: [String: [ID<Channel>]] = [:]
        for (plugin, channels) in await desk.replays() where !running.contains(plugin) {
            let due = channels.filter { pauses[$0] == nil }
            guard !due.isEmpty else { continue }
            running.insert(plugin)
            turns[plugin] = due
        }
        return turns
    }

    private func lookAfter() async {
        guard !isLooking else { return }
        isLooking = true
        defer { isLooking = false }
        await desk.lookAfterOutages()
        let now = clock.now()
        guard erasedAt.map({ now.since($0) >= 3_600_000 }) ?? true else { return }
        erasedAt = now
        await desk.eraseOldWords(before: now.adding(milliseconds: -Self.retention))
    }

    private func replay(_ channels: [ID<Channel>], of plugin: String) async {
        for channel in channels { await replay(channel) }
        running.remove(plugin)
        desk.replayBell.ring()
    }

    private func replay(_ channel: ID<Channel>) async {
        for _ in 0..<Self.turn {
            switch await desk.replayNext(on: channel) {
            case .done: continue
            case .empty: return
            case .wait(let milliseconds):
                pauses[channel] = clock.now().adding(milliseconds: milliseconds)
                return
            }
        }
    }

    private func nextMoment() async -> Timestamp {
        let now = clock.now()
        let look = await desk.nextLook().map { max($0, now.adding(milliseconds: 500)) }
        let moments = pauses.values.filter { $0 > now } + [look].compactMap(\.self)
        return moments.min() ?? now.adding(milliseconds: 60_000)
    }
}
