import CPluginABI
import Paper

/// Is an instance of a channel in this process; its functions run on the calling thread.
///
/// In the server the threads are those of `PluginThreads`, in a plugin's own process those that serve it.
struct ChannelInstance: Sendable {
    let party: PluginParty
    let host: HostTable
    let wording: Paper.Wording
    let tables: ChannelTables

    /// What the plugin does besides webhook, send and poll.
    var abilities: ChannelAbilities { tables.abilities }

    /// Makes a call of the instance, and gives what it told.
    private func call(
        _ signal: CallSignal,
        heard: ((SendResult) -> Void)? = nil,
        _ body: (PluginCall, OpaquePointer, OpaquePointer) throws -> cnx_status?
    ) throws -> ToldByChannel {
        let call = PluginCall(party: party, signal: signal, wording: wording)
        guard let instance = tables.instance else {
            throw PluginFailure(.internal, "no instance")
        }
        call.heard = heard
        var thrown: (any Error)?
        try call.perform { pointer in
            do {
                return try body(call, instance, pointer) ?? cnx_status(CNX_E_UNSUPPORTED)
            } catch {
                thrown = error
                return cnx_status(CNX_OK)
            }
        }
        if let thrown { throw thrown }
        return call.told
    }

    func traits(_ signal: CallSignal) throws -> ChannelTraits {
        let told = try call(signal) { _, instance, pointer in
            tables.table?.capabilities?(instance, pointer)
        }
        guard let traits = told.traits else { throw Self.silent("its capabilities") }
        return traits
    }

    func webhook(_ request: WebhookRequest, _ signal: CallSignal) throws -> WebhookResult {
        let told = try call(signal) { call, instance, pointer in
            var lent = call.lend(request)
            return tables.table?.webhook?(instance, pointer, &lent)
        }
        return WebhookResult(
            events: told.events,
            refused: told.refused,
            status: told.answer?.status ?? 200,
            headers: told.answer?.headers ?? [],
            body: told.answer?.body ?? [],
            pushes: told.pushes
        )
    }

    /// Sends a message; `heard` gets what the plugin says of it before the call is over.
    func send(
        _ message: OutboundMessage,
        _ signal: CallSignal,
        heard: @escaping (SendResult) -> Void
    ) throws -> SendResult {
        let told = try call(signal, heard: heard) { call, instance, pointer in
            var lent = call.lend(message)
            return tables.table?.send?(instance, pointer, &lent)
        }
        let nothing = ProviderError(code: "", text: "the plugin did not say what became of it")
        return SendResult(told.outcome ?? .unknown(nothing), pushes: told.pushes)
    }

    func poll(since cursor: [UInt8], _ signal: CallSignal) throws -> PollResult {
        let told = try call(signal) { call, instance, pointer in
            tables.table?.poll?(instance, pointer, call.lend(cursor))
        }
        return PollResult(
            events: told.events,
            refused: told.refused,
            cursor: told.cursor,
            next: told.next
        )
    }

    func fetchMedia(
        _ attachment: ChannelAttachment,
        _ signal: CallSignal
    ) throws -> FetchedMedia {
        let table = try tables.table(CNX_CHANNEL_MEDIA, cnx_channel_media_v1.self)
        let told = try call(signal) { call, instance, pointer in
            var lent = call.lend(attachment)
            return table.fetch?(instance, pointer, &lent)
        }
        guard let media = told.media else { throw Self.silent("the file") }
        return media
    }

    func resolve(_ address: String, _ signal: CallSignal) throws -> ResolvedContact? {
        let table = try tables.table(CNX_CHANNEL_RESOLVE, cnx_channel_resolve_v1.self)
        return try call(signal) { call, instance, pointer in
            table.resolve?(instance, pointer, call.lend(address))
        }.contact
    }

    func sessionChanged(_ news: SessionNews, _ signal: CallSignal) throws -> [VisitorPush] {
        let table = try tables.table(CNX_CHANNEL_SESSION, cnx_channel_session_v1.self)
        return try call(signal) { call, instance, pointer in
            var lent = call.lend(news)
            return table.changed?(instance, pointer, &lent)
        }.pushes
    }

    func visitorPage(_ signal: CallSignal) throws -> VisitorPage {
        let table = try tables.table(CNX_CHANNEL_VISITOR, cnx_channel_visitor_v1.self)
        let told = try call(signal) { _, instance, pointer in table.page?(instance, pointer) }
        guard let page = told.page else { throw Self.silent("its page") }
        return page
    }

    func show(_ receipt: ReceiptNews, _ signal: CallSignal) throws -> [VisitorPush] {
        let table = try tables.table(CNX_CHANNEL_RECEIPT, cnx_channel_receipt_v1.self)
        return try call(signal) { call, instance, pointer in
            var lent = call.lend(receipt)
            return table.show?(instance, pointer, &lent)
        }.pushes
    }

    func templates(_ signal: CallSignal) throws -> [TemplateNews] {
        let table = try tables.table(CNX_CHANNEL_TEMPLATES, cnx_channel_templates_v1.self)
        let told = try call(signal) { _, instance, pointer in table.list?(instance, pointer) }
        return told.events.compactMap { event in
            guard case .template(let news) = event.kind else { return nil }
            return news
        }
    }

    /// Ends the instance; no call of it may run or come.
    func destroy() {
        tables.table?.destroy?(tables.instance)
        host.free()
    }

    private static func silent(_ what: String) -> PluginFailure {
        PluginFailure(.internal, "the plugin did not tell \(what)")
    }
}
