import CPluginABI

extension Event {
    /// Lends the event to the host.
    func lend(_ arena: Arena) -> cnx_event_v1 {
        var lent = cnx_event_v1()
        lent.size = UInt32(MemoryLayout<cnx_event_v1>.size)
        lent.direction = direction.rawValue
        lent.time_ms = time
        lent.dedupe_key = arena.text(key)
        lent.account = arena.text(account)
        lent.conversation_key = arena.text(conversation)
        lent.thread_key = arena.text(thread)
        lent.identities = arena.array(identities.map { $0.lend(arena) })
        lent.n_identities = identities.count
        lent.contact_name = arena.text(contactName)
        lent.contact_language = arena.text(contactLanguage)
        lent.extra_json = arena.text(extra)
        if let window {
            lent.window_until_ms = window.until
            lent.window_who = window.who.rawValue
        }
        if isAutomatic { lent.flags |= UInt32(CNX_EVENT_AUTOMATIC) }
        kind.lend(to: &lent, arena)
        return lent
    }
}

extension Event.Kind {
    /// Fills in what belongs to the kind.
    fileprivate func lend(to lent: inout cnx_event_v1, _ arena: Arena) {
        switch self {
        case .message(let message):
            lent.kind = cnx_event_kind(CNX_EVENT_MESSAGE)
            message.lend(to: &lent, arena)
        case .reaction(let target, let emoji):
            lent.kind = cnx_event_kind(CNX_EVENT_REACTION)
            lent.target_id = arena.text(target)
            lent.reaction = arena.text(emoji ?? "")
        case .edit(let target, let text, let format):
            lent.kind = cnx_event_kind(CNX_EVENT_EDIT)
            lent.target_id = arena.text(target)
            lent.text = arena.text(text)
            lent.text_format = format.rawValue
        case .deletion(let target):
            lent.kind = cnx_event_kind(CNX_EVENT_DELETION)
            lent.target_id = arena.text(target)
        case .delivery(let target, let state, let error):
            lent.kind = cnx_event_kind(CNX_EVENT_DELIVERY)
            lent.target_id = arena.text(target)
            lent.delivery_state = state.rawValue
            error?.lend(to: &lent, arena)
        case .typing: lent.kind = cnx_event_kind(CNX_EVENT_TYPING)
        case .contact: lent.kind = cnx_event_kind(CNX_EVENT_CONTACT)
        case .left: lent.kind = cnx_event_kind(CNX_EVENT_LEFT)
        case .optOut: lent.kind = cnx_event_kind(CNX_EVENT_OPT_OUT)
        case .optIn: lent.kind = cnx_event_kind(CNX_EVENT_OPT_IN)
        case .window: lent.kind = cnx_event_kind(CNX_EVENT_WINDOW)
        case .template(let status):
            lent.kind = cnx_event_kind(CNX_EVENT_TEMPLATE)
            status.lend(to: &lent, arena)
        case .account(let state, let error):
            lent.kind = cnx_event_kind(CNX_EVENT_ACCOUNT)
            lent.account_state = state.rawValue
            error?.lend(to: &lent, arena)
        }
    }
}

extension Message {
    fileprivate func lend(to lent: inout cnx_event_v1, _ arena: Arena) {
        lent.message_id = arena.text(id)
        lent.reply_to_id = arena.text(replyTo)
        lent.subject = arena.text(subject)
        lent.text = arena.text(text)
        lent.text_format = format.rawValue
        lent.attachments = arena.array(attachments.map { $0.lend(arena) })
        lent.n_attachments = attachments.count
        if let choice {
            lent.choice_kind = choice.kind.rawValue
            lent.choice_id = arena.text(choice.id)
            lent.choice_title = arena.text(choice.title)
        }
        if let place {
            lent.flags |= UInt32(CNX_EVENT_HAS_PLACE)
            lent.latitude = place.latitude
            lent.longitude = place.longitude
            lent.place_name = arena.text(place.name)
            lent.place_address = arena.text(place.address)
        }
        if isForwarded { lent.flags |= UInt32(CNX_EVENT_FORWARDED) }
        if isUnsupported { lent.flags |= UInt32(CNX_EVENT_UNSUPPORTED) }
    }
}

extension TemplateStatus {
    fileprivate func lend(to lent: inout cnx_event_v1, _ arena: Arena) {
        lent.template_id = arena.text(id)
        lent.template_name = arena.text(name)
        lent.template_language = arena.text(language)
        lent.template_category = arena.text(category)
        lent.template_json = arena.text(components)
        lent.template_state = state.rawValue
        error?.lend(to: &lent, arena)
    }
}

extension ProviderError {
    fileprivate func lend(to lent: inout cnx_event_v1, _ arena: Arena) {
        lent.error_code = arena.text(code)
        lent.error_text = arena.text(text)
    }
}

extension Identity {
    /// Lends the identity to the host.
    func lend(_ arena: Arena) -> cnx_identity_v1 {
        cnx_identity_v1(
            kind: kind.rawValue,
            reserved: 0,
            value: arena.text(value),
            scope: arena.text(scope)
        )
    }
}

extension Attachment {
    /// Lends the attachment to the host.
    func lend(_ arena: Arena) -> cnx_attachment_v1 {
        var lent = cnx_attachment_v1()
        lent.kind = kind.rawValue
        if isVoice { lent.flags |= UInt32(CNX_ATTACHMENT_VOICE) }
        if isAnimated { lent.flags |= UInt32(CNX_ATTACHMENT_ANIMATED) }
        lent.id = arena.text(id)
        lent.url = arena.text(url)
        lent.blob = arena.text(file)
        lent.bytes = arena.bytes(bytes)
        lent.mime = arena.text(mime)
        lent.file_name = arena.text(fileName)
        lent.caption = arena.text(caption)
        lent.sha256 = arena.text(sha256)
        lent.length = length
        lent.duration_ms = duration
        return lent
    }
}

extension Capabilities {
    /// Lends the capabilities to the host.
    func lend(_ arena: Arena) -> cnx_capabilities_v1 {
        var lent = cnx_capabilities_v1()
        lent.size = UInt32(MemoryLayout<cnx_capabilities_v1>.size)
        lent.features = features.rawValue
        lent.window_s = window
        lent.human_window_s = humanWindow
        lent.resume = resume.rawValue
        lent.rhythm = rhythm.rawValue
        lent.text_unit = textUnit.rawValue
        lent.text_format = textFormat.rawValue
        lent.max_text = maximumText
        lent.max_subject = maximumSubject
        lent.max_attachments = maximumAttachments
        lent.max_buttons = maximumButtons
        lent.max_button_title = maximumButtonTitle
        lent.max_list_options = maximumListOptions
        lent.max_per_second = maximumPerSecond
        lent.poll_interval_ms = pollInterval
        lent.identity_scope = arena.text(identityScope)
        let rules = media.map { rule in
            cnx_media_rule_v1(
                kind: rule.kind.rawValue,
                max_seconds: rule.maximumSeconds,
                max_bytes: rule.maximumBytes,
                max_caption: rule.maximumCaption,
                reserved: 0,
                mime_types: arena.text(rule.types.joined(separator: " "))
            )
        }
        lent.media = arena.array(rules)
        lent.n_media = rules.count
        return lent
    }
}
