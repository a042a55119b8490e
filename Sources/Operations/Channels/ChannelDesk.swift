public import Engine
public import Logging
internal import Paper
internal import PluginHost
public import Store

/// Stands between the switchboard and the plugins of channels: one instance for each channel.
///
/// What a plugin hears goes to the switchboard before the provider is answered; what the company
/// says goes to the plugin; what the plugin declares is written to the channel.
public actor ChannelDesk {
    /// Is a channel that works.
    struct Place: Sendable {
        var channel: Channel
        var port: any ChannelPort
        var traits: ChannelTraits
        var guardian: WebhookGuard
        /// The headers that are the plugin's secrets, in lower case.
        var secretHeaders: Set<String> = []
    }

    let switchboard: Switchboard
    let folder: DataFolder
    let plugins: any PluginShelf
    let clock: WallClock
    let logger: Logger
    var places: [ID<Channel>: Place] = [:]

    /// Until when nothing is handed to channels that could try nothing.
    var resting: [ID<Channel>: Timestamp] = [:]

    /// What verifies requests to channels that are not open, as they were when they last were.
    var gatekeepers: [ID<Channel>: Gatekeeper] = [:]

    /// The channels whose plugin is down.
    var outages: [ID<Channel>: ChannelOutage] = [:]

    /// What went wrong last on each channel.
    var troubles: [ID<Channel>: ChannelTrouble] = [:]

    /// How many requests wait for the plugin of each channel, and how many are being written down;
    /// `nil` while what waits from before the start is not known.
    var waiting: [ID<Channel>: Int]?
    var arriving: [ID<Channel>: Int] = [:]

    /// Rings when something waits, or may wait no more.
    let replayBell = Bell()

    let limits: HoldLimits

    private var problems: [ID<Channel>: String] = [:]
    private var opening: [ID<Channel>: Task<Void, Never>] = [:]
    private var listeners: [Int: AsyncStream<ChannelSignal>.Continuation] = [:]
    private var listenerCount = 0

    /// Creates a desk; `open` then opens the channels.
    public init(
        switchboard: Switchboard,
        folder: DataFolder,
        plugins: any PluginShelf,
        clock: WallClock = .system,
        limits: HoldLimits = HoldLimits(),
        logger: Logger
    ) {
        self.limits = limits
        self.switchboard = switchboard
        self.folder = folder
        self.plugins = plugins
        self.clock = clock
        self.logger = logger
    }

    /// Opens every channel; one that cannot be opened is told in its problem and keeps no other.
    public func open() async {
        await countWaiting()
        let channels = await switchboard.read { $0.channels.map(\.key) }
        for channel in channels { await refresh(channel) }
        replayBell.ring()
    }

    /// Opens a channel anew after its configuration changed, or lets go of one that is gone.
    public func refresh(_ id: ID<Channel>) async {
        let before = opening[id]
        let task = Task {
            await before?.value
            await self.reopen(id)
        }
        opening[id] = task
        await task.value
        if opening[id] == task { opening[id] = nil }
    }

    /// Why a channel does not work; `nil` when it does.
    public func problem(of channel: ID<Channel>) -> String? {
        problems[channel]
    }

    /// The channels that do not work now, each with its reason; one that rests could try nothing.
    public func degraded() -> [ID<Channel>: String] {
        let now = clock.now()
        let pausing = resting.filter { $0.value > now }.mapValues { _ in "" }
        let down = outages.mapValues(\.reason)
        return problems.merging(down) { problem, _ in problem }
            .merging(pausing) { problem, _ in problem }
    }

    /// Gives what passes on the channels from now on.
    public func signals() -> AsyncStream<ChannelSignal> {
        listenerCount += 1
        let number = listenerCount
        let (stream, listener) = AsyncStream<ChannelSignal>.makeStream(
            bufferingPolicy: .bufferingNewest(1_024)
        )
        listeners[number] = listener
        listener.onTermination = { [weak self] _ in
            Task { await self?.leave(number) }
        }
        return stream
    }

    /// Ends all channels, after the calls that are running.
    public func close() async {
        let ports = places.values.map(\.port)
        places = [:]
        for port in ports { await port.close() }
        for listener in listeners.values { listener.finish() }
    }

    func tell(_ signals: [ChannelSignal]) {
        for listener in listeners.values {
            for signal in signals { listener.yield(signal) }
        }
    }

    func note(_ problem: String?, of channel: ID<Channel>) {
        problems[channel] = problem
    }

    /// Asks again what an account can do, and writes it to the channel when it differs.
    func readTraits(of id: ID<Channel>) async {
        guard let port = places[id]?.port else { return }
        do {
            let traits = try await port.traits()
            places[id]?.traits = traits
            try await store(ChannelCapabilities(traits, abilities: port.abilities), of: id)
        } catch {
            logger.warning(
                "a channel's capabilities could not be read",
                metadata: ["channel": "\(id)", "reason": "\(error)"]
            )
        }
    }

    private func leave(_ listener: Int) {
        listeners[listener] = nil
    }

    private func reopen(_ id: ID<Channel>) async {
        if let old = places.removeValue(forKey: id) { await old.port.close() }
        problems[id] = nil
        resting[id] = nil
        guard let channel = await switchboard.read({ $0.channel(id) }) else {
            outages[id] = nil
            troubles[id] = nil
            gatekeepers[id] = nil
            return
        }
        do {
            places[id] = try await openPlace(channel)
            await noteWorking(id)
            replayBell.ring()
        } catch {
            problems[id] = "\(error)"
            await noteClosed(channel, because: error)
            logger.error(
                "a channel could not be opened",
                metadata: ["channel": "\(channel.slug)", "reason": "\(error)"]
            )
        }
    }

    private func openPlace(_ channel: Channel) async throws -> Place {
        guard let feature = await plugins.channel(channel.plugin) else {
            throw PluginFailure(.paused, "no plugin brings the channel \(channel.plugin)")
        }
        let account = try await account(of: channel)
        let port = try await plugins.openChannel(channel.plugin, account)
        do {
            let traits = try await port.traits()
            try await store(
                ChannelCapabilities(traits, abilities: port.abilities),
                of: channel.id
            )
            try await keepGate(feature.manifest.webhook, of: channel.id)
            return Place(
                channel: channel,
                port: port,
                traits: traits,
                guardian: WebhookGuard(
                    feature.manifest.webhook,
                    configuration: account.configuration
                ),
                secretHeaders: Gatekeeper.secretHeaders(of: feature.manifest.webhook)
            )
        } catch {
            await port.close()
            throw error
        }
    }

    /// Puts together what the plugin needs to know about a channel, secrets included.
    func account(of channel: Channel) async throws -> ChannelAccount {
        let stored = try await folder.channelSettings.configuration(of: channel.id)
        let company = await switchboard.read { $0.company }
        return ChannelAccount(
            id: channel.id.description,
            configuration: try (stored ?? ChannelConfiguration()).whole(),
            state: ChannelAccountState(folder.pluginState, of: channel.id),
            language: Language(tag: company.language) ?? .portuguese,
            timeZone: company.timeZone
        )
    }

    /// Writes capabilities to a channel as it is now, unless it has them already.
    private func store(_ capabilities: ChannelCapabilities, of id: ID<Channel>) async throws {
        guard var channel = await switchboard.read({ $0.channel(id) }),
            channel.capabilities != capabilities
        else { return }
        channel.capabilities = capabilities
        _ = try await switchboard.submit(.configure(.channel(channel)), by: .system)
    }
}
