internal import OrderedCollections

/// Is where a message is to go, and by whom.
struct Dispatch {
    var channel: Channel

    /// People may do what machines may not: write by the human tag; they also answer for their words.
    var author: WindowAudience

    /// Until when free messages may go to the address.
    var windowEndsAt: Timestamp?

    /// Until when people may write to it by the human tag.
    var humanWindowEndsAt: Timestamp?

    /// Whether the contact refuses what we begin.
    var isRefused = false
}

extension Floor {
    /// Checks that a content can go to an address now, and gives it as it will go.
    ///
    /// A template's text is filled in here, so that what people read is what the contact gets.
    func checked(
        _ content: Content,
        for dispatch: Dispatch,
        at now: Timestamp
    ) throws(Refusal) -> Content {
        let channel = dispatch.channel
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
            let maximum = capabilities.maximumAttachments
            guard maximum == 0 || content.attachments.count <= maximum else {
                throw .tooManyFiles(maximum: maximum)
            }
        case .template:
            return try checkedTemplate(content, for: dispatch)
        case .location, .contacts, .choice, .menu, .unsupported:
            throw .unsupported
        }
        if dispatch.author == .human { try checkWords([content.text]) }
        try checkRoom(for: checked, dispatch, at: now)
        return checked
    }

    /// Checks that a message that was checked before can go again: its form is good, the rest may
    /// have changed since.
    func recheck(
        _ content: Content,
        for dispatch: Dispatch,
        at now: Timestamp
    ) throws(Refusal) {
        guard dispatch.channel.isActive else { throw .channelInactive }
        if content.kind == .template {
            _ = try checkedTemplate(content, for: dispatch)
        } else {
            try checkRoom(for: content, dispatch, at: now)
        }
    }

    /// Passes when a free message is short enough and its window is open.
    private func checkRoom(
        for content: Content,
        _ dispatch: Dispatch,
        at now: Timestamp
    ) throws(Refusal) {
        let capabilities = dispatch.channel.capabilities
        let maximum = capabilities.maximumText
        guard maximum == 0 || content.text.unicodeScalars.count <= maximum else {
            throw .tooLong(maximum: maximum)
        }
        let mayWrite = dispatch.channel.mayWrite(
            as: dispatch.author,
            until: dispatch.windowEndsAt,
            humanUntil: dispatch.humanWindowEndsAt,
            at: now
        )
        guard mayWrite else { throw .windowClosed(capabilities.resume) }
    }

    /// Checks the use of a template of the channel's very number, and fills it in.
    private func checkedTemplate(
        _ content: Content,
        for dispatch: Dispatch
    ) throws(Refusal) -> Content {
        guard dispatch.channel.capabilities.hasTemplates else { throw .unsupported }
        guard let use = content.template else { throw .empty }
        let template = templates.values.first {
            $0.channel == dispatch.channel.id && $0.name == use.name
                && $0.language == use.language
        }
        guard let template else { throw .notFound(.template) }
        guard template.state == .approved else { throw .templateNotSendable(template.state) }
        guard template.category != .marketing || !dispatch.isRefused else { throw .contactRefuses }
        try template.check(use)
        if dispatch.author == .human { try checkWords(use.parameters + use.header) }
        var checked = Content(
            kind: .template,
            text: template.text(use.parameters, header: use.header),
            template: use,
            replyTo: content.replyTo
        )
        if case .media(let kind) = template.header {
            guard content.attachments.count == 1, let file = content.attachments.first,
                !file.hash.isEmpty, kind.fits(file)
            else { throw .invalid("header") }
            checked.attachments = [file]
        }
        return checked
    }

    /// Passes when none of an agent's texts has a word that the company refuses.
    private func checkWords(_ texts: [String]) throws(Refusal) {
        for text in texts {
            if let word = company.rules.wordFilter.blockedWord(in: text) {
                throw .wordBlocked(word)
            }
        }
    }
}

extension Facts {
    /// Whether the contact refuses what we begin, or one that was merged into it does.
    var isRefused: Bool {
        contact?.refusesOutbound == true || group.contains(where: \.refusesOutbound)
    }
}
