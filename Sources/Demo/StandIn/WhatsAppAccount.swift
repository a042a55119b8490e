/// Is the WhatsApp account that the demo's company has with the stand-in of the provider.
public struct WhatsAppAccount: Sendable, Hashable, CustomStringConvertible {
    /// The slug of the channel, to whose webhook address the stand-in posts.
    public var channel: String

    /// The number's id at the provider.
    public var phoneNumberId: String

    /// The business account's id at the provider.
    public var businessAccountId: String

    /// The telephone number as people see it, digits only.
    public var phone: String

    /// The token that the API's callers show.
    public var accessToken: String

    /// The secret that signs webhooks.
    public var appSecret: String

    /// The token of the subscription's handshake.
    public var verifyToken: String

    /// The templates that the provider has approved for the number.
    public var templates: [ProviderTemplate]

    /// The account without its secrets, as logs may show it.
    public var description: String { "WhatsApp \(phoneNumberId) as \(channel)" }

    /// Creates an account.
    public init(
        channel: String = "whatsapp-demo",
        phoneNumberId: String = "109000000000001",
        businessAccountId: String = "209000000000001",
        phone: String = "551130000000",
        accessToken: String = "demo-access-token",
        appSecret: String = "demo-app-secret",
        verifyToken: String = "demo-verify-token",
        templates: [ProviderTemplate] = []
    ) {
        self.channel = channel
        self.phoneNumberId = phoneNumberId
        self.businessAccountId = businessAccountId
        self.phone = phone
        self.accessToken = accessToken
        self.appSecret = appSecret
        self.verifyToken = verifyToken
        self.templates = templates
    }
}

/// Is a message template as the provider knows it.
public struct ProviderTemplate: Sendable, Hashable {
    /// The name.
    public var name: String

    /// The code of its language, such as `pt_BR`.
    public var language: String

    /// The text, in which `{{1}}`, `{{2}}` … stand for parameters.
    public var body: String

    /// The labels of its quick replies; empty for none.
    public var buttons: [String]

    /// The line of text above; empty for none.
    public var header: String

    /// The line below; empty for none.
    public var footer: String

    /// Creates a template.
    public init(
        name: String,
        language: String,
        body: String,
        buttons: [String] = [],
        header: String = "",
        footer: String = ""
    ) {
        self.name = name
        self.language = language
        self.body = body
        self.buttons = buttons
        self.header = header
        self.footer = footer
    }

    /// The components in the provider's form.
    var components: JSON {
        var components: [JSON] = []
        if !header.isEmpty {
            components.append(["type": "HEADER", "format": "TEXT", "text": .text(header)])
        }
        components.append(["type": "BODY", "text": .text(body)])
        if !footer.isEmpty { components.append(["type": "FOOTER", "text": .text(footer)]) }
        if !buttons.isEmpty {
            let replies = buttons.map { title -> JSON in
                ["type": "QUICK_REPLY", "text": .text(title)]
            }
            components.append(["type": "BUTTONS", "buttons": .array(replies)])
        }
        return .array(components)
    }

    /// How many parameters the text takes: the greatest `{{n}}` in it.
    var parameterCount: Int {
        body.split(separator: "{{", omittingEmptySubsequences: false).dropFirst()
            .compactMap { $0.prefix { $0 != "}" }.isEmpty ? nil : Int($0.prefix { $0 != "}" }) }
            .max() ?? 0
    }

    /// Writes the text with its parameters filled in.
    func filled(with parameters: [String]) -> String {
        var text = body
        for (index, parameter) in parameters.enumerated() {
            text = text.replacing("{{\(index + 1)}}", with: parameter)
        }
        return text
    }
}
