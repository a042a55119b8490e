/// Is a file of a message.
///
/// Inbound it has an id that `ChannelPort.fetchMedia` can fetch, or a URL, or bytes, or a blob.
/// Outbound it has a blob, and a URL when the host can serve it to the provider.
public struct ChannelAttachment: Sendable, Hashable {
    /// The kind.
    public var kind: ChannelMediaKind
    /// The provider's id; empty for none.
    public var id: String
    /// Where anybody can fetch it; empty for none.
    public var url: String
    /// The blob's id; empty for none.
    public var blob: String
    /// The content; empty when it is elsewhere.
    public var bytes: [UInt8]
    /// The type; empty when unknown.
    public var mime: String
    /// The name; empty when unknown.
    public var fileName: String
    /// The words with it.
    public var caption: String
    /// The hash as the provider states it; empty when unknown.
    public var sha256: String
    /// The length in bytes; zero when unknown.
    public var length: UInt64
    /// The length in milliseconds; zero when unknown.
    public var duration: UInt32
    /// It was recorded as a voice message.
    public var isVoice: Bool
    /// It moves.
    public var isAnimated: Bool

    /// Creates an attachment.
    public init(
        kind: ChannelMediaKind,
        id: String = "",
        url: String = "",
        blob: String = "",
        bytes: [UInt8] = [],
        mime: String = "",
        fileName: String = "",
        caption: String = "",
        sha256: String = "",
        length: UInt64 = 0,
        duration: UInt32 = 0,
        isVoice: Bool = false,
        isAnimated: Bool = false
    ) {
        self.kind = kind
        self.id = id
        self.url = url
        self.blob = blob
        self.bytes = bytes
        self.mime = mime
        self.fileName = fileName
        self.caption = caption
        self.sha256 = sha256
        self.length = length
        self.duration = duration
        self.isVoice = isVoice
        self.isAnimated = isAnimated
    }
}

/// Is a file that a plugin brought into the blob store.
public struct FetchedMedia: Sendable, Hashable {
    /// The blob's id.
    public var blob: String
    /// The type; empty when unknown.
    public var mime: String
    /// The name; empty when unknown.
    public var fileName: String

    /// Creates the description of a file.
    public init(blob: String, mime: String = "", fileName: String = "") {
        self.blob = blob
        self.mime = mime
        self.fileName = fileName
    }
}

/// Is a template of the provider and whether it can be sent.
public struct TemplateNews: Sendable, Hashable {
    /// Says whether a template can be sent.
    public enum State: UInt32, Sendable, Hashable {
        /// It can.
        case approved = 1
        /// Not yet.
        case pending = 2
        /// The provider refused it.
        case rejected = 3
        /// Not at the moment.
        case paused = 4
        /// Not any more.
        case disabled = 5
        /// Put away.
        case archived = 6
    }

    /// The provider's id; may be empty.
    public var id: String
    /// The name.
    public var name: String
    /// The language.
    public var language: String
    /// Whether it can be sent.
    public var state: State
    /// The provider's category; empty when unknown.
    public var category: String
    /// Its components in the provider's JSON; empty when unknown.
    public var components: String
    /// Why it is not approved.
    public var error: ProviderError?

    /// Creates news of a template.
    public init(
        id: String,
        name: String,
        language: String,
        state: State,
        category: String = "",
        components: String = "",
        error: ProviderError? = nil
    ) {
        self.id = id
        self.name = name
        self.language = language
        self.state = state
        self.category = category
        self.components = components
        self.error = error
    }
}
