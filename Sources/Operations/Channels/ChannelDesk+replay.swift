internal import Engine
internal import Logging
internal import PluginHost
internal import Store

/// Says how it went to give a plugin what waits for it.
enum ReplayStep: Sendable, Equatable {
    /// Something left the queue: the next may go.
    case done
    /// Nothing waits.
    case empty
    /// Not before some milliseconds.
    case wait(Int64)
}

extension ChannelDesk {
    /// The channels for which something waits, by the plugin that is to take it.
    func replays() async -> [String: [ID<Channel>]] {
        if waiting == nil { await countWaiting() }
        let wanted = (waiting ?? [:]).filter { $0.value != 0 }.map(\.key)
        guard !wanted.isEmpty else { return [:] }
        return await switchboard.read { floor in
            var plugins: [String: [ID<Channel>]] = [:]
            for id in wanted.sorted() {
                guard let channel = floor.channel(id) else { continue }
                plugins[channel.plugin, default: []].append(id)
            }
            return plugins
        }
    }

    /// Gives the plugin of a channel what waits longest for it.
    func replayNext(on id: ID<Channel>) async -> ReplayStep {
        guard let place = places[id] else { return .wait(5_000) }
        guard await switchboard.read({ $0.channel(id)?.isActive == true }) else {
            return .wait(30_000)
        }
        do {
            guard let input = try await folder.held.next(for: id) else {
                // What is being written down now counts itself.
                if arriving[id, default: 0] == 0 { waiting?[id] = nil }
                return .empty
            }
            return try await replay(input, at: place)
        } catch Refusal.channelInactive {
            return .wait(30_000)
        } catch {
            logger.warning(
                "what waits for a plugin could not be taken yet",
                metadata: ["channel": "\(place.channel.slug)", "reason": "\(error)"]
            )
            return .wait(5_000)
        }
    }

    private func replay(_ input: HeldInput, at place: Place) async throws -> ReplayStep {
        let id = place.channel.id
        let result: WebhookResult
        do {
            result = try await place.port.webhook(WebhookRequest(input.request))
        } catch let failure as PluginFailure {
            return try await suffer(failure, from: input, on: id)
        }
        await noteWorking(id)
        try await take(result, from: place, settling: input.id)
        waiting?[id, default: 0] -= 1
        return .done
    }

    /// Decides what becomes of an input that the plugin could not take.
    private func suffer(
        _ failure: PluginFailure,
        from input: HeldInput,
        on channel: ID<Channel>
    ) async throws -> ReplayStep {
        let now = clock.now()
        let after: HeldInput?
        var pause = max(failure.retryAfter, 2_000)
        if failure.class.isOutage {
            noteOutage(channel, failure)
            guard let death = PluginDeath(failure, of: .webhook, at: now) else {
                return .wait(min(pause, 300_000))
            }
            after = try await folder.held.note(death, of: input.id, limits: limits)
            // Whatever comes next is not to blame: it goes as soon as the plugin runs again.
            pause = max(failure.retryAfter, 200)
        } else {
            guard failure.class != .busy else { return .wait(min(pause, 60_000)) }
            noteTrouble(channel, failure.description)
            after = try await folder.held.note(
                failure: failure.description,
                of: input.id,
                at: now,
                limits: limits
            )
            pause = max(pause, Int64(2_000) << Int64(min(after?.failures ?? 0, 8)))
        }
        if after?.state == .quarantined {
            waiting?[channel, default: 0] -= 1
            await tellOfQuarantine(failure.message, of: channel)
        }
        return after?.state == .waiting || failure.class.isOutage
            ? .wait(min(pause, 300_000)) : .done
    }

    /// Tells administrators that something was taken out of a plugin's way.
    func tellOfQuarantine(_ reason: String, of channel: ID<Channel>) async {
        logger.error(
            "an input was taken out of a plugin's way",
            metadata: ["channel": "\(channel)", "reason": "\(reason)"]
        )
        await tellAdministrators("input-quarantined", reason, of: channel)
    }
}
