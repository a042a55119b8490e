internal import Engine
internal import PluginHost

extension Inbound {
    /// The most of a provider's own words that a notice keeps, in characters.
    private static let extraLimit = 64 << 10

    /// Puts a channel's event into the engine's words; `nil` when it is nothing for the books.
    init?(_ event: ChannelEvent, on channel: ID<Channel>, identityScope: String) {
        let about: (id: String, signal: Signal)
        switch event.kind {
        case .message(let message):
            let content = Content(message, extra: event.extra)
            switch event.direction {
            case .inbound: about = (message.id, .message(content))
            // Without a provider's import in the engine, what was said elsewhere and before us is
            // shown like an echo: it opens nothing and asks nobody to answer.
            case .echo, .history: about = (message.id, .echo(content))
            }
        case .reaction(let target, let emoji): about = (target, .reaction(emoji ?? ""))
        case .edit(let target, let text, _): about = (target, .edit(text))
        case .deletion(let target): about = (target, .deletion)
        case .delivery(let target, let state, let error):
            about = (target, .delivery(Delivery(state), error: error.map(DeliveryError.init)))
        case .template(let news):
            let reason = news.error?.text ?? ""
            let state = MessageTemplate.State(news.state)
            about = ("", .template(name: news.name, language: news.language, state, reason: reason))
        case .account(let state, let error):
            // What the plugin could not read comes along: an administrator finds it here alone.
            let parts = [error?.text ?? "", String(event.extra.prefix(Self.extraLimit))]
            let text = parts.filter { !$0.isEmpty }.joined(separator: "\n")
            about = ("", .notice(kind: "account-\(state)", text: text))
        case .optOut: about = ("", .notice(kind: "opt-out", text: ""))
        case .optIn: about = ("", .notice(kind: "opt-in", text: ""))
        case .unknown(let kind): about = ("", .notice(kind: "unknown-event", text: "\(kind)"))
        case .typing, .contact, .left, .window: return nil
        }
        self.init(
            channel: channel,
            dedupeKey: event.key,
            sentAt: Timestamp(milliseconds: event.time),
            identities: event.identities.map {
                ContactIdentity($0, on: channel, scope: identityScope)
            },
            profileName: event.contactName,
            address: event.conversation,
            providerID: about.id,
            signal: about.signal
        )
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
