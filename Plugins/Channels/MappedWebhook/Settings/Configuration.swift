import PluginKit

extension MappedWebhook {
    /// The settings of an account.
    public struct Configuration: Sendable {
        let incoming: Incoming
        let receipts: Receipts?
        let sendURL: TextTemplate
        let fileURL: TextTemplate?
        let outgoing: Outgoing
        let answer: Answer?
        let verification: Verification
        let mediaOrigins: [String]?
        let apiToken: String?
        let apiSecret: String?
        let webhookSecret: String?
        let rhythm: Rhythm?
        let windowHours: Int?
        let maximumText: Int?
    }
}

extension MappedWebhook.Configuration: Decodable {
    private enum CodingKeys: String, CodingKey {
        case incoming, receipts, sendURL, fileURL, outgoing, answer, verification, mediaOrigins
        case apiToken, apiSecret, webhookSecret, rhythm, windowHours, maximumText
    }

    /// Reads settings; a name that is none of them is an error, since it is one that was mistyped.
    public init(from decoder: any Decoder) throws {
        try MappedWebhook.refuseStrays(try JSON(from: decoder))
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        incoming = try fields.decode(Incoming.self, forKey: .incoming)
        receipts = try fields.decodeIfPresent(Receipts.self, forKey: .receipts)
        sendURL = try fields.decode(TextTemplate.self, forKey: .sendURL)
        fileURL = try fields.decodeIfPresent(TextTemplate.self, forKey: .fileURL)
        outgoing = try fields.decode(Outgoing.self, forKey: .outgoing)
        answer = try fields.decodeIfPresent(Answer.self, forKey: .answer)
        verification = try fields.decode(Verification.self, forKey: .verification)
        mediaOrigins = try fields.decodeIfPresent([String].self, forKey: .mediaOrigins)
        apiToken = try fields.decodeIfPresent(String.self, forKey: .apiToken)
        apiSecret = try fields.decodeIfPresent(String.self, forKey: .apiSecret)
        webhookSecret = try fields.decodeIfPresent(String.self, forKey: .webhookSecret)
        rhythm = try fields.decodeIfPresent(Rhythm.self, forKey: .rhythm)
        windowHours = try fields.decodeIfPresent(Int.self, forKey: .windowHours)
        maximumText = try fields.decodeIfPresent(Int.self, forKey: .maximumText)
    }
}

/// Says where in a body the messages of contacts are, and where in a message its parts.
struct Incoming: Sendable, Decodable {
    /// Says where a message's files are.
    struct Files: Sendable, Decodable {
        let list: Path
        let url: Paths
        let mime: Paths?
        let name: Paths?
    }

    let messages: Path?
    let only: [Condition]?
    let contact: Paths
    let name: Paths?
    let phone: Paths?
    let email: Paths?
    let text: Paths?
    let id: Paths?
    let replyTo: Paths?
    let time: Paths?
    let timeFormat: TimeFormat?
    let account: Paths?
    let choice: Paths?
    let choiceTitle: Paths?
    let attachments: Files?
}

/// Says where in a body the provider tells what became of our messages.
struct Receipts: Sendable, Decodable {
    /// Names what became of a message.
    enum State: String, Sendable, Decodable {
        case sent, delivered, read, failed

        var kit: DeliveryState {
            switch self {
            case .sent: .sent
            case .delivered: .delivered
            case .read: .read
            case .failed: .failed
            }
        }
    }

    let list: Path?
    let only: [Condition]?
    let id: Paths
    let state: Paths
    let states: [String: State]
    let error: Paths?
    let time: Paths?
    let timeFormat: TimeFormat?
}

/// Says how a message of ours is written.
struct Outgoing: Sendable, Decodable {
    /// Names how a body is sent.
    enum Format: String, Sendable, Decodable {
        case json, form, multipart
    }

    /// Says how a message with a file is written.
    struct File: Sendable, Decodable {
        let format: Format?
        let body: BodyTemplate
        let maximumBytes: Int?
    }

    /// Names what stands for a contact who never wrote.
    enum Start: String, Sendable, Decodable {
        case phone, email
    }

    let method: String?
    let headers: [String: TextTemplate]?
    let format: Format?
    let body: BodyTemplate
    let file: File?
    let startsWith: Start?
}

/// Says how the provider's answer to a message is read.
struct Answer: Sendable, Decodable {
    let id: Paths?
    let errorText: Paths?
    let errorCode: Paths?
    let failsWhen: Condition?
    let windowClosedWhen: Condition?
    let success: [Int]?
    let rate: [Int]?
    let credentials: [Int]?
    let transient: [Int]?
    let isIdempotent: Bool?
}

/// Says how the host verifies what comes to the webhook; the host reads it itself.
struct Verification: Sendable, Decodable {
    /// Names how.
    enum Scheme: String, Sendable, Decodable {
        case hmacHex = "hmac-sha256-hex"
        case hmacBase64 = "hmac-sha256-base64"
        case token
        case none
    }

    let scheme: Scheme
    let header: String?
    let query: String?
    let prefix: String?
}

/// Names how people use the channel.
enum Rhythm: String, Sendable, Decodable {
    case live, async, deferred

    var kit: Capabilities.Rhythm {
        switch self {
        case .live: .live
        case .async: .async
        case .deferred: .deferred
        }
    }
}
