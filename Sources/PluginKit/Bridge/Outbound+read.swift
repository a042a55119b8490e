import CPluginABI

extension WebhookRequest {
    /// Copies what the host lends.
    init(_ lent: cnx_webhook_v1) {
        self.init(
            method: String(lent.method),
            path: String(lent.path),
            query: String(lent.query),
            remoteAddress: String(lent.remote_ip),
            headers: [(key: String, value: String)](lent.headers, lent.n_headers) {
                (key: String($0.name), value: String($0.value))
            },
            body: [UInt8](lent.body),
            visitor: String(lent.visitor),
            received: lent.received_ms
        )
    }
}

extension Outbound {
    /// Copies what the host lends.
    init(_ lent: cnx_outbound_v1) {
        self.init(
            author: Author(rawValue: lent.author) ?? .automatic,
            authorName: String(lent.author_name),
            attempt: Int(lent.attempt),
            idempotencyKey: String(lent.idempotency_key),
            session: String(lent.session_id),
            protocolNumber: String(lent.protocol_number),
            conversation: String(lent.conversation_key),
            thread: String(lent.thread_key),
            identities: [Identity](lent.identities, lent.n_identities, Identity.init),
            replyTo: String(lent.reply_to_id),
            subject: String(lent.subject),
            text: String(lent.text),
            format: TextFormat(rawValue: lent.text_format) ?? .plain,
            attachments: [Attachment](lent.attachments, lent.n_attachments, Attachment.init),
            template: lent.template_message.map { Template($0.pointee) },
            interactive: lent.interactive.map { Interactive($0.pointee) },
            lastInbound: lent.last_inbound_ms,
            windowUntil: lent.window_until_ms
        )
    }
}

extension Identity {
    fileprivate init(_ lent: cnx_identity_v1) {
        self.init(
            Kind(rawValue: lent.kind) ?? .provider,
            String(lent.value),
            scope: String(lent.scope)
        )
    }
}

extension Attachment {
    /// Copies what the host lends.
    init(_ lent: cnx_attachment_v1) {
        self.init(MediaKind(rawValue: lent.kind) ?? .document)
        id = String(lent.id)
        url = String(lent.url)
        file = String(lent.blob)
        bytes = [UInt8](lent.bytes)
        mime = String(lent.mime)
        fileName = String(lent.file_name)
        caption = String(lent.caption)
        sha256 = String(lent.sha256)
        length = lent.length
        duration = lent.duration_ms
        isVoice = lent.flags & UInt32(CNX_ATTACHMENT_VOICE) != 0
        isAnimated = lent.flags & UInt32(CNX_ATTACHMENT_ANIMATED) != 0
    }
}

extension Template {
    fileprivate init(_ lent: cnx_template_v1) {
        self.init(
            name: String(lent.name),
            language: String(lent.language),
            arguments: [Argument](lent.arguments, lent.n_arguments, Argument.init)
        )
    }
}

extension Template.Argument {
    fileprivate init(_ lent: cnx_argument_v1) {
        let text = String(lent.text)
        let value: Value =
            switch Int(lent.kind) {
            case CNX_ARGUMENT_CURRENCY:
                .currency(
                    fallback: text,
                    code: String(lent.currency),
                    thousandths: lent.amount_1000
                )
            case CNX_ARGUMENT_MOMENT: .moment(fallback: text)
            case CNX_ARGUMENT_MEDIA:
                lent.attachment.map { .media(Attachment($0.pointee)) } ?? .text(text)
            case CNX_ARGUMENT_URL: .url(text)
            case CNX_ARGUMENT_PAYLOAD: .payload(text)
            default: .text(text)
            }
        self.init(
            place: Place(rawValue: lent.place) ?? .body,
            index: Int(lent.index),
            name: String(lent.name),
            value: value
        )
    }
}

extension Interactive {
    fileprivate init(_ lent: cnx_interactive_v1) {
        self.init(
            kind: Kind(rawValue: lent.kind) ?? .buttons,
            header: String(lent.header),
            footer: String(lent.footer),
            listTitle: String(lent.list_title),
            options: [Option](lent.options, lent.n_options) { option in
                Option(
                    id: String(option.id),
                    title: String(option.title),
                    description: String(option.description),
                    section: String(option.section),
                    url: String(option.url)
                )
            }
        )
    }
}

extension SessionChange {
    /// Copies what the host lends; `nil` for a state that is not known here.
    init?(_ lent: cnx_session_change_v1) {
        guard let state = State(rawValue: lent.state) else { return nil }
        self.init(
            state: state,
            session: String(lent.session_id),
            protocolNumber: String(lent.protocol_number),
            conversation: String(lent.conversation_key),
            thread: String(lent.thread_key),
            agentName: String(lent.agent_name),
            time: lent.time_ms
        )
    }
}

extension Receipt {
    /// Copies what the host lends.
    init(_ lent: cnx_receipt_v1) {
        self.init(
            isRead: lent.what & UInt32(CNX_RECEIPT_READ) != 0,
            isTyping: lent.what & UInt32(CNX_RECEIPT_TYPING) != 0,
            conversation: String(lent.conversation_key),
            message: String(lent.message_id)
        )
    }
}
