/// Is what a message says: kept apart from the record, because it can be erased.
public struct Content: Sendable, Hashable, Codable {
    /// Says what kind of thing a message is.
    public enum Kind: String, Sendable, Hashable, Codable {
        case text
        case image
        case audio
        case video
        case document
        case sticker
        case location
        case contacts
        case template
        /// An answer by button or list.
        case choice
        /// Words with options to choose from, as buttons or a list.
        case menu
        /// Something the channel could not express: `raw` has what came.
        case unsupported
    }

    /// What it is.
    public var kind: Kind

    /// The words: text, caption, title of a choice, filled template.
    public var text: String

    /// The files.
    public var attachments: [Attachment]

    /// The template that was sent.
    public var template: TemplateUse?

    /// The place.
    public var location: Location?

    /// The payload of a choice, as the provider gave it.
    public var payload: String

    /// What a menu offers.
    public var options: [Option]

    /// The message at the provider that this one answers; empty for none.
    public var replyTo: String

    /// An emoji the contact put on this message; empty for none.
    public var reaction: String

    /// Whether its author changed it after sending.
    public var isEdited: Bool

    /// Whether its author took it back; the words are gone then.
    public var isDeleted: Bool

    /// Whether the house erased it, for the person's sake or because of its age.
    public var isErased: Bool

    /// What else the provider said, as JSON; for developers only.
    public var raw: String

    /// Creates content.
    public init(
        kind: Kind,
        text: String = "",
        attachments: [Attachment] = [],
        template: TemplateUse? = nil,
        location: Location? = nil,
        payload: String = "",
        options: [Option] = [],
        replyTo: String = "",
        raw: String = ""
    ) {
        self.kind = kind
        self.text = text
        self.attachments = attachments
        self.template = template
        self.location = location
        self.payload = payload
        self.options = options
        self.replyTo = replyTo
        self.raw = raw
        reaction = ""
        isEdited = false
        isDeleted = false
        isErased = false
    }

    /// Is one option of a menu.
    public struct Option: Sendable, Hashable, Codable {
        /// What comes back as the payload of a choice.
        public var id: String

        /// The words.
        public var title: String

        /// More words, which lists show; empty for none.
        public var detail: String

        /// Creates an option.
        public init(id: String, title: String, detail: String = "") {
            self.id = id
            self.title = title
            self.detail = detail
        }
    }

    /// Is a place on the map.
    public struct Location: Sendable, Hashable, Codable {
        /// Degrees north.
        public var latitude: Double

        /// Degrees east.
        public var longitude: Double

        /// What is there; may be empty.
        public var name: String

        /// Creates a place.
        public init(latitude: Double, longitude: Double, name: String = "") {
            self.latitude = latitude
            self.longitude = longitude
            self.name = name
        }
    }

    /// Is a template with its parameters.
    public struct TemplateUse: Sendable, Hashable, Codable {
        /// The name at the provider.
        public var name: String

        /// The provider's language code.
        public var language: String

        /// The parameters of the body, first to last.
        public var parameters: [String]

        /// The parameters of the header's text, first to last.
        public var header: [String]

        /// The parameters of the buttons by the button's place, from 0.
        public var buttons: [Int: String]

        /// Creates a use; a header's file is the content's first attachment.
        public init(
            name: String,
            language: String,
            parameters: [String] = [],
            header: [String] = [],
            buttons: [Int: String] = [:]
        ) {
            self.name = name
            self.language = language
            self.parameters = parameters
            self.header = header
            self.buttons = buttons
        }
    }
}

/// Is a file of a message.
public struct Attachment: Sendable, Hashable, Codable {
    /// The media type, such as `image/jpeg`.
    public var mediaType: String

    /// The file's name; may be empty.
    public var name: String

    /// The SHA-256 of the bytes in hexadecimal, its name in the media folder; empty until fetched.
    public var hash: String

    /// The count of bytes; 0 until known.
    public var size: Int64

    /// What the channel needs to fetch it: a provider's media id or URL; empty when not needed.
    public var reference: String

    /// Why it could not be fetched; empty when it was, or was not tried yet.
    public var problem: String

    /// Creates an attachment.
    public init(
        mediaType: String,
        name: String = "",
        hash: String = "",
        size: Int64 = 0,
        reference: String = "",
        problem: String = ""
    ) {
        self.mediaType = mediaType
        self.name = name
        self.hash = hash
        self.size = size
        self.reference = reference
        self.problem = problem
    }
}
