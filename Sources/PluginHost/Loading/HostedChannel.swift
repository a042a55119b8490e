import CPluginABI
import Paper

/// Is an instance of a channel with the addresses of its functions.
struct ChannelTables: Sendable {
    private let instanceBits: UInt
    private let tableBits: UInt
    private let extensions: [String: UInt]

    /// What the plugin does besides webhook, send and poll.
    let abilities: ChannelAbilities

    /// Asks the instance for its tables; on a thread of plugins.
    init(instance: OpaquePointer, table: UnsafePointer<cnx_channel_v1>) {
        instanceBits = UInt(bitPattern: instance)
        tableBits = UInt(bitPattern: table)
        let known: [(String, ChannelAbilities)] = [
            (CNX_CHANNEL_MEDIA, .media), (CNX_CHANNEL_RESOLVE, .resolve),
            (CNX_CHANNEL_SESSION, .session), (CNX_CHANNEL_VISITOR, .visitor),
            (CNX_CHANNEL_RECEIPT, .receipt), (CNX_CHANNEL_TEMPLATES, .templates),
        ]
        var extensions: [String: UInt] = [:]
        var abilities: ChannelAbilities = []
        for (id, ability) in known {
            var id = id
            let found = id.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    table.pointee.extension?(
                        instance,
                        cnx_str(ptr: characters.baseAddress, len: characters.count)
                    )
                }
            }
            guard let found, UInt(bitPattern: found) % 8 == 0 else { continue }
            // Every table of an extension is its size, flags and one function.
            guard found.load(as: UInt32.self) >= 16 else { continue }
            extensions[id] = UInt(bitPattern: found)
            abilities.insert(ability)
        }
        self.extensions = extensions
        self.abilities = abilities
    }

    /// The instance.
    var instance: OpaquePointer? { OpaquePointer(bitPattern: instanceBits) }

    /// The functions that every channel has.
    var table: cnx_channel_v1? {
        UnsafePointer<cnx_channel_v1>(bitPattern: tableBits)?.pointee
    }

    /// The functions of an extension.
    func table<Table>(_ id: String, _ type: Table.Type) throws -> Table {
        guard let bits = extensions[id], let table = UnsafePointer<Table>(bitPattern: bits) else {
            throw PluginFailure(.unsupported, "the channel has no \(id)")
        }
        return table.pointee
    }
}

/// Is an account of a channel whose plugin runs in this process.
final class HostedChannel: ChannelPort {
    private let feature: LoadedFeature
    private let party: PluginParty
    private let host: HostTable
    private let wording: Paper.Wording
    private let tables: ChannelTables
    private let use = InstanceUse()

    var abilities: ChannelAbilities { tables.abilities }

    init(
        feature: LoadedFeature,
        party: PluginParty,
        host: HostTable,
        wording: Paper.Wording,
        tables: ChannelTables
    ) {
        self.feature = feature
        self.party = party
        self.host = host
        self.wording = wording
        self.tables = tables
    }

    /// Makes a call of the instance on a thread of plugins.
    private func call<Value: Sendable>(
        limit: Int64,
        _ body:
            @escaping @Sendable (PluginCall, OpaquePointer, OpaquePointer) throws -> cnx_status?,
        _ result: @escaping @Sendable (inout ToldByChannel) throws -> Value
    ) async throws -> Value {
        try use.begin()
        let (party, wording, tables) = (party, wording, tables)
        do {
            let value = try await feature.threads.run(feature.gate, limit: limit) { signal in
                let call = PluginCall(
                    party: party,
                    signal: signal,
                    wording: wording,
                    trace: Trace.next()
                )
                guard let instance = tables.instance else {
                    throw PluginFailure(.internal, "no instance")
                }
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
                return try result(&call.told)
            }
            use.end(lost: false)
            return value
        } catch {
            // Only a lost thread gives this class without a word of the plugin: see PluginThreads.
            use.end(lost: (error as? PluginFailure)?.isLostThread == true)
            throw error
        }
    }

    func traits() async throws -> ChannelTraits {
        let table = tables.table
        return try await call(limit: party.environment.limits.quick) { _, instance, pointer in
            table?.capabilities?(instance, pointer)
        } _: { told in
            guard let traits = told.traits else { throw Self.silent("its capabilities") }
            return traits
        }
    }

    func webhook(_ request: WebhookRequest) async throws -> WebhookResult {
        let table = tables.table
        return try await call(limit: party.environment.limits.webhook) { call, instance, pointer in
            var lent = call.lend(request)
            return table?.webhook?(instance, pointer, &lent)
        } _: { told in
            WebhookResult(
                events: told.events,
                refused: told.refused,
                status: told.answer?.status ?? 200,
                headers: told.answer?.headers ?? [],
                body: told.answer?.body ?? [],
                pushes: told.pushes
            )
        }
    }

