public import Engine
internal import Logging
public import PluginHost
internal import Store

extension ChannelDesk {
    /// Hands a message to its channel and tells what became of it.
    public func send(_ id: ID<Message>) async -> SendOutcome {
        let source: OutboundMessage.Source
        do {
            guard let read = try await material(of: id) else {
                return .failed(DeliveryError(code: "gone", text: "the message is not in the books"))
            }
            source = read
        } catch {
            // Nothing was handed over yet: reading again later does no harm.
            let error = DeliveryError(code: "store", text: "\(error)")
            return .retry(afterSeconds: 5, error)
        }
        let channel = source.stored.message.channel
        guard let place = places[channel] else {
            let error = DeliveryError(code: "down", text: problem(of: channel) ?? "not open")
            return .notTried(error)
        }
        let limit = Int(place.traits.maximumText)
        let message = OutboundMessage(source, traits: place.traits)
        guard limit == 0 || place.traits.length(of: message.text) <= limit else {
            return .failed(DeliveryError(code: "too-long", text: "at most \(limit)"))
        }
        let result = await place.port.send(message)
        tell(result.pushes.map { .push(channel: channel, $0) })
        if let failure = result.failure {
            noteTrouble(channel, failure.description)
            if failure.class.isOutage { noteOutage(channel, failure) }
        }
        if result.failure == nil, result.wasTried { await noteWorking(channel) }
        if !result.wasTried { rest(channel, because: result) }
        if result.credentialsRefused { await tellRefusal(of: place) }
        if result.failure?.class == .crashed {
            let text = result.failure?.message ?? ""
            return .unknown(DeliveryError(code: DeliveryError.pluginEnded, text: text))
        }
        return SendOutcome(result)
    }

    /// The channels that can hand nothing over now: not open, or resting after a refusal.
    public func closedChannels() async -> Set<ID<Channel>> {
        let now = clock.now()
        resting = resting.filter { $0.value > now }
        let all = await switchboard.read { $0.channels.map(\.key) }
        return Set(
            all.filter { id in
                places[id] == nil || resting[id] != nil || outages[id]?.isLasting == true
            }
        )
    }

    /// Leaves a channel alone that could not try a message: for as long as it says, or some seconds.
    private func rest(_ channel: ID<Channel>, because result: SendResult) {
        guard case .retry(let after, _) = result.outcome else { return }
        let seconds = after > 0 ? min(after, 600_000) / 1_000 : 5
        resting[channel] = clock.now().adding(seconds: max(1, seconds))
    }

    /// Turns what a person typed into somebody that a channel can write to.
    ///
    /// Returns `nil` when nobody answers to the address. A channel that cannot tell takes it as it is.
    ///
    /// - Throws: `PluginFailure`.
    public func resolve(
        _ address: String,
        on channel: ID<Channel>
    ) async throws -> ResolvedContact? {
        guard let place = places[channel] else {
            throw PluginFailure(.transient, problem(of: channel) ?? "the channel is not open")
        }
        guard place.port.abilities.contains(.resolve) else {
            return ResolvedContact(conversation: address, name: "", identities: [])
        }
        return try await place.port.resolve(address)
    }

    /// Puts what a channel says of a contact into the engine's identities.
    public func identities(
        of contact: ResolvedContact,
        on channel: ID<Channel>
    ) -> [ContactIdentity] {
        let scope = places[channel]?.traits.identityScope ?? ""
        return contact.identities.map { ContactIdentity($0, on: channel, scope: scope) }
    }

    /// Asks how the page of a live chat looks.
    ///
    /// - Throws: `PluginFailure`.
    public func visitorPage(of channel: ID<Channel>) async throws -> VisitorPage {
        guard let place = places[channel] else {
            throw PluginFailure(.transient, problem(of: channel) ?? "the channel is not open")
        }
        return try await place.port.visitorPage()
    }

    /// Shows the contact of a session that one of us is writing, where the channel can.
    public func showTyping(in session: ID<Session>) async {
        await show(isRead: false, isTyping: true, in: session)
    }

    /// Shows the contact of a session that their messages were seen, where the channel can.
    func showRead(in session: ID<Session>) async {
        await show(isRead: true, isTyping: false, in: session)
    }

    /// Shows a contact something of ours; best effort, since it passes anyway.
    private func show(isRead: Bool, isTyping: Bool, in id: ID<Session>) async {
        guard let session = await switchboard.read({ $0.sessions[id] }),
            let place = places[session.channel], place.port.abilities.contains(.receipt)
        else { return }
        let features = place.traits.features
        let news = ReceiptNews(
            isRead: isRead && features.contains(.markRead),
            isTyping: isTyping && features.contains(.typingOut),
            conversation: session.address,
            message: await lastInbound(of: id)
        )
        guard news.isRead || news.isTyping else { return }
        do {
            let pushes = try await place.port.show(news)
            tell(pushes.map { .push(channel: session.channel, $0) })
        } catch {
            logger.debug("a receipt was not shown", metadata: ["reason": "\(error)"])
        }
    }

    private func material(of id: ID<Message>) async throws -> OutboundMessage.Source? {
        guard let stored = try await folder.library.message(id) else { return nil }
        var source = OutboundMessage.Source(stored: stored)
        if let session = stored.message.session {
            source.session = await switchboard.read { $0.sessions[session] }
            if source.session == nil {
                source.session = try await folder.library.session(session)
            }
        }
        source.contact = try await folder.library.contact(stored.message.contact)
        if case .agent(let agent) = stored.message.author {
            source.author = await switchboard.read { $0.agent(agent) }
        }
        if let use = stored.content.template {
            let channel = stored.message.channel
            source.template = await switchboard.read { floor in
                floor.allTemplates.first {
                    $0.channel == channel && $0.name == use.name && $0.language == use.language
                }
            }
        }
        return source
    }

    private func lastInbound(of session: ID<Session>) async -> String {
        let items = try? await folder.library.timeline(of: session, before: nil, limit: 50)
        for case .message(let stored) in (items ?? []).map(\.entry)
        where stored.message.direction == .inbound {
            return stored.message.providerID
        }
        return ""
    }

    /// Tells administrators that a provider refuses a channel's credentials.
    private func tellRefusal(of place: Place) async {
        let reason = "the provider refuses the credentials"
        note(reason, of: place.channel.id)
        logger.error("\(reason)", metadata: ["channel": "\(place.channel.slug)"])
        // Once an hour is enough for people; the key drops the others.
        let hour = clock.now().milliseconds / 3_600_000
        let notice = Inbound(
            channel: place.channel.id,
            dedupeKey: "credentials-refused/\(hour)",
            sentAt: clock.now(),
            signal: .notice(kind: "credentials-refused", text: reason)
        )
        _ = try? await switchboard.submit(.receive(notice), by: .system)
    }
}
