import CPluginABI

/// Lends the host's values to a plugin until its call ends.
extension PluginCall {
    /// Lends names with their values.
    func lend(_ pairs: [WebhookRequest.Header]) -> UnsafePointer<cnx_pair>? {
        scratch.array(pairs.map { cnx_pair(name: lend($0.name), value: lend($0.value)) })
    }

    /// Lends bytes.
    func lend(_ bytes: [UInt8]) -> cnx_bytes {
        cnx_bytes(ptr: scratch.array(bytes), len: bytes.count)
    }

    func lend(_ request: WebhookRequest) -> cnx_webhook_v1 {
        var lent = cnx_webhook_v1()
        lent.size = UInt32(MemoryLayout<cnx_webhook_v1>.size)
        lent.method = lend(request.method)
        lent.path = lend(request.path)
        lent.query = lend(request.query)
        lent.remote_ip = lend(request.remoteAddress)
        lent.headers = lend(request.headers)
        lent.n_headers = request.headers.count
        lent.body = lend(request.body)
        lent.visitor = lend(request.visitor)
        lent.received_ms = request.received
        return lent
    }

    func lend(_ message: OutboundMessage) -> cnx_outbound_v1 {
        var lent = cnx_outbound_v1()
        lent.size = UInt32(MemoryLayout<cnx_outbound_v1>.size)
        lent.author = message.author.rawValue
        lent.text_format = message.format.rawValue
        lent.attempt = message.attempt
        lent.idempotency_key = lend(message.idempotencyKey)
        lent.session_id = lend(message.session)
        lent.protocol_number = lend(message.protocolNumber)
        lent.author_name = lend(message.authorName)
        lent.conversation_key = lend(message.conversation)
        lent.thread_key = lend(message.thread)
        lent.identities = lend(message.identities)
        lent.n_identities = message.identities.count
        lent.reply_to_id = lend(message.replyTo)
        lent.subject = lend(message.subject)
        lent.text = lend(message.text)
        lent.attachments = scratch.array(message.attachments.map(lend))
        lent.n_attachments = message.attachments.count
        lent.template_message = message.template.flatMap { scratch.array([lend($0)]) }
        lent.interactive = message.options.flatMap { scratch.array([lend($0)]) }
        lent.last_inbound_ms = message.lastInbound
        lent.window_until_ms = message.windowUntil
        return lent
    }

    func lend(_ identities: [ChannelIdentity]) -> UnsafePointer<cnx_identity_v1>? {
        scratch.array(
            identities.map { identity in
                cnx_identity_v1(
                    kind: identity.kind.rawValue,
                    reserved: 0,
                    value: lend(identity.value),
                    scope: lend(identity.scope)
                )
            }
        )
    }

    func lend(_ file: ChannelAttachment) -> cnx_attachment_v1 {
        var lent = cnx_attachment_v1()
        lent.kind = file.kind.rawValue
        if file.isVoice { lent.flags |= UInt32(CNX_ATTACHMENT_VOICE) }
        if file.isAnimated { lent.flags |= UInt32(CNX_ATTACHMENT_ANIMATED) }
        lent.id = lend(file.id)
        lent.url = lend(file.url)
        lent.blob = lend(file.blob)
        lent.bytes = lend(file.bytes)
        lent.mime = lend(file.mime)
        lent.file_name = lend(file.fileName)
        lent.caption = lend(file.caption)
        lent.sha256 = lend(file.sha256)
        lent.length = file.length
        lent.duration_ms = file.duration
        return lent
    }

    private func lend(_ template: OutboundTemplate) -> cnx_template_v1 {
        let arguments = template.arguments.map(lend)
        var lent = cnx_template_v1()
        lent.size = UInt32(MemoryLayout<cnx_template_v1>.size)
        lent.name = lend(template.name)
        lent.language = lend(template.language)
        lent.arguments = scratch.array(arguments)
        lent.n_arguments = arguments.count
        return lent
    }

    private func lend(_ argument: OutboundTemplate.Argument) -> cnx_argument_v1 {
        var lent = cnx_argument_v1()
        lent.place = argument.place.rawValue
        lent.index = argument.index
        lent.name = lend(argument.name)
        switch argument.value {
        case .text(let text):
            lent.kind = cnx_argument_kind(CNX_ARGUMENT_TEXT)
            lent.text = lend(text)
        case .currency(let fallback, let code, let thousandths):
            lent.kind = cnx_argument_kind(CNX_ARGUMENT_CURRENCY)
            lent.text = lend(fallback)
            lent.currency = lend(code)
            lent.amount_1000 = thousandths
        case .moment(let fallback):
            lent.kind = cnx_argument_kind(CNX_ARGUMENT_MOMENT)
            lent.text = lend(fallback)
        case .media(let file):
            lent.kind = cnx_argument_kind(CNX_ARGUMENT_MEDIA)
            lent.attachment = scratch.array([lend(file)])
        case .url(let end):
            lent.kind = cnx_argument_kind(CNX_ARGUMENT_URL)
            lent.text = lend(end)
        case .payload(let payload):
            lent.kind = cnx_argument_kind(CNX_ARGUMENT_PAYLOAD)
            lent.text = lend(payload)
        }
        return lent
    }

    private func lend(_ options: OutboundOptions) -> cnx_interactive_v1 {
        let parts = options.options.map { option in
            cnx_option_v1(
                id: lend(option.id),
                title: lend(option.title),
                description: lend(option.description),
                section: lend(option.section),
                url: lend(option.url)
            )
        }
        var lent = cnx_interactive_v1()
        lent.size = UInt32(MemoryLayout<cnx_interactive_v1>.size)
        lent.kind = options.kind.rawValue
        lent.header = lend(options.header)
        lent.footer = lend(options.footer)
        lent.list_title = lend(options.listTitle)
        lent.options = scratch.array(parts)
        lent.n_options = parts.count
        return lent
    }

    func lend(_ news: SessionNews) -> cnx_session_change_v1 {
        cnx_session_change_v1(
            size: UInt32(MemoryLayout<cnx_session_change_v1>.size),
            state: news.state.rawValue,
            session_id: lend(news.session),
            protocol_number: lend(news.protocolNumber),
            conversation_key: lend(news.conversation),
            thread_key: lend(news.thread),
            agent_name: lend(news.agentName),
            time_ms: news.time
        )
    }

    func lend(_ receipt: ReceiptNews) -> cnx_receipt_v1 {
        var what = 0
        if receipt.isRead { what |= CNX_RECEIPT_READ }
        if receipt.isTyping { what |= CNX_RECEIPT_TYPING }
        return cnx_receipt_v1(
            size: UInt32(MemoryLayout<cnx_receipt_v1>.size),
            what: UInt32(what),
            conversation_key: lend(receipt.conversation),
            message_id: lend(receipt.message)
        )
    }
}