    func send(_ message: OutboundMessage) async -> SendResult {
        let table = tables.table
        let said = Said()
        do {
            return try await call(limit: party.environment.limits.exchange) {
                call,
                instance,
                pointer in
                var lent = call.lend(message)
                let status = table?.send?(instance, pointer, &lent)
                // What was said of the message counts, whatever the function returns after it.
                if let outcome = call.told.outcome {
                    said.keep(SendResult(outcome, pushes: call.told.pushes))
                }
                return status
            } _: { told in
                let nothing = ProviderError(
                    code: "",
                    text: "the plugin did not say what became of it"
                )
                return SendResult(told.outcome ?? .unknown(nothing), pushes: told.pushes)
            }
        } catch {
            let failure = error as? PluginFailure ?? PluginFailure(.internal, "\(error)")
            if let result = said.result, !failure.isLostThread { return result }
            return SendResult(
                SendResult.Outcome(failure),
                credentialsRefused: failure.class == .credentials
            )
        }
    }

    func poll(since cursor: [UInt8]) async throws -> PollResult {
        try use.beginPoll()
        defer { use.endPoll() }
        let table = tables.table
        return try await call(limit: party.environment.limits.exchange) { call, instance, pointer in
            table?.poll?(instance, pointer, call.lend(cursor))
        } _: { told in
            PollResult(
                events: told.events,
                refused: told.refused,
                cursor: told.cursor,
                next: told.next
            )
        }
    }

    func fetchMedia(_ attachment: ChannelAttachment) async throws -> FetchedMedia {
        let table = try tables.table(CNX_CHANNEL_MEDIA, cnx_channel_media_v1.self)
        return try await call(limit: party.environment.limits.exchange) { call, instance, pointer in
            var lent = call.lend(attachment)
            return table.fetch?(instance, pointer, &lent)
        } _: { told in
            guard let media = told.media else { throw Self.silent("the file") }
            return media
        }
    }

    func resolve(_ address: String) async throws -> ResolvedContact? {
        let table = try tables.table(CNX_CHANNEL_RESOLVE, cnx_channel_resolve_v1.self)
        return try await call(limit: party.environment.limits.exchange) { call, instance, pointer in
            table.resolve?(instance, pointer, call.lend(address))
        } _: { told in
            told.contact
        }
    }

    func sessionChanged(_ news: SessionNews) async throws -> [VisitorPush] {
        let table = try tables.table(CNX_CHANNEL_SESSION, cnx_channel_session_v1.self)
        return try await call(limit: party.environment.limits.exchange) { call, instance, pointer in
            var lent = call.lend(news)
            return table.changed?(instance, pointer, &lent)
        } _: { told in
            told.pushes
        }
    }

    func visitorPage() async throws -> VisitorPage {
        let table = try tables.table(CNX_CHANNEL_VISITOR, cnx_channel_visitor_v1.self)
        return try await call(limit: party.environment.limits.quick) { _, instance, pointer in
            table.page?(instance, pointer)
        } _: { told in
            guard let page = told.page else { throw Self.silent("its page") }
            return page
        }
    }

    func show(_ receipt: ReceiptNews) async throws -> [VisitorPush] {
        let table = try tables.table(CNX_CHANNEL_RECEIPT, cnx_channel_receipt_v1.self)
        return try await call(limit: party.environment.limits.exchange) { call, instance, pointer in
            var lent = call.lend(receipt)
            return table.show?(instance, pointer, &lent)
        } _: { told in
            told.pushes
        }
    }

    func templates() async throws -> [TemplateNews] {
        let table = try tables.table(CNX_CHANNEL_TEMPLATES, cnx_channel_templates_v1.self)
        return try await call(limit: party.environment.limits.exchange) { _, instance, pointer in
            table.list?(instance, pointer)
        } _: { told in
            told.events.compactMap { event in
                guard case .template(let news) = event.kind else { return nil }
                return news
            }
        }
    }

    func close() async {
        guard await use.close() else { return }
        let (tables, host) = (tables, host)
        try? await feature.threads.run(feature.gate, limit: party.environment.limits.quick) { _ in
            tables.table?.destroy?(tables.instance)
            host.free()
        }
    }

    private static func silent(_ what: String) -> PluginFailure {
        PluginFailure(.internal, "the plugin did not tell \(what)")
    }
}
