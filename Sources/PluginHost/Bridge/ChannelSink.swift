import CPluginABI

/// Takes what channels tell during their calls.
enum ChannelSink {
    /// The table, which lives as long as the process.
    static var table: UnsafePointer<cnx_channel_sink_v1>? {
        fixed.pointer(to: cnx_channel_sink_v1.self)
    }

    private static let fixed = Fixed(make())

    private static func make() -> cnx_channel_sink_v1 {
        var table = cnx_channel_sink_v1()
        table.size = UInt32(MemoryLayout<cnx_channel_sink_v1>.size)
        table.event = { call, event in hear(call) { try $0.take(event) } }
        table.respond = { call, status, headers, count, body in
            hear(call) { try $0.take(answer: status, headers, count, body) }
        }
        table.sent = { call, sent in
            hear(call) { call in
                try once(call.told.outcome, "sent")
                let outcome = try SendResult.Outcome(read(sent, "cnx_sent_v1"))
                call.told.outcome = outcome
                // It counts, whatever becomes of the call afterwards.
                call.heard?(SendResult(outcome, pushes: call.told.pushes))
            }
        }
        table.cursor = { call, cursor, next in
            hear(call) { call in
                call.told.cursor = try cursor.copy("cursor", 64 << 10)
                call.told.next = max(0, next)
            }
        }
        table.config_issue = { call, pointer, level, text in
            hear(call) { call in
                guard call.told.findings.count < 100 else { throw Unfit.limit("too many issues") }
                let finding = ConfigurationFinding(
                    pointer: try pointer.key("pointer"),
                    level: .init(rawValue: level) ?? .info,
                    text: try text.text("text")
                )
                call.told.findings.append(finding)
            }
        }
        table.capabilities = { call, capabilities in
            hear(call) { call in
                try once(call.told.traits, "capabilities")
                call.told.traits = try ChannelTraits(read(capabilities, "cnx_capabilities_v1"))
            }
        }
        table.media = { call, media in
            hear(call) { call in
                try once(call.told.media, "media")
                let told = try read(media, "cnx_media_v1")
                call.told.media = FetchedMedia(
                    blob: try told.blob.required("blob"),
                    mime: try told.mime.key("mime"),
                    fileName: try told.file_name.text("file_name")
                )
            }
        }
        table.contact = { call, contact in
            hear(call) { call in
                try once(call.told.contact, "contact")
                let told = try read(contact, "cnx_contact_v1")
                call.told.contact = ResolvedContact(
                    conversation: try told.conversation_key.key("conversation_key"),
                    name: try told.name.text("name"),
                    identities: try [ChannelIdentity](told.identities, told.n_identities)
                )
            }
        }
        table.visitor_page = { call, page in
            hear(call) { call in
                try once(call.told.page, "visitor_page")
                call.told.page = try VisitorPage(read(page, "cnx_visitor_page_v1"))
            }
        }
        table.push = { call, conversation, name, json in
            hear(call) { call in
                guard call.told.pushes.count < 1_000 else { throw Unfit.limit("too many pushes") }
                let push = VisitorPush(
                    conversation: try conversation.required("conversation_key"),
                    name: try name.required("name"),
                    json: try json.json("json")
                )
                guard !push.json.isEmpty else { throw Unfit.argument("json is missing") }
                call.told.pushes.append(push)
            }
        }
        return table
    }
}

private func hear(
    _ pointer: OpaquePointer?,
    _ body: (PluginCall) throws -> Void
) -> cnx_status {
    guard let call = PluginCall.at(pointer) else { return cnx_status(CNX_E_ARGUMENT) }
    return call.serve(body)
}

private func once<Value>(_ value: Value?, _ name: String) throws(Unfit) {
    guard value == nil else { throw .argument("\(name) was said before in this call") }
}

extension PluginCall {
    fileprivate func take(_ event: UnsafePointer<cnx_event_v1>?) throws {
        do {
            guard told.events.count + told.refused.count < Limit.events else {
                throw Unfit.limit("more than \(Limit.events) events in a call")
            }
            let now = party.environment.now()
            let event = try ChannelEvent(read(event, "cnx_event_v1"), now: now)
            let weight = event.weight
            guard told.bytes + weight <= Limit.eventBytes else {
                throw Unfit.limit("more than 64 MiB of events in a call")
            }
            told.bytes += weight
            told.events.append(event)
        } catch let unfit as Unfit {
            if told.refused.count < 100 { told.refused.append(unfit.reason) }
            throw unfit
        }
    }

    fileprivate func take(
        answer status: Int32,
        _ headers: UnsafePointer<cnx_pair>?,
        _ count: Int,
        _ body: cnx_bytes
    ) throws {
        guard (200...599).contains(status) else { throw Unfit.argument("status is \(status)") }
        let pairs = try read(headers, count, "headers")
        for pair in pairs {
            let isName = pair.name.utf8.allSatisfy {
                $0 > 32 && $0 < 127 && $0 != UInt8(ascii: ":")
            }
            let isValue = pair.value.utf8.allSatisfy { $0 >= 32 || $0 == 9 }
            guard isName, isValue, !pair.name.isEmpty else {
                throw Unfit.argument("header \(pair.name) is not a header")
            }
        }
        told.answer = (
            status: Int(status),
            headers: pairs.map { .init($0.name.lowercased(), $0.value) },
            body: try body.copy("body", 1 << 20)
        )
    }
}
