public import Engine
internal import Logging
public import PluginHost
internal import Store

extension ChannelDesk {
    /// Takes a provider's request to the webhook of a channel; answers when all of it is on disk.
    ///
    /// A request that does not verify is answered 401 and seen by nobody. While the plugin is down,
    /// what verifies is kept as it came, and the plugin gets it later. When the journal cannot take
    /// it, or no more may wait, the answer is 503, so that the provider brings it again.
    public func webhook(_ slug: String, _ request: WebhookRequest) async -> WebhookAnswer {
        guard let channel = await switchboard.read({ $0.channel(slug: slug) }) else {
            return WebhookAnswer(404)
        }
        if waiting == nil { await countWaiting() }
        let place = places[channel.id]
        guard let guardian = place?.guardian ?? gatekeepers[channel.id]?.guardian else {
            return .later(seconds: 60)
        }
        switch guardian.judge(request) {
        case .pass:
            guard request.isKept else {
                guard let place else { return .later(seconds: 60) }
                return await hear(request, at: place)
            }
            guard let place, !mustWait(on: channel.id) else {
                return await hold(request, on: channel, because: problem(of: channel.id) ?? "")
            }
            return await hear(request, at: place, holding: channel)
        case .answer(let text): return .text(text)
        case .unsigned:
            logger.warning(
                "a webhook was not signed as it must be",
                metadata: ["channel": "\(slug)"]
            )
            return WebhookAnswer(401)
        case .forbidden: return WebhookAnswer(403)
        case .unconfigured(let field):
            logger.error(
                "a webhook cannot be verified: the channel's configuration lacks a field",
                metadata: ["channel": "\(slug)", "field": "\(field)"]
            )
            return WebhookAnswer(500)
        }
    }

    /// Takes what a visitor of a live chat wrote, whom the server knows already.
    ///
    /// A visitor is told when it cannot be taken, and sends it again: nothing is kept meanwhile.
    public func visitor(_ channel: ID<Channel>, _ request: WebhookRequest) async -> WebhookAnswer {
        guard let place = places[channel] else { return .later(seconds: 10) }
        guard place.port.abilities.contains(.visitor) else { return WebhookAnswer(404) }
        return await hear(request, at: place)
    }

    /// Lets a plugin hear a request; what it cannot hear now is kept for a channel that is given.
    private func hear(
        _ request: WebhookRequest,
        at place: Place,
        holding channel: Channel? = nil
    ) async -> WebhookAnswer {
        let result: WebhookResult
        do {
            result = try await place.port.webhook(request)
        } catch {
            let failure = error as? PluginFailure ?? PluginFailure(.internal, "\(error)")
            if failure.class.isOutage { noteOutage(place.channel.id, failure) }
            guard let channel, failure.class.isOutage else {
                return later(place, because: failure, isFull: failure.class == .busy)
            }
            return await hold(
                request,
                on: channel,
                because: failure.message,
                death: PluginDeath(failure, of: .webhook, at: clock.now())
            )
        }
        await noteWorking(place.channel.id)
        do {
            try await take(result, from: place)
            return WebhookAnswer(result.status, headers: result.headers, body: result.body)
        } catch {
            return later(place, because: error, isFull: error is SwitchboardError)
        }
    }

    private func later(_ place: Place, because error: any Error, isFull: Bool) -> WebhookAnswer {
        if error is PluginFailure { noteTrouble(place.channel.id, "\(error)") }
        logger.error(
            "a webhook was not taken; its sender is asked to come again",
            metadata: ["channel": "\(place.channel.slug)", "reason": "\(error)"]
        )
        return .later(seconds: isFull ? 2 : 15)
    }

    /// Takes what a plugin made of a request; of one that was kept, the request is forgotten in the
    /// same step.
    func take(
        _ result: WebhookResult,
        from place: Place,
        settling held: ID<HeldRequest>? = nil
    ) async throws {
        noteRefused(result.refused, of: place)
        try await take(result.events, from: place, settling: held)
        tell(result.pushes.map { .push(channel: place.channel.id, $0) })
    }

    /// Brings events to the switchboard, all of them in one transaction.
    ///
    /// - Throws: `SwitchboardError`, or `Refusal.channelInactive` when a message came for a channel
    ///   that is switched off: whoever asked is to come again.
    func take(
        _ events: [ChannelEvent],
        from place: Place,
        settling held: ID<HeldRequest>? = nil
    ) async throws {
        var commands: [(command: Command, actor: Actor)] = []
        var passing: [ChannelSignal] = []
        var changed: Set<ID<Channel>> = []
        var relisted: Set<ID<Channel>> = []
        for event in events {
            guard let target = await route(event, from: place) else { continue }
            switch event.kind {
            case .typing:
                passing.append(.typing(channel: target.channel.id, address: event.conversation))
            case .left: commands += await leave(event, on: target.channel.id)
            case .contact: commands += await rename(event, on: target.channel.id)
            case .template(let news) where !news.components.isEmpty:
                commands += await adopt(news, on: target.channel.id)
            default:
                if case .account = event.kind { changed.insert(target.channel.id) }
                if case .template = event.kind { relisted.insert(target.channel.id) }
                commands += try await hear(event, at: target)
            }
        }
        if let held {
            commands.append((.takeHeld(held, reaching: Self.reached(commands)), .system))
        }
        try await submit(commands, for: place)
        tell(passing)
        for channel in changed { await readTraits(of: channel) }
        // What the provider says of a template names it alone: its words are in the list.
        for channel in relisted { Task { await self.lookAtTemplates(of: channel) } }
    }

