public import PluginHost

/// Is something to try on a channel, as it is or as it would be; nothing of it is stored or sent.
public struct ChannelTrial: Sendable, Hashable, Codable {
    /// Is a request as a provider would send it.
    public struct Webhook: Sendable, Hashable, Codable {
        /// The method.
        public var method = "POST"
        /// The query without its question mark.
        public var query = ""
        /// The headers.
        public var headers: [String: String] = [:]
        /// The body.
        public var body: String

        /// Creates a request.
        public init(body: String) { self.body = body }
    }

    /// Is a message as an agent would write it.
    public struct Message: Sendable, Hashable, Codable {
        /// The contact's key.
        public var conversation = "contact-1"
        /// The words.
        public var text: String
        /// The id of the message that it answers.
        public var replyTo = ""
        /// The contact's telephone with its plus, and e-mail address; empty for none.
        public var phone = ""
        /// The contact's e-mail address; empty for none.
        public var email = ""
        /// The name of a small file that goes with it; empty for none.
        public var fileName = ""
        /// The titles of options to choose from.
        public var options: [String] = []

        /// Creates a message.
        public init(text: String) { self.text = text }
    }

    /// The feature of the plugin, for a channel that is not there yet.
    public var plugin = ""
    /// Fields of the configuration that would be changed, as a JSON object; empty for none.
    public var configuration = ""
    /// What a provider would send.
    public var webhook: Webhook?
    /// What an agent would write.
    public var message: Message?
    /// What the provider is made to answer to the message.
    public var answer = RehearsalRecord.Answer()

    /// Creates a trial of nothing.
    public init() {}
}

/// Is what a trial showed.
public struct ChannelTrialResult: Sendable, Hashable, Codable {
    /// Says whether a request would be let in.
    public enum Verification: String, Sendable, Hashable, Codable {
        /// It is signed as the channel wants it.
        case passed
        /// The channel verifies nothing.
        case none
        /// It would be answered 401.
        case unsigned
        /// It is a handshake, which the host answers by itself.
        case handshake
        /// The configuration does not say how to verify: everything is refused.
        case unconfigured
    }

    /// Is what a request would bring.
    public struct Heard: Sendable, Hashable, Codable {
        /// Whether it would be let in.
        public var verification: Verification
        /// The status that the provider would see.
        public var status: Int
        /// The events, each as names with their values.
        public var events: [[String: String]]
        /// Why events were refused.
        public var refused: [String]
        /// Why nothing could be read; empty when it could.
        public var error: String
        /// What the plugin wrote to its log.
        public var notes: [RehearsalRecord.Note]
    }

    /// Is what would become of a message.
    public struct Said: Sendable, Hashable, Codable {
        /// `accepted`, `failed`, `retry`, `windowClosed` or `unknown`.
        public var outcome: String
        /// The provider's id.
        public var id: String
        /// What went wrong; empty when nothing did.
        public var error: String
        /// The requests that would leave, with placeholders in the place of secrets.
        public var requests: [RehearsalRecord.Request]
        /// What the plugin wrote to its log.
        public var notes: [RehearsalRecord.Note]
    }

    /// What the plugin says of the configuration.
    public var findings: [ChannelFinding]
    /// What the request would bring; `nil` when none was tried, or the configuration cannot work.
    public var webhook: Heard?
    /// What would become of the message; `nil` as above.
    public var message: Said?
}
