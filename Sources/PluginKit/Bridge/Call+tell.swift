import CPluginABI
import FoundationEssentials

/// Tells the host what a channel's function found.
extension Call {
    private func told(_ status: cnx_status?, _ what: @autoclosure () -> String) throws {
        try PluginError.check(status, what())
    }

    /// Tells one event; one that the host refuses does not stop its neighbours.
    func tell(_ event: Event) throws {
        let arena = Arena()
        var lent = event.lend(arena)
        let status = sink?.pointee.event?(pointer, &lent)
        guard status != cnx_status(CNX_E_ARGUMENT) else { return }
        try told(status, "the event \(event.key)")
    }

    func tell(_ received: Received) throws {
        for event in received.events { try tell(event) }
        guard received.status != 200 || !received.headers.isEmpty || !received.body.isEmpty else {
            return
        }
        let arena = Arena()
        let headers = arena.pairs(received.headers)
        let status = sink?.pointee.respond?(
            pointer,
            Int32(clamping: received.status),
            arena.array(headers),
            headers.count,
            arena.bytes(received.body)
        )
        try told(status, "the answer to a webhook")
    }

    func tell(_ polled: Polled) throws {
        for event in polled.events { try tell(event) }
        let arena = Arena()
        let status = sink?.pointee.cursor?(pointer, arena.bytes(polled.cursor), polled.next)
        try told(status, "the cursor of a poll")
    }

    func tell(_ sent: Sent) throws {
        let arena = Arena()
        var lent = cnx_sent_v1()
        lent.size = UInt32(MemoryLayout<cnx_sent_v1>.size)
        var error: ProviderError?
        switch sent {
        case .accepted(let id, let conversation):
            lent.outcome = cnx_outcome(CNX_SENT_ACCEPTED)
            lent.message_id = arena.text(id)
            lent.conversation_key = arena.text(conversation)
        case .failed(let reason):
            lent.outcome = cnx_outcome(CNX_SENT_FAILED)
            error = reason
        case .retry(let after, let reason):
            lent.outcome = cnx_outcome(CNX_SENT_RETRY)
            lent.retry_after_ms = after
            error = reason
        case .windowClosed(let reason):
            lent.outcome = cnx_outcome(CNX_SENT_WINDOW_CLOSED)
            error = reason
        case .unknown(let reason):
            lent.outcome = cnx_outcome(CNX_SENT_UNKNOWN)
            error = reason
        }
        lent.error_code = arena.text(error?.code ?? "")
        lent.error_text = arena.text(error?.text ?? "")
        try told(sink?.pointee.sent?(pointer, &lent), "the outcome of a send")
    }

    func tell(_ capabilities: Capabilities) throws {
        let arena = Arena()
        var lent = capabilities.lend(arena)
        try told(sink?.pointee.capabilities?(pointer, &lent), "the capabilities")
    }

    func tell(_ file: StoredFile) throws {
        let arena = Arena()
        var lent = cnx_media_v1()
        lent.size = UInt32(MemoryLayout<cnx_media_v1>.size)
        lent.blob = arena.text(file.id)
        lent.mime = arena.text(file.mime)
        lent.file_name = arena.text(file.fileName)
        try told(sink?.pointee.media?(pointer, &lent), "the file")
    }

    func tell(_ contact: Contact) throws {
        let arena = Arena()
        let identities = contact.identities.map { $0.lend(arena) }
        var lent = cnx_contact_v1()
        lent.size = UInt32(MemoryLayout<cnx_contact_v1>.size)
        lent.conversation_key = arena.text(contact.conversation)
        lent.name = arena.text(contact.name)
        lent.identities = arena.array(identities)
        lent.n_identities = identities.count
        try told(sink?.pointee.contact?(pointer, &lent), "the contact")
    }

    func tell(_ page: VisitorPage) throws {
        let arena = Arena()
        var lent = cnx_visitor_page_v1()
        lent.size = UInt32(MemoryLayout<cnx_visitor_page_v1>.size)
        lent.accent = page.accent
        lent.title = arena.text(page.title)
        lent.greeting = arena.text(page.greeting)
        lent.language = arena.text(page.language)
        lent.origins = arena.text(page.origins.joined(separator: " "))
        lent.max_file_bytes = page.maximumFile
        if !page.fields.isEmpty {
            let fields = try JSONEncoder().encode(page.fields)
            lent.fields_json = arena.text(String(decoding: fields, as: UTF8.self))
        }
        try told(sink?.pointee.visitor_page?(pointer, &lent), "the visitor's page")
    }
}
