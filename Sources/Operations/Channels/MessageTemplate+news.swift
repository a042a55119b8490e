internal import Engine
internal import Foundation
internal import PluginHost

extension MessageTemplate {
    /// Reads an entry of a provider's list; `nil` when its components say no text.
    ///
    /// The id is `ID.new`.
    init?(_ news: TemplateNews, on channel: ID<Channel>) {
        guard let components = TemplateComponent.read(news.components) else { return nil }
        let body = components.first { $0.type == .body }?.text ?? ""
        guard !body.isEmpty else { return nil }
        self.init(
            id: .new,
            channel: channel,
            name: news.name,
            language: news.language,
            body: body,
            category: Category(rawValue: news.category.lowercased()) ?? .utility,
            header: components.first { $0.type == .header }?.header ?? .none,
            footer: components.first { $0.type == .footer }?.text ?? "",
            buttons: components.first { $0.type == .buttons }?.labels ?? [],
            state: State(news.state),
            reason: news.error?.text ?? ""
        )
    }

    /// The template with what a provider's list says, under its own id.
    ///
    /// What we put away stays away until the provider says something else than that it may be sent.
    func following(_ listed: MessageTemplate) -> MessageTemplate {
        var next = self
        next.body = listed.body
        next.category = listed.category
        next.header = listed.header
        next.footer = listed.footer
        next.buttons = listed.buttons
        guard state != .archived || reason == Self.gone || listed.state != .approved else {
            return next
        }
        next.state = listed.state
        next.reason = listed.reason
        return next
    }

    /// Why a template is put away that its provider does not list any more.
    static let gone = "not listed by the provider"
}

/// Is a component of a template, in the form that the ABI documents for `template_json`.
private struct TemplateComponent: Decodable {
    enum Kind: String {
        case header, body, footer, buttons
    }

    struct Button: Decodable {
        var type: String?
        var text: String?
        var url: String?
        var phone: String?

        private enum CodingKeys: String, CodingKey {
            case type, text, url
            case phone = "phone_number"
        }
    }

    var type: Kind?
    var format: String
    var text: String
    var buttons: [Button]

    private enum CodingKeys: String, CodingKey {
        case type, format, text, buttons
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let word = try fields.decodeIfPresent(String.self, forKey: .type) ?? ""
        type = Kind(rawValue: word.lowercased())
        format = try fields.decodeIfPresent(String.self, forKey: .format) ?? ""
        text = try fields.decodeIfPresent(String.self, forKey: .text) ?? ""
        buttons = try fields.decodeIfPresent([Button].self, forKey: .buttons) ?? []
    }

    static func read(_ json: String) -> [TemplateComponent]? {
        try? JSONDecoder().decode([TemplateComponent].self, from: Data(json.utf8))
    }

    var header: MessageTemplate.Header {
        switch format.uppercased() {
        case "IMAGE": .media(.image)
        case "VIDEO": .media(.video)
        case "DOCUMENT": .media(.document)
        case "LOCATION": .media(.location)
        default: text.isEmpty ? .none : .text(text)
        }
    }

    var labels: [MessageTemplate.Button] {
        buttons.map { button in
            let title = button.text ?? ""
            switch button.type?.uppercased() {
            case "URL": return .init(kind: .url, title: title, value: button.url ?? "")
            case "PHONE_NUMBER":
                return .init(kind: .phone, title: title, value: button.phone ?? "")
            case "COPY_CODE", "OTP": return .init(kind: .code, title: title)
            default: return .init(kind: .quickReply, title: title)
            }
        }
    }
}
