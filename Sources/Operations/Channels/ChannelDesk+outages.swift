public import Engine
internal import Logging
internal import PluginHost
internal import Store

extension ChannelDesk {
    /// How a channel stands with its plugin.
    public func connection(of channel: ID<Channel>) async -> ChannelConnection {
        await connections()[channel]
            ?? ChannelConnection()
    }

    /// How every channel stands with its plugin.
    public func connections() async -> [ID<Channel>: ChannelConnection] {
        let (channels, messages) = await switchboard.read { floor in
            (floor.channels.map(\.key), floor.waitingMessages())
        }
        let kept = (try? await folder.held.quarantinedCounts()) ?? [:]
        let degraded = degraded()
        return Dictionary(
            channels.map { id in
                let connection = ChannelConnection(
                    reason: degraded[id],
                    since: outages[id]?.since,
                    heldRequests: max(0, waiting?[id] ?? 0),
                    waitingMessages: messages[id] ?? 0,
                    quarantined: kept[id] ?? 0,
                    trouble: troubles[id]
                )
                return (id, connection)
            },
            uniquingKeysWith: { _, last in last }
        )
    }

    /// Notes what the plugin of a channel did wrong, or could not do.
    func noteTrouble(_ channel: ID<Channel>, _ words: String) {
        let short = String(words.prefix(ChannelTrouble.longest))
        troubles[channel] = ChannelTrouble(at: clock.now(), words: short)
    }

    /// Notes which events of a plugin were refused.
    func noteRefused(_ reasons: [String], of place: Place) {
        guard let first = reasons.first else { return }
        for reason in reasons.prefix(20) {
            logger.warning(
                "an event of a channel's plugin was refused",
                metadata: ["channel": "\(place.channel.slug)", "reason": "\(reason)"]
            )
        }
        let count = reasons.count
        noteTrouble(place.channel.id, count == 1 ? first : "\(first) (\(count) events refused)")
    }

    /// Notes that the plugin of a channel is down.
    func noteOutage(_ channel: ID<Channel>, _ failure: PluginFailure) {
        let now = clock.now()
        noteTrouble(channel, failure.message)
        let wait = max(failure.retryAfter, failure.class == .crashed ? 2_000 : 10_000)
        var outage =
            outages[channel]
            ?? ChannelOutage(since: now, reason: "", isLasting: false, nextLook: now)
        outage.reason = failure.message
        outage.isLasting = failure.class == .paused || failure.class == .disabled
        outage.nextLook = now.adding(milliseconds: min(wait, 300_000))
        outages[channel] = outage
        replayBell.ring()
    }

    /// Notes that the plugin of a channel answers; who was told that it is down hears of it.
    func noteWorking(_ channel: ID<Channel>) async {
        guard let outage = outages.removeValue(forKey: channel) else { return }
        replayBell.ring()
        guard outage.isTold else { return }
        await tellAdministrators("plugin-back", "the plugin answers again", of: channel)
    }

    /// Notes that a channel cannot be opened: with what its plugin once declared, requests to it are
    /// verified and kept.
    func noteClosed(_ channel: Channel, because error: any Error) async {
        gatekeepers[channel.id] = await gatekeeper(of: channel)
        guard let failure = error as? PluginFailure, failure.class.mayPass else {
            outages[channel.id] = nil
            return
        }
        noteOutage(channel.id, failure)
    }

    /// Looks after channels whose plugin is down: asks those whose time has come whether they are
    /// back, and tells administrators of those that are down for long.
    func lookAfterOutages() async {
        let now = clock.now()
        for (channel, outage) in outages {
            if !outage.isTold, now.since(outage.since) >= ChannelOutage.patience {
                outages[channel]?.isTold = true
                await tellAdministrators("plugin-down", outage.reason, of: channel)
            }
            guard outage.nextLook <= now else { continue }
            await look(at: channel)
        }
    }

    /// Asks the plugins that are down at once whether they are back.
    func lookAtOnce() {
        for channel in outages.keys { outages[channel]?.nextLook = clock.now() }
        replayBell.ring()
    }

    /// When an outage is to be looked after next.
    func nextLook() -> Timestamp? {
        outages.values.flatMap { outage in
            outage.isTold
                ? [outage.nextLook]
                : [outage.nextLook, outage.since.adding(milliseconds: ChannelOutage.patience)]
        }.min()
    }

    private func look(at channel: ID<Channel>) async {
        guard var outage = outages[channel] else { return }
        outage.looks += 1
        let pause: Int64 = min(300_000, Int64(10_000) << Int64(min(outage.looks, 5)))
        outage.nextLook = clock.now().adding(milliseconds: pause)
        outages[channel] = outage
        guard let place = places[channel] else { return await reopenIfThere(channel) }
        do {
            _ = try await place.port.traits()
            await noteWorking(channel)
        } catch {
            logger.debug("a plugin is still down", metadata: ["reason": "\(error)"])
        }
    }

    /// Opens a channel whose plugin was missing or kept ending.
    private func reopenIfThere(_ id: ID<Channel>) async {
        guard let channel = await switchboard.read({ $0.channel(id) }) else {
            outages[id] = nil
            return
        }
        guard await plugins.channel(channel.plugin) != nil else { return }
        let (looks, isTold) = (outages[id]?.looks ?? 0, outages[id]?.isTold ?? false)
        await refresh(id)
        // Opening notes the outage anew; the pauses between looks go on growing.
        guard places[id] == nil, var outage = outages[id] else { return }
        (outage.looks, outage.isTold) = (looks, isTold)
        outage.nextLook = clock.now().adding(
            milliseconds: min(300_000, Int64(10_000) << Int64(min(looks, 5)))
        )
        outages[id] = outage
    }

    /// Erases the words of what has been in quarantine for so long; the evidence stays.
    func eraseOldWords(before moment: Timestamp) async {
        do {
            try await folder.held.eraseWords(before: moment, at: clock.now())
        } catch {
            logger.warning("old words were not erased", metadata: ["reason": "\(error)"])
        }
    }

    /// Tells administrators something about a channel.
    func tellAdministrators(_ kind: String, _ text: String, of channel: ID<Channel>) async {
        let notice = Inbound(
            channel: channel,
            dedupeKey: "\(kind)/\(clock.now().milliseconds)/\(text)",
            sentAt: clock.now(),
            signal: .notice(kind: kind, text: text)
        )
        do {
            _ = try await switchboard.submit(.receive(notice), by: .system)
        } catch {
            logger.warning("a notice was not written", metadata: ["reason": "\(error)"])
        }
    }
}

extension PluginFailure.Class {
    /// Whether a channel that could not be opened for this may be opened later.
    var mayPass: Bool {
        switch self {
        case .crashed, .paused, .disabled, .timeout, .busy, .transient, .rate: true
        default: false
        }
    }
}
