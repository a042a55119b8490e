internal import OrderedCollections

extension Floor {
    /// Checks that a content can go to an address now, and gives it as it will go.
    ///
    /// A template's text is filled in here, so that what people read is what the contact gets.
    func checked(
        _ content: Content,
        on channel: Channel,
        windowEndsAt: Timestamp?,
        at now: Timestamp
    ) throws(Refusal) -> Content {
        guard channel.isActive else { throw .channelInactive }
        let capabilities = channel.capabilities
        var checked = Content(
            kind: content.kind,
            text: content.text,
            attachments: content.attachments,
            replyTo: content.replyTo
        )
        switch content.kind {
        case .text:
            guard !content.text.trimmed.isEmpty else { throw .empty }
            checked.attachments = []
        case .image, .audio, .video, .document, .sticker:
            guard capabilities.sendsMedia else { throw .unsupported }
            guard !content.attachments.isEmpty,
                content.attachments.allSatisfy({ !$0.hash.isEmpty })
            else { throw .empty }
        case .template:
            guard capabilities.hasTemplates else { throw .unsupported }
            guard let use = content.template else { throw .empty }
            checked.text = try filled(use, on: channel)
            checked.template = use
        case .location, .contacts, .choice, .unsupported:
            throw .unsupported
        }
        if content.kind != .template {
            let maximum = capabilities.maximumText
            guard maximum == 0 || checked.text.unicodeScalars.count <= maximum else {
                throw .tooLong(maximum: maximum)
            }
            guard channel.isWindowOpen(until: windowEndsAt, at: now) else {
                throw .windowClosed(capabilities.resume)
            }
        }
        return checked
    }

    /// Fills in a template that may be sent on a channel.
    private func filled(
        _ use: Content.TemplateUse,
        on channel: Channel
    ) throws(Refusal) -> String {
        let template = templates.values.first {
            $0.channel == channel.id && $0.name == use.name && $0.language == use.language
        }
        guard let template else { throw .notFound(.template) }
        guard template.state == .approved else { throw .templateNotSendable(template.state) }
        let expected = template.parameterCount
        guard use.parameters.count == expected else {
            throw .templateParameters(expected: expected, given: use.parameters.count)
        }
        guard use.parameters.allSatisfy({ !$0.trimmed.isEmpty }) else { throw .empty }
        return template.text(use.parameters)
    }
}

extension Channel {
    /// Tells whether free messages may go at a moment, of a window with that end.
    public func isWindowOpen(until end: Timestamp?, at now: Timestamp) -> Bool {
        guard capabilities.windowSeconds > 0 else { return true }
        guard let end else { return false }
        return now < end
    }
}
