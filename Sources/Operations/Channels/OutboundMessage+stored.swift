internal import Engine
internal import PluginHost

extension OutboundMessage {
    /// Is everything about a stored message that its channel needs to send it.
    struct Source: Sendable {
        var stored: StoredMessage
        var session: Session?
        var contact: Contact?
        var author: Agent?
    }

    /// Puts a message of ours into a channel's words.
    init(_ source: Source, traits: ChannelTraits) {
        let (stored, content) = (source.stored, source.stored.content)
        let isAgent = if case .agent = stored.message.author { true } else { false }
        self.init(
            idempotencyKey: stored.message.id.description,
            author: isAgent ? .agent : .automatic,
            conversation: stored.address,
            text: content.template == nil ? content.text : ""
        )
        authorName = source.author?.publicName ?? ""
        attempt = UInt32(clamping: max(1, stored.attempts))
        session = stored.message.session?.description ?? ""
        protocolNumber = source.session?.protocolNumber.description ?? ""
        identities = (source.contact?.identities ?? []).compactMap {
            ChannelIdentity($0, on: stored.message.channel, scope: traits.identityScope)
        }
        replyTo = content.replyTo
        format = traits.textFormat
        attachments = content.attachments.map { ChannelAttachment($0, of: content.kind) }
        template = content.template.map(OutboundTemplate.init)
        lastInbound = source.session?.lastInboundAt?.milliseconds ?? 0
        windowUntil = source.session?.windowEndsAt?.milliseconds ?? 0
    }
}

extension OutboundTemplate {
    init(_ use: Content.TemplateUse) {
        self.init(
            name: use.name,
            language: use.language,
            arguments: use.parameters.enumerated().map { index, text in
                Argument(place: .body, index: UInt32(index), value: .text(text))
            }
        )
    }
}

extension ChannelAttachment {
    init(_ file: Attachment, of kind: Content.Kind) {
        self.init(
            kind: kind == .sticker ? .sticker : ChannelMediaKind(mediaType: file.mediaType),
            blob: file.hash,
            mime: file.mediaType,
            fileName: file.name,
            sha256: file.hash,
            length: UInt64(max(0, file.size))
        )
    }
}

extension SendOutcome {
    /// Puts what became of a message into the engine's words.
    init(_ outcome: SendResult.Outcome) {
        switch outcome {
        case .accepted(let id, _): self = .accepted(providerID: id)
        case .failed(let error): self = .failed(DeliveryError(error))
        case .retry(let after, let error):
            // A day at most, as the engine has it: a plugin may say any number.
            let seconds = after > 0 ? (min(after, 86_400_000) + 999) / 1_000 : nil
            self = .retry(afterSeconds: seconds, DeliveryError(error))
        case .windowClosed(let error): self = .windowClosed(DeliveryError(error))
        case .unknown(let error): self = .unknown(DeliveryError(error))
        }
    }
}
