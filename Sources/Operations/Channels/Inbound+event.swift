internal import Engine
internal import PluginHost

extension Inbound {
    /// The most of a provider's own words that a notice keeps, in characters.
    private static let extraLimit = 64 << 10

    /// Puts a channel's event into the engine's words; none when it is nothing for the books.
    ///
    /// A message that also says until when we may answer becomes two events.
    static func all(
        of event: ChannelEvent,
        on channel: ID<Channel>,
        identityScope: String
    ) -> [Inbound] {
        var events: [Inbound] = []
        let about = about(event)
        if let about {
            events.append(
                Inbound(event, about, key: event.key, on: channel, scope: identityScope)
            )
        }
        if let window = event.window {
            let key = about == nil ? event.key : event.key + "/window"
            let until = Timestamp(milliseconds: window.until)
            let signal = Signal.window(until: until, who: WindowAudience(window.who))
            events.append(
                Inbound(event, ("", signal), key: key, on: channel, scope: identityScope)
            )
        }
        return events
    }

    /// The message that an event is or is about, and what was heard; `nil` for what only passes.
    private static func about(_ event: ChannelEvent) -> (id: String, signal: Signal)? {
        switch event.kind {
        case .message(let message):
            let content = Content(message, extra: event.extra)
            switch event.direction {
            case .inbound: return (message.id, .message(content))
            // Without a provider's import in the engine, what was said elsewhere and before us is
            // shown like an echo: it opens nothing and asks nobody to answer.
            case .echo, .history: return (message.id, .echo(content))
            }
        case .reaction(let target, let emoji): return (target, .reaction(emoji ?? ""))
        case .edit(let target, let text, _): return (target, .edit(text))
        case .deletion(let target): return (target, .deletion)
        case .delivery(let target, let state, let error):
            return (target, .delivery(Delivery(state), error: error.map(DeliveryError.init)))
        case .template(let news):
            let reason = news.error?.text ?? ""
            let state = MessageTemplate.State(news.state)
            return ("", .template(name: news.name, language: news.language, state, reason: reason))
        case .account(let state, let error):
            // What the plugin could not read comes along: an administrator finds it here alone.
            let parts = [error?.text ?? "", String(event.extra.prefix(extraLimit))]
            let text = parts.filter { !$0.isEmpty }.joined(separator: "\n")
            return ("", .notice(kind: "account-\(state)", text: text))
        case .optOut: return ("", .notice(kind: "opt-out", text: ""))
        case .optIn: return ("", .notice(kind: "opt-in", text: ""))
        case .unknown(let kind): return ("", .notice(kind: "unknown-event", text: "\(kind)"))
        case .typing, .contact, .left, .window: return nil
        }
    }

    private init(
        _ event: ChannelEvent,
        _ about: (id: String, signal: Signal),
        key: String,
        on channel: ID<Channel>,
        scope: String
    ) {
        self.init(
            channel: channel,
            dedupeKey: key,
            sentAt: Timestamp(milliseconds: event.time),
            identities: event.identities.map { ContactIdentity($0, on: channel, scope: scope) },
            profileName: event.contactName,
            address: event.conversation,
            providerID: about.id,
            thread: event.thread,
            isAutomatic: event.isAutomatic,
            signal: about.signal
        )
    }
}

extension WindowAudience {
    init(_ who: ChannelWindow.Who) {
        switch who {
        case .anyone: self = .anyone
        case .human: self = .human
        }
    }
}

extension ContactIdentity {
    /// Puts a channel's identity into the engine's words.
    ///
    /// A provider's id is known where the plugin says that it is unique: in a space of that name,
    /// or on this account alone.
    init(_ identity: ChannelIdentity, on channel: ID<Channel>, scope: String) {
        switch identity.kind {
        case .phone:
            self.init(kind: .phone, value: identity.value.filter { $0 != "+" })
        case .email:
            self.init(kind: .email, value: identity.value.lowercased())
        case .provider:
            let part = identity.scope.isEmpty ? "" : "/" + identity.scope
            self.init(
                kind: scope.isEmpty ? .account : .provider,
                scope: (scope.isEmpty ? channel.description : scope) + part,
                value: identity.value
            )
        }
    }
}

extension ChannelIdentity {
    /// Puts an identity of ours into a channel's words; `nil` when it means nothing there.
    init?(_ identity: ContactIdentity, on channel: ID<Channel>, scope: String) {
        switch identity.kind {
        case .phone: self.init(kind: .phone, value: "+" + identity.value)
        case .email: self.init(kind: .email, value: identity.value)
        case .provider, .account:
            let space = scope.isEmpty ? channel.description : scope
            guard identity.scope == space || identity.scope.hasPrefix(space + "/") else {
                return nil
            }
            let part = identity.scope.dropFirst(space.count + 1)
            self.init(kind: .provider, value: identity.value, scope: String(part))
        }
    }
}

extension Delivery {
    init(_ state: ChannelEvent.DeliveryState) {
        switch state {
        case .sent: self = .accepted
        case .delivered: self = .delivered
        case .read: self = .read
        case .failed: self = .failed
        }
    }
}

extension DeliveryError {
    init(_ error: ProviderError) {
        self.init(code: error.code, text: error.text)
    }
}

extension MessageTemplate.State {
    init(_ state: TemplateNews.State) {
        switch state {
        case .approved: self = .approved
        case .pending: self = .pending
        case .rejected: self = .rejected
        case .paused: self = .paused
        case .disabled: self = .disabled
        case .archived: self = .archived
        }
    }
}
