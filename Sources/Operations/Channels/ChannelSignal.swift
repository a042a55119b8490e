public import Engine
public import PluginHost

/// Is something of a channel that passes and is not kept.
public enum ChannelSignal: Sendable, Hashable {
    /// A contact is writing.
    case typing(channel: ID<Channel>, address: String)
    /// Something is to appear in a visitor's page.
    case push(channel: ID<Channel>, VisitorPush)
}

/// Is the answer to a request to a webhook.
public struct WebhookAnswer: Sendable, Hashable {
    /// The status.
    public var status: Int

    /// The headers.
    public var headers: [WebhookRequest.Header]

    /// The body.
    public var body: [UInt8]

    /// Creates an answer.
    public init(_ status: Int, headers: [WebhookRequest.Header] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Asks the provider to come again.
    static func later(seconds: Int) -> WebhookAnswer {
        WebhookAnswer(503, headers: [.init("retry-after", String(seconds))])
    }

    /// Answers with plain text.
    static func text(_ text: String) -> WebhookAnswer {
        let type = WebhookRequest.Header("content-type", "text/plain; charset=utf-8")
        return WebhookAnswer(200, headers: [type], body: Array(text.utf8))
    }
}
