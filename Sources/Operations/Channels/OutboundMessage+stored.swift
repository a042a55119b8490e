internal import Engine
internal import PluginHost

extension OutboundMessage {
    /// Is everything about a stored message that its channel needs to send it.
    struct Source: Sendable {
        var stored: StoredMessage
        var session: Session?
        var contact: Contact?
        var author: Agent?
        var template: MessageTemplate?
    }

    /// Puts a message of ours into a channel's words.
    init(_ source: Source, traits: ChannelTraits) {
        let (stored, content) = (source.stored, source.stored.content)
        self.init(
            idempotencyKey: stored.message.id.description,
            author: Self.author(of: source),
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
        let files = content.attachments.map { ChannelAttachment($0, of: content.kind) }
        if let use = content.template {
            // The only file of a template is that of its header.
            template = OutboundTemplate(use, of: source.template, file: files.first)
        } else {
            attachments = files
        }
        offer(content.options, traits: traits)
        lastInbound = source.session?.lastInboundAt?.milliseconds ?? 0
        windowUntil = source.session?.windowEndsAt?.milliseconds ?? 0
    }
}

extension OutboundMessage {
    private static func author(of source: Source) -> Author {
        switch source.stored.message.author {
        case .agent: .agent
        case .contact, .automatic, .elsewhere:
            source.session?.phase == .selfService ? .flow : .automatic
        }
    }

    /// Offers the options of a menu as the channel can: on buttons, in a list, or with numbers.
    private mutating func offer(_ choices: [Content.Option], traits: ChannelTraits) {
        guard !choices.isEmpty else { return }
        let features = traits.features
        let kind: OutboundOptions.Kind
        if features.contains(.buttons), choices.count <= Int(traits.maximumButtons),
            choices.allSatisfy(\.detail.isEmpty) || !features.contains(.lists)
        {
            kind = .buttons
        } else if features.contains(.lists), choices.count <= Int(traits.maximumListOptions) {
            kind = .list
        } else if features.contains(.buttons), choices.count <= Int(traits.maximumButtons) {
            kind = .buttons
        } else {
            // The channel can less than it could when the menu was written.
            let lines = choices.enumerated().map { "\($0 + 1). \($1.title)" }
            text += "\n\n" + lines.joined(separator: "\n")
            return
        }
        options = OutboundOptions(
            kind: kind,
            options: choices.map { .init(id: $0.id, title: $0.title, description: $0.detail) }
        )
    }
}

extension OutboundTemplate {
    /// Puts a template's parameters where the template has places for them.
    init(_ use: Content.TemplateUse, of template: MessageTemplate?, file: ChannelAttachment?) {
        var arguments: [Argument] = []
        if let file { arguments.append(Argument(place: .header, index: 0, value: .media(file))) }
        arguments += Self.arguments(use.header, in: .header, template?.headerParameterNames ?? [])
        arguments += Self.arguments(use.parameters, in: .body, template?.parameterNames ?? [])
        for (index, text) in use.buttons.sorted(by: { $0.key < $1.key }) where index >= 0 {
            let buttons = template?.buttons ?? []
            let kind = buttons.indices.contains(index) ? buttons[index].kind : .quickReply
            let value: Argument.Value? =
                switch kind {
                case .quickReply: .payload(text)
                case .url: .url(text)
                case .code: .text(text)
                case .phone: nil
                }
            guard let value else { continue }
            arguments.append(Argument(place: .button, index: UInt32(index), value: value))
        }
        self.init(name: use.name, language: use.language, arguments: arguments)
    }

    /// The parameters of a text, each with its name where the template has names.
    private static func arguments(
        _ texts: [String],
        in place: Argument.Place,
        _ names: [String]
    ) -> [Argument] {
        let isNamed = MessageTemplate.hasNames(names)
        return texts.enumerated().map { index, text in
            let name = isNamed && names.indices.contains(index) ? names[index] : ""
            return Argument(place: place, index: UInt32(index), name: name, value: .text(text))
        }
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
    init(_ result: SendResult) {
        switch result.outcome {
        case .retry(_, let error) where !result.wasTried: self = .notTried(DeliveryError(error))
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
