import Foundation
public import PluginKit

extension MappedWebhook {
    /// The most of a body or message that is kept of what could not be read, in bytes.
    static let maximumKept = 32 << 10

    /// Reads a body as the settings say.
    ///
    /// What cannot be read is kept in a notice for administrators: the provider brings it no second
    /// time, and the mapping can be mended.
    public func webhook(_ request: WebhookRequest, call: Call) throws -> Received {
        guard request.method != "GET", request.method != "HEAD", !request.body.isEmpty else {
            call.log(.info, "a request without a body: nothing to read")
            return Received()
        }
        let body: JSON
        do {
            body = try Self.body(of: request)
        } catch {
            call.log(.warning, error.description)
            let kept = String(decoding: request.body.prefix(Self.maximumKept), as: UTF8.self)
            let extra = JSON.object(["body": .text(kept.replacing("\0", with: "\u{FFFD}"))])
            let key = fingerprint(request.body)
            return Received([unreadable(error.description, key, extra, at: request.received)])
        }
        var events: [Event] = []
        let reading = MessageReading(incoming: settings.incoming, now: request.received, call: call)
        let places = try found(settings.incoming.messages, settings.incoming.only, body, call)
        for place in places {
            do {
                events.append(try reading.event(of: place))
            } catch {
                call.log(.warning, error.description)
                let element = place.element.encoded
                let extra: JSON =
                    element.utf8.count <= Self.maximumKept ? place.element : .text("too long")
                let key = fingerprint(element.utf8)
                let told = JSON.object(["message": extra])
                events.append(unreadable(error.description, key, told, at: request.received))
            }
        }
        if let receipts = settings.receipts {
            for place in try found(receipts.list, receipts.only, body, call) {
                if let event = try receipts.event(of: place, now: request.received, call: call) {
                    events.append(event)
                }
            }
        }
        if events.isEmpty { call.log(.info, "nothing of it is for us") }
        return Received(events)
    }

    private static func body(of request: WebhookRequest) throws(NotJSON) -> JSON {
        let type = request.header("content-type")?.prefix { $0 != ";" } ?? ""
        guard type.lowercased() == "application/x-www-form-urlencoded" else {
            return try JSONReader.read(request.body)
        }
        let fields = String(decoding: request.body, as: UTF8.self).split(separator: "&").map {
            part in
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let words = sides.map { side in
                let text = String(side).replacing("+", with: " ")
                return (text.removingPercentEncoding ?? text).replacing("\0", with: "\u{FFFD}")
            }
            return (words[0], JSON.text(words.count > 1 ? words[1] : ""))
        }
        return .object(Dictionary(fields) { _, last in last })
    }

    /// Finds the elements of a list that the conditions let through; the whole body without a list.
    private func found(
        _ list: Path?,
        _ conditions: [Condition]?,
        _ body: JSON,
        _ call: Call
    ) throws -> [Scope] {
        let whole = Scope(body)
        do {
            var scopes = [whole]
            if let list {
                scopes = []
                for one in try list.all(in: whole) where one.value != .null {
                    // A path to the list itself means all that is in it.
                    guard case .list(let elements) = one.value else {
                        scopes.append(whole.of(one))
                        continue
                    }
                    for (index, element) in elements.enumerated() {
                        let place = "\(one.place)[\(index)]"
                        scopes.append(whole.of(Path.Found(value: element, place: place)))
                    }
                }
                if scopes.isEmpty { call.log(.info, list.absence(in: whole)) }
            }
            guard scopes.count <= Path.maximumFound else {
                throw Stray("more than \(Path.maximumFound) messages in one body")
            }
            return try scopes.filter { scope in
                for condition in conditions ?? [] where try !condition.holds(in: scope) {
                    let words = "not read, because of the condition on \(condition.path.text)"
                    call.log(.info, "\(scope.elementPlace): \(words)")
                    return false
                }
                return true
            }
        } catch let stray as Stray {
            throw PluginError(.limit, stray.description)
        }
    }

    private func unreadable(_ reason: String, _ key: String, _ extra: JSON, at now: Int64) -> Event
    {
        let error = ProviderError(code: "mapping", text: reason)
        var event = Event(key: "x:\(key)", conversation: "", .account(.degraded, error: error))
        event.time = now
        event.extra = extra.encoded
        return event
    }
}

/// Names bytes: the same bytes always have the same name.
///
/// Two FNV-1a sums from different beginnings; nobody gains by making two messages of their own alike.
func fingerprint(_ bytes: some Sequence<UInt8>) -> String {
    var first: UInt64 = 0xcbf2_9ce4_8422_2325
    var second: UInt64 = 0x9e37_79b9_7f4a_7c15
    for byte in bytes {
        first = (first ^ UInt64(byte)) &* 0x100_0000_01b3
        second = (second ^ UInt64(byte)) &* 0x100_0000_01b3
        second ^= second >> 29
    }
    return String(first, radix: 16) + "-" + String(second, radix: 16)
}
