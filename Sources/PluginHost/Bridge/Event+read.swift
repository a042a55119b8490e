import CPluginABI

extension ChannelEvent {
    /// Copies what a plugin tells; throws `Unfit` when it is not as the contract says.
    init(_ told: cnx_event_v1, now: Int64) throws {
        let key = try told.dedupe_key.required("dedupe_key")
        let kind = try Kind(told)
        let conversation = try told.conversation_key.key("conversation_key")
        switch kind {
        case .delivery, .template, .account, .unknown: break
        default:
            guard !conversation.isEmpty else { throw Unfit.argument("conversation_key is missing") }
        }
        let until = told.window_until_ms
        self.init(
            key: key,
            kind: kind,
            time: told.time_ms > 0 ? told.time_ms : now,
            direction: Direction(rawValue: told.direction) ?? .inbound,
            account: try told.account.key("account"),
            conversation: conversation,
            thread: try told.thread_key.key("thread_key"),
            identities: try [ChannelIdentity](told.identities, told.n_identities),
            contactName: try told.contact_name.text("contact_name"),
            contactLanguage: try told.contact_language.key("contact_language"),
            window: until > 0
                ? ChannelWindow(until: until, who: .init(rawValue: told.window_who) ?? .anyone)
                : nil,
            isAutomatic: told.flags & UInt32(CNX_EVENT_AUTOMATIC) != 0,
            extra: try told.extra_json.json("extra_json")
        )
    }

    /// Roughly the memory that the event takes.
    var weight: Int {
        var weight = 512 + extra.utf8.count + contactName.utf8.count
        switch kind {
        case .message(let message):
            weight += message.text.utf8.count + message.subject.utf8.count
            for file in message.attachments { weight += 256 + file.bytes.count }
        case .edit(_, let text, _): weight += text.utf8.count
        case .template(let news): weight += news.components.utf8.count
        default: break
        }
        return weight
    }
}

extension ChannelEvent.Kind {
    fileprivate init(_ told: cnx_event_v1) throws {
        switch Int(told.kind) {
        case CNX_EVENT_MESSAGE: self = .message(try ChannelMessage(told))
        case CNX_EVENT_REACTION:
            let emoji = try told.reaction.key("reaction")
            self = .reaction(
                target: try told.target_id.required("target_id"),
                emoji: emoji.isEmpty ? nil : emoji
            )
        case CNX_EVENT_EDIT:
            self = .edit(
                target: try told.target_id.required("target_id"),
                text: try told.text.text("text", Limit.text),
                format: ChannelTextFormat(rawValue: told.text_format) ?? .plain
            )
        case CNX_EVENT_DELETION: self = .deletion(target: try told.target_id.required("target_id"))
        case CNX_EVENT_DELIVERY:
            guard let state = ChannelEvent.DeliveryState(rawValue: told.delivery_state) else {
                throw Unfit.argument("delivery_state is \(told.delivery_state)")
            }
            self = .delivery(
                target: try told.target_id.required("target_id"),
                state,
                error: try ProviderError(told)
            )
        case CNX_EVENT_TYPING: self = .typing
        case CNX_EVENT_CONTACT: self = .contact
        case CNX_EVENT_LEFT: self = .left
        case CNX_EVENT_OPT_OUT: self = .optOut
        case CNX_EVENT_OPT_IN: self = .optIn
        case CNX_EVENT_TEMPLATE: self = .template(try TemplateNews(told))
        case CNX_EVENT_ACCOUNT:
            self = .account(
                ChannelEvent.AccountState(rawValue: told.account_state) ?? .degraded,
                error: try ProviderError(told)
            )
        case CNX_EVENT_WINDOW:
            guard told.window_until_ms > 0 else {
                throw Unfit.argument("window_until_ms is missing")
            }
            self = .window
        default: self = .unknown(told.kind)
        }
    }
}

