public import Engine
public import Logging
internal import PluginHost
public import ServiceLifecycle
internal import Store

/// Asks providers that do not call us what is new.
///
/// Events are on disk before the place up to which they were read is: after a crash in between some
/// come again, and their keys drop them.
public actor Poller: Service {
    private let switchboard: Switchboard
    private let desk: ChannelDesk
    private let clock: WallClock
    private let logger: Logger
    private var rounds: [ID<Channel>: Timestamp] = [:]
    private var running: Set<ID<Channel>> = []

    /// Creates a poller.
    public init(
        switchboard: Switchboard,
        desk: ChannelDesk,
        clock: WallClock = .system,
        logger: Logger
    ) {
        self.switchboard = switchboard
        self.desk = desk
        self.clock = clock
        self.logger = logger
    }

    /// Polls until the server stops.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { rounds in
                repeat {
                    for channel in await self.due() {
                        rounds.addTask { await self.poll(channel) }
                    }
                } while (try? await self.clock.sleep(milliseconds: 1_000)) != nil
            }
        }
    }

    private func due() async -> [ID<Channel>] {
        let now = clock.now()
        let channels = await desk.polledChannels()
        let due = channels.filter { !running.contains($0) && (rounds[$0] ?? now) <= now }
        running.formUnion(due)
        return due
    }

    private func poll(_ channel: ID<Channel>) async {
        var pause: Int64 = 30_000
        do {
            pause = try await desk.poll(channel)
        } catch {
            logger.warning(
                "a channel could not be asked for what is new",
                metadata: ["channel": "\(channel)", "reason": "\(error)"]
            )
        }
        rounds[channel] = Timestamp(milliseconds: clock.now().milliseconds + pause)
        running.remove(channel)
    }
}

extension ChannelDesk {
    /// The open channels that want to be polled.
    func polledChannels() -> [ID<Channel>] {
        places.filter { $0.value.traits.features.contains(.poll) }.map(\.key)
    }

    /// Takes what is new on a channel, and tells how many milliseconds to wait before the next time.
    ///
    /// - Throws: `PluginFailure`, `SwitchboardError`, or what the data folder throws.
    func poll(_ channel: ID<Channel>) async throws -> Int64 {
        guard let place = places[channel] else { return 30_000 }
        let space = "channel-poll/\(channel)"
        let cursor = try await folder.pluginState.value("cursor", in: space) ?? []
        let result: PollResult
        do {
            result = try await place.port.poll(since: cursor)
            await noteWorking(channel)
        } catch let failure as PluginFailure {
            noteTrouble(channel, failure.description)
            if failure.class.isOutage { noteOutage(channel, failure) }
            throw failure
        }
        noteRefused(result.refused, of: place)
        try await take(result.events, from: place)
        if let next = result.cursor, next != cursor {
            try await folder.pluginState.set(next, for: "cursor", in: space)
        }
        let usual = Int64(place.traits.pollInterval)
        // A day at most: a plugin may say any number.
        return min(result.next > 0 ? result.next : usual > 0 ? usual : 30_000, 86_400_000)
    }
}
