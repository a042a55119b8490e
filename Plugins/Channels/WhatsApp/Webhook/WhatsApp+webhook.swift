public import PluginKit

extension WhatsApp {
    /// Reads a webhook, whose signature the host has verified.
    ///
    /// Each change stands for itself: what is not understood in one never costs another.
    public func webhook(_ request: WebhookRequest, call: Call) throws -> Received {
        let documents = Documents(request.body)
        guard !documents.values.isEmpty else {
            throw PluginError(.argument, "the body is not JSON")
        }
        if documents.unreadable > 0 || documents.values.count > 1 {
            call.log(
                .warning,
                "a webhook with more than one JSON document",
                [
                    "documents": String(documents.values.count),
                    "unreadable": String(documents.unreadable),
                ]
            )
        }
        var events: [Event] = []
        for document in documents.values {
            for entry in document["entry"].elements {
                for change in entry["changes"].elements {
                    events += read(change, at: entry["time"], now: request.received)
                }
            }
        }
        if documents.unreadable > 0 {
            events.append(.unreadable(documents.unreadable, in: request))
        }
        return Received(events)
    }

    private func read(_ change: JSON, at time: JSON, now: Int64) -> [Event] {
        let value = change["value"]
        let account = value["metadata"]["phone_number_id"].string
        switch change["field"].string {
        case "messages", "":
            return Conversation(value, account: account, now: now).events
        case "smb_message_echoes":
            return Conversation(value, account: account, now: now).echoes
        case "message_template_status_update":
            return [Event(template: value, at: milliseconds(time) ?? now)]
        case "message_template_quality_update":
            return [Event(quality: value, at: milliseconds(time) ?? now)]
        case let field:
            return [Event(account: value, field: field, at: milliseconds(time) ?? now)]
        }
    }
}

/// Reads a time, in seconds or milliseconds, as a number or in quotes.
func milliseconds(_ value: JSON) -> Int64? {
    guard let number = value.whole, number > 0 else { return nil }
    // Seconds reach this size in the year 33658; some providers in between send milliseconds.
    return number >= 1_000_000_000_000 ? number : number * 1_000
}

extension Event {
    /// Tells an administrator that a part of a webhook could not be read.
    fileprivate static func unreadable(_ count: Int, in request: WebhookRequest) -> Event {
        let body = String(decoding: request.body.prefix(65_536), as: UTF8.self)
        var event = Event(
            key: "unreadable:\(checksum(request.body))",
            conversation: "",
            .account(
                .degraded,
                error: ProviderError(
                    code: "unreadable",
                    text: "\(count) part(s) of a webhook are not JSON and were kept as they came"
                )
            )
        )
        event.time = request.received
        event.extra = JSON.object(["body": .text(body)]).encoded
        return event
    }
}

/// Tells bodies apart: 64 bits by FNV-1a, which needs no library.
func checksum(_ bytes: some Sequence<UInt8>) -> String {
    var sum: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes {
        sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return String(sum, radix: 16)
}
