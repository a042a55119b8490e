public import CPluginABI
import PluginKit

/// Gives the host the description of this plugin; plugin.json says the same.
@c(conecta_plugin_v1)
public func entry(_ major: UInt32, _ minor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
    Plugin.entry(major) {
        Plugin(
            id: "org.example.skeleton",
            version: "1.0.0",
            features: [.channel(SkeletonChannel.self)]
        )
    }
}

/// Talks with the provider: one value of it serves one configured account.
///
/// The provider posts items to our webhook and takes messages at `<apiBase>/messages`. Put your
/// provider's form in the place of it.
struct SkeletonChannel: Channel {
    /// What an administrator enters; `token` is a placeholder that the host fills in on the way out.
    struct Configuration: Decodable, Sendable {
        var apiBase: String
        var token: String
        var signingKey: String
    }

    static let id = "skeleton"
    static let name = "Display Name"
    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">\
        <circle cx="12" cy="12" r="9" fill="#2f6fed"/></svg>
        """
    static let schema = """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
         "required": ["apiBase", "token", "signingKey"],
         "properties": {
          "apiBase": {"type": "string", "format": "uri", "title": "Address of the provider"},
          "token": {"type": "string", "x-secret": true, "title": "Token"},
          "signingKey": {"type": "string", "x-secret": true, "title": "Key of the webhook"}}}
        """

    let configuration: Configuration

    init(configuration: Configuration, account: String, call: Call) throws {
        self.configuration = configuration
    }

    static func check(_ configuration: Configuration, call: Call) throws -> [ConfigurationIssue] {
        guard !configuration.apiBase.hasPrefix("http") else { return [] }
        return [ConfigurationIssue("/apiBase", "must be an address such as https://api.example")]
    }

    var capabilities: Capabilities {
        var able = Capabilities(features: [.webhook, .start, .delivered, .read])
        able.maximumText = 1_000
        return able
    }
}

// MARK: What comes in

extension SkeletonChannel {
    private struct Delivery: Decodable {
        struct Item: Decodable {
            var id: String
            var from: String?
            var name: String?
            var text: String?
            var state: String?
        }

        var items: [Item]
    }

    /// Reads a request whose signature the host has verified as plugin.json declares.
    func webhook(_ request: WebhookRequest, call: Call) throws -> Received {
        let delivery = try request.decode(Delivery.self)
        return Received(delivery.items.compactMap { event(of: $0, received: request.received) })
    }

    private func event(of item: Delivery.Item, received: Int64) -> Event? {
        if let state = item.state {
            let state: DeliveryState =
                switch state {
                case "delivered": .delivered
                case "read": .read
                default: .failed
                }
            // Each state is told once.
            let kind = Event.Kind.delivery(target: item.id, state, error: nil)
            return Event(key: "\(item.id) \(state)", conversation: item.from ?? "", kind)
        }
        guard let from = item.from else { return nil }
        var message = Message(id: item.id, text: item.text ?? "")
        // What cannot be read is told all the same: the agent sees that something came.
        message.isUnsupported = item.text == nil
        var event = Event(key: item.id, conversation: from, .message(message))
        event.identities = [Identity(.phone, from)]
        event.contactName = item.name ?? ""
        event.time = received
        return event
    }
}

// MARK: What goes out

extension SkeletonChannel {
    private struct Answer: Decodable {
        var id: String
    }

    /// Hands a message to the provider.
    func send(_ message: Outbound, call: Call) throws -> Sent {
        let request = try HTTPRequest(
            "POST",
            configuration.apiBase + "/messages",
            headers: [("authorization", "Bearer \(configuration.token)")],
            json: [
                "key": message.idempotencyKey, "to": message.conversation, "text": message.text,
            ]
        )
        let response = try call.fetch(request)
        let error = ProviderError(code: "\(response.status)", text: "the provider refused it")
        switch response.status {
        case 200...299:
            // It was taken: without an id we cannot know more, and must not send it again.
            guard let answer = try? response.decode(Answer.self) else { return .unknown(error) }
            return .accepted(id: answer.id)
        case 401: throw PluginError(.credentials, "the token is refused", code: "401")
        case 429: return .retry(after: 0, error)
        case 500...: return .unknown(error)
        default: return .failed(error)
        }
    }
}
