public import CPluginABI
public import PluginKit

/// Gives the host what this library holds.
@c(conecta_plugin_v1)
public func entry(_ hostMajor: UInt32, _ hostMinor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
    Plugin.entry(hostMajor) {
        Plugin(id: "conecta.whatsapp", version: "1.0.0", features: [.channel(WhatsApp.self)])
    }
}

/// Speaks to one number of the WhatsApp Cloud API.
public struct WhatsApp: Channel {
    /// The settings of a number.
    public struct Configuration: Decodable, Sendable {
        /// The number's id at the provider.
        public var phoneNumberId: String

        /// The business account's id at the provider.
        public var businessAccountId: String?

        /// Stands for the token that sends messages.
        public var accessToken: String

        /// Where the API is, without a slash at the end.
        public var apiBase: String?

        /// The version of the API, such as `v21.0`.
        public var apiVersion: String?
    }

    /// The id of the channel.
    public static let id = "whatsapp"

    /// The name for people.
    public static let name = "WhatsApp"

    /// The JSON Schema of the settings.
    public static let schema = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "required": ["phoneNumberId", "accessToken", "appSecret", "verifyToken"],
          "additionalProperties": false,
          "properties": {
            "phoneNumberId": { "type": "string", "minLength": 1, "title": "Phone number ID", "x-title-pt-BR": "ID do número" },
            "businessAccountId": { "type": "string", "title": "WhatsApp Business Account ID", "x-title-pt-BR": "ID da conta do WhatsApp Business" },
            "accessToken": { "type": "string", "minLength": 1, "title": "Access token", "x-title-pt-BR": "Token de acesso", "x-secret": true },
            "appSecret": { "type": "string", "minLength": 1, "title": "App secret", "x-title-pt-BR": "Segredo do app", "x-secret": true },
            "verifyToken": { "type": "string", "minLength": 1, "title": "Verify token", "x-title-pt-BR": "Token de verificação", "x-secret": true },
            "apiBase": { "type": "string", "format": "uri", "title": "API address", "x-title-pt-BR": "Endereço da API", "default": "https://graph.facebook.com" },
            "apiVersion": { "type": "string", "pattern": "^v[0-9]+\\\\.[0-9]+$", "title": "API version", "x-title-pt-BR": "Versão da API", "default": "v21.0" }
          }
        }
        """

    /// A speech bubble with a handset.
    public static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#25d366" d="M12 2a10 10 0 0 \
        0-8.6 15.1L2 22l5-1.3A10 10 0 1 0 12 2z"/><path fill="#fff" d="M9.1 6.9c-.3-.6-.5-.6-.8-.6h-.6c-.3 \
        0-.7.1-1 .5-.4.4-1.2 1.2-1.2 2.8s1.2 3.2 1.4 3.5c.2.2 2.3 3.7 5.8 5 2.8 1.1 3.4.9 4 .8.7-.1 \
        2-.8 2.3-1.6.3-.8.3-1.5.2-1.6-.1-.2-.3-.2-.7-.4l-2.3-1.1c-.3-.1-.6-.2-.8.2-.2.3-.9 1.1-1.1 1.3-.2.2-.4.3-.7.1-.4-.2-1.5-.6-2.8-1.7-1-.9-1.7-2.1-1.9-2.4-.2-.4 \
        0-.5.2-.7l.5-.6c.2-.2.2-.4.3-.6.1-.2.1-.4 0-.6z"/></svg>
        """

    let configuration: Configuration

    /// Creates the channel of a number; nothing is sent yet.
    public init(configuration: Configuration, account: String, call: Call) throws {
        self.configuration = configuration
    }

    /// What the Cloud API can do for a business.
    public var capabilities: Capabilities {
        var capabilities = Capabilities(features: [
            .webhook, .start, .templates, .buttons, .lists, .reactions, .reply, .markRead,
            .typingOut,
            .delivered, .read, .voice,
        ])
        capabilities.window = 86_400
        capabilities.resume = .template
        capabilities.rhythm = .async
        capabilities.textFormat = .whatsapp
        capabilities.maximumText = 4_096
        capabilities.maximumAttachments = 1
        capabilities.maximumButtons = 3
        capabilities.maximumButtonTitle = 20
        capabilities.maximumListOptions = 10
        capabilities.maximumPerSecond = 80
        capabilities.media = [
            MediaRule(
                .image,
                types: ["image/jpeg", "image/png"],
                maximumBytes: 5 << 20,
                maximumCaption: 1_024
            ),
            MediaRule(
                .audio,
                types: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"],
                maximumBytes: 16 << 20
            ),
            MediaRule(
                .video,
                types: ["video/mp4", "video/3gpp"],
                maximumBytes: 16 << 20,
                maximumCaption: 1_024
            ),
            MediaRule(.document, maximumBytes: 100 << 20, maximumCaption: 1_024),
            MediaRule(.sticker, types: ["image/webp"], maximumBytes: 500 << 10),
        ]
        capabilities.identityScope = "whatsapp"
        return capabilities
    }

    /// Finds what is wrong with the settings beyond their schema.
    public static func check(
        _ configuration: Configuration,
        call: Call
    ) throws -> [ConfigurationIssue] {
        var issues: [ConfigurationIssue] = []
        if configuration.phoneNumberId.contains(where: { !$0.isNumber }) {
            issues.append(
                ConfigurationIssue(
                    "/phoneNumberId",
                    "has other signs than digits: this is the number's id, not the telephone number"
                )
            )
        }
        if let base = configuration.apiBase, base.hasSuffix("/") {
            issues.append(ConfigurationIssue("/apiBase", "ends with a slash: leave it out"))
        }
        return issues
    }

    /// The address of something the API has for this number, or elsewhere in it.
    func address(_ path: String) -> String {
        let base = configuration.apiBase ?? "https://graph.facebook.com"
        return "\(base)/\(configuration.apiVersion ?? "v21.0")/\(path)"
    }

    /// The header that lets us in; the host puts the token in its place.
    var authorization: (key: String, value: String) {
        ("authorization", "Bearer \(configuration.accessToken)")
    }
}
