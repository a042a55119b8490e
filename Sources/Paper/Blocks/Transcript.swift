/// Is a conversation: what is common to its entries, which follow as blocks.
public struct Transcript: Sendable, Hashable {
    /// The words above it; empty for none.
    public var title: String

    /// What is said when no entry comes.
    public var emptyText: String

    /// Creates a conversation.
    public init(title: String = "", emptyText: String = "") {
        self.title = title
        self.emptyText = emptyText
    }
}

/// Is a message or an action of a conversation.
public struct TranscriptEntry: Sendable, Hashable {
    /// Says on which side an entry stands.
    public enum Side: UInt8, Sendable, Hashable, Codable {
        /// Something that happened: a line across.
        case system
        /// The contact's message.
        case contact
        /// Our message.
        case ours
    }

    /// The side.
    public var side: Side

    /// Who wrote it.
    public var author: String

    /// The moment in milliseconds since 1970.
    public var moment: Int64

    /// The words.
    public var text: String

    /// The state of delivery in words; empty for none.
    public var status: String

    /// The message it answers, shortened; empty for none.
    public var quote: String

    /// The files with it.
    public var attachments: [Attachment]

    /// The meaning, such as `warning` for what was not delivered.
    public var tone: Tone

    /// Creates an entry.
    public init(
        side: Side,
        author: String = "",
        moment: Int64,
        text: String,
        status: String = "",
        quote: String = "",
        attachments: [Attachment] = [],
        tone: Tone = .neutral
    ) {
        self.side = side
        self.author = author
        self.moment = moment
        self.text = text
        self.status = status
        self.quote = quote
        self.attachments = attachments
        self.tone = tone
    }

    /// Is a file of an entry.
    public struct Attachment: Sendable, Hashable {
        /// The file's name.
        public var name: String

        /// What is known of it in words: type, size, hash.
        public var detail: String

        /// The bytes of a small PNG or JPEG that shows it; empty for none.
        public var thumbnail: [UInt8]

        /// Creates an attachment.
        public init(name: String, detail: String = "", thumbnail: [UInt8] = []) {
            self.name = name
            self.detail = detail
            self.thumbnail = thumbnail
        }
    }
}