    /// The channels for which there are messages.
    private static func reached(
        _ commands: [(command: Command, actor: Actor)]
    ) -> Set<ID<Channel>> {
        Set(
            commands.compactMap { entry in
                guard case .receive(let inbound) = entry.command,
                    case .message = inbound.signal
                else { return nil }
                return inbound.channel
            }
        )
    }

    /// Turns what is for the books into commands.
    private func hear(
        _ event: ChannelEvent,
        at target: Place
    ) async throws -> [(command: Command, actor: Actor)] {
        let heard = Inbound.all(
            of: try await storingFiles(of: event),
            on: target.channel.id,
            identityScope: target.traits.identityScope
        )
        return heard.map { (.receive($0), .contact) }
            + (await consent(event, on: target.channel.id))
    }

    /// Submits in one transaction, or in several when there are more commands than may wait.
    func submit(
        _ commands: [(command: Command, actor: Actor)],
        for place: Place
    ) async throws {
        var isInactive = false
        for start in stride(from: 0, to: commands.count, by: 1_024) {
            let part = Array(commands[start..<min(start + 1_024, commands.count)])
            for result in try await switchboard.submit(all: part) {
                guard case .failure(let refusal) = result else { continue }
                if refusal == .channelInactive { isInactive = true }
                guard refusal != .duplicate else { continue }
                logger.notice(
                    "an event of a channel was refused",
                    metadata: ["channel": "\(place.channel.slug)", "reason": "\(refusal.code)"]
                )
            }
        }
        if isInactive { throw Refusal.channelInactive }
    }

    /// Finds the channel that an event is for: the one that was called, or the one of its plugin
    /// that has the account which the event names.
    private func route(_ event: ChannelEvent, from place: Place) async -> Place? {
        let own = await switchboard.read { $0.channel(place.channel.id)?.account } ?? ""
        guard !event.account.isEmpty, event.account != own else { return place }
        let plugin = place.channel.plugin
        let id = await switchboard.read { floor in
            floor.channels.first { _, channel in
                channel.plugin == plugin && channel.account == event.account
            }?.value.id
        }
        if let id, let target = places[id] { return target }
        logger.notice(
            "an event is for an account that no channel has",
            metadata: ["channel": "\(place.channel.slug)", "account": "\(event.account)"]
        )
        return nil
    }

    /// Puts files that came inside a message into the media folder.
    private func storingFiles(of event: ChannelEvent) async throws -> ChannelEvent {
        guard case .message(var message) = event.kind,
            message.attachments.contains(where: { !$0.bytes.isEmpty && $0.blob.isEmpty })
        else { return event }
        for index in message.attachments.indices where message.attachments[index].blob.isEmpty {
            let bytes = message.attachments[index].bytes
            guard !bytes.isEmpty else { continue }
            let file = try await folder.media.store(bytes, limit: Int64(bytes.count))
            message.attachments[index].blob = file.hash
            message.attachments[index].length = UInt64(file.size)
            message.attachments[index].bytes = []
        }
        var event = event
        event.kind = .message(message)
        return event
    }

    /// The contact left: their open conversation ends.
    private func leave(
        _ event: ChannelEvent,
        on channel: ID<Channel>
    ) async -> [(command: Command, actor: Actor)] {
        let place = Address(channel: channel, value: event.conversation)
        let session = await switchboard.read { $0.sessionByAddress[place] }
        return session.map { [(.close($0), .contact)] } ?? []
    }

    /// The contact gave a name: it becomes the contact's unless one of us chose another.
    private func rename(
        _ event: ChannelEvent,
        on channel: ID<Channel>
    ) async -> [(command: Command, actor: Actor)] {
        guard !event.contactName.isEmpty else { return [] }
        let place = Address(channel: channel, value: event.conversation)
        let id = await switchboard.read { floor in
            floor.sessionByAddress[place].flatMap { floor.sessions[$0]?.contact }
        }
        guard let id, let contact = try? await folder.library.contact(id),
            !contact.isNameConfirmed, contact.name != event.contactName
        else { return [] }
        return [(.editContact(id, ContactChange(name: event.contactName)), .system)]
    }

    /// The contact told the provider to let no messages of ours come, or to let them come again.
    private func consent(
        _ event: ChannelEvent,
        on channel: ID<Channel>
    ) async -> [(command: Command, actor: Actor)] {
        let refuses: Bool
        switch event.kind {
        case .optOut: refuses = true
        case .optIn: refuses = false
        default: return []
        }
        let place = Address(channel: channel, value: event.conversation)
        guard let session = try? await folder.library.latestSession(at: place) else { return [] }
        let change = ContactChange(refusesOutbound: refuses)
        return [(.editContact(session.contact, change), .system)]
    }

    /// A provider told a template with all its components: it becomes ours.
    private func adopt(
        _ news: TemplateNews,
        on channel: ID<Channel>
    ) async -> [(command: Command, actor: Actor)] {
        let known = await switchboard.read { floor in
            floor.allTemplates.filter { $0.channel == channel }
        }
        let change = Self.change(by: news, on: channel, known: known)
        return change.map { [(.configure(.template($0)), .system)] } ?? []
    }
}
