public import CPluginABI
public import PluginKit

/// Gives the host what this library holds.
@c(conecta_plugin_v1)
public func entry(_ hostMajor: UInt32, _ hostMinor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
    Plugin.entry(hostMajor) {
        Plugin(id: "conecta.webchat", version: "1.0.0", features: [.channel(WebChat.self)])
    }
}

/// Talks with visitors of a chat page that the host serves.
///
/// The host keeps the page and its streams; this channel says how the page looks, what a visitor's
/// words mean, and hands our answers to the visitor's stream.
public struct WebChat: Channel, VisitorServing {
    /// The settings of a chat.
    public struct Configuration: Decodable, Sendable {
        /// The words at the top of the page.
        public var title: String?

        /// The words before the first message.
        public var greeting: String?

        /// The colour of the page, as `#rrggbb`.
        public var accent: String?

        /// The language of the page; the browser's when there is none.
        public var language: String?

        /// Whether the page asks for an e-mail address; nobody has to give one.
        public var asksEmail: Bool?

        /// The sites that may embed the page; all when there is none.
        public var origins: [String]?

        /// The greatest file in bytes; zero for no files.
        public var maximumFile: UInt64?
    }

    /// The id of the channel.
    public static let id = "webchat"

    /// The name for people.
    public static let name = "WebChat"

    /// The JSON Schema of the settings.
    public static let schema = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "title": { "type": "string", "maxLength": 80, "title": "Title", "x-title-pt-BR": "Título" },
            "greeting": { "type": "string", "maxLength": 500, "title": "Greeting", "x-title-pt-BR": "Saudação" },
            "accent": { "type": "string", "pattern": "^#[0-9a-fA-F]{6}$", "title": "Colour", "x-title-pt-BR": "Cor" },
            "language": { "type": "string", "title": "Language", "x-title-pt-BR": "Idioma" },
            "asksEmail": { "type": "boolean", "title": "Ask for an e-mail address", "x-title-pt-BR": "Pedir um e-mail" },
            "origins": { "type": "array", "items": { "type": "string", "format": "uri" }, "title": "Sites that may embed it", "x-title-pt-BR": "Sites que podem embutir" },
            "maximumFile": { "type": "integer", "minimum": 0, "title": "Greatest file in bytes", "x-title-pt-BR": "Maior arquivo em bytes", "default": 10485760 }
          }
        }
        """

    /// A speech bubble.
    public static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#2f6fed" d="M4 3h16a2 2 0 0 1 2 \
        2v10a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z"/><g fill="#fff"><circle cx="8" cy="10" \
        r="1.4"/><circle cx="12" cy="10" r="1.4"/><circle cx="16" cy="10" r="1.4"/></g></svg>
        """

    private let configuration: Configuration

    /// Creates the channel of a chat.
    public init(configuration: Configuration, account: String, call: Call) throws {
        self.configuration = configuration
    }

    /// How many options the page shows below a message.
    private static let maximumButtons: UInt32 = 10

    /// How long the words of an option may be; the page breaks them into lines.
    private static let maximumButtonTitle: UInt32 = 80

    private var maximumFile: UInt64 { configuration.maximumFile ?? 10 << 20 }

    /// What the page can do.
    public var capabilities: Capabilities {
        var capabilities = Capabilities(features: [
            .webhook, .reply, .typingIn, .typingOut, .idempotent, .voice, .buttons,
        ])
        capabilities.rhythm = .live
        capabilities.maximumText = 4_000
        capabilities.maximumButtons = Self.maximumButtons
        capabilities.maximumButtonTitle = Self.maximumButtonTitle
        capabilities.maximumAttachments = maximumFile > 0 ? 10 : 0
        if maximumFile > 0 {
            capabilities.media = [MediaKind.image, .audio, .video, .document].map {
                MediaRule($0, maximumBytes: maximumFile)
            }
        }
        return capabilities
    }

    /// How the page looks and what it asks.
    public var page: VisitorPage {
        var page = VisitorPage(title: configuration.title ?? "Atendimento")
        page.greeting = configuration.greeting ?? ""
        page.accent = configuration.accent.flatMap(Self.color) ?? 0
        page.language = configuration.language ?? ""
        page.fields = [VisitorPage.Field(id: "name", label: "Nome")]
        if configuration.asksEmail == true {
            page.fields.append(VisitorPage.Field(id: "email", label: "E-mail", kind: "email"))
        }
        page.origins = configuration.origins ?? []
        page.maximumFile = maximumFile
        return page
    }

    /// Finds what is wrong with the settings beyond their schema.
    public static func check(
        _ configuration: Configuration,
        call: Call
    ) throws -> [ConfigurationIssue] {
        guard let accent = configuration.accent, color(accent) == nil else { return [] }
        return [ConfigurationIssue("/accent", "is not a colour such as #2f6fed")]
    }

    private static func color(_ text: String) -> UInt32? {
        guard text.hasPrefix("#"), text.utf8.count == 7,
            let rgb = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        return rgb << 8 | 0xFF
    }
}