extension ChannelMessage {
    fileprivate init(_ told: cnx_event_v1) throws {
        var choice: ChannelChoice?
        if told.choice_kind != 0 {
            choice = ChannelChoice(
                kind: .init(rawValue: told.choice_kind) ?? .button,
                id: try told.choice_id.text("choice_id", Limit.text),
                title: try told.choice_title.text("choice_title")
            )
        }
        var place: ChannelPlace?
        if told.flags & UInt32(CNX_EVENT_HAS_PLACE) != 0 {
            guard (-90...90).contains(told.latitude), (-180...180).contains(told.longitude) else {
                throw Unfit.argument("latitude or longitude is not on earth")
            }
            place = ChannelPlace(
                latitude: told.latitude,
                longitude: told.longitude,
                name: try told.place_name.text("place_name"),
                address: try told.place_address.text("place_address")
            )
        }
        self.init(
            id: try told.message_id.required("message_id"),
            replyTo: try told.reply_to_id.key("reply_to_id"),
            subject: try told.subject.text("subject"),
            text: try told.text.text("text", Limit.text),
            format: ChannelTextFormat(rawValue: told.text_format) ?? .plain,
            attachments: try read(
                told.attachments,
                told.n_attachments,
                "attachments",
                Limit.attachments
            ) { try ChannelAttachment($0, "attachments[\($1)]") },
            choice: choice,
            place: place,
            isForwarded: told.flags & UInt32(CNX_EVENT_FORWARDED) != 0,
            isUnsupported: told.flags & UInt32(CNX_EVENT_UNSUPPORTED) != 0
        )
    }
}

extension ChannelAttachment {
    /// Copies what a plugin tells of a file.
    init(_ told: cnx_attachment_v1, _ field: String) throws {
        self.init(
            kind: ChannelMediaKind(rawValue: told.kind) ?? .document,
            id: try told.id.key("\(field).id"),
            url: try told.url.text("\(field).url"),
            blob: try told.blob.key("\(field).blob"),
            bytes: try told.bytes.copy("\(field).bytes"),
            mime: try told.mime.key("\(field).mime"),
            fileName: try told.file_name.text("\(field).file_name"),
            caption: try told.caption.text("\(field).caption", Limit.text),
            sha256: try told.sha256.key("\(field).sha256"),
            length: told.length,
            duration: told.duration_ms,
            isVoice: told.flags & UInt32(CNX_ATTACHMENT_VOICE) != 0,
            isAnimated: told.flags & UInt32(CNX_ATTACHMENT_ANIMATED) != 0
        )
    }
}

extension TemplateNews {
    fileprivate init(_ told: cnx_event_v1) throws {
        self.init(
            id: try told.template_id.key("template_id"),
            name: try told.template_name.required("template_name"),
            language: try told.template_language.key("template_language"),
            state: State(rawValue: told.template_state) ?? .disabled,
            category: try told.template_category.key("template_category"),
            components: try told.template_json.json("template_json", array: true),
            error: try ProviderError(told)
        )
    }
}

extension ProviderError {
    /// Copies the error of an event; `nil` when it has none.
    fileprivate init?(_ told: cnx_event_v1) throws {
        let code = try told.error_code.key("error_code")
        let text = try told.error_text.text("error_text")
        guard !code.isEmpty || !text.isEmpty else { return nil }
        self.init(code: code, text: text)
    }
}

extension Array where Element == ChannelIdentity {
    /// Copies what a plugin tells of somebody's names; empty ones are left out.
    init(_ start: UnsafePointer<cnx_identity_v1>?, _ count: Int) throws {
        self = try read(start, count, "identities", Limit.identities) { told, index in
            ChannelIdentity(
                kind: .init(rawValue: told.kind) ?? .provider,
                value: try told.value.key("identities[\(index)].value"),
                scope: try told.scope.key("identities[\(index)].scope")
            )
        }
        .filter { !$0.value.isEmpty }
    }
}
