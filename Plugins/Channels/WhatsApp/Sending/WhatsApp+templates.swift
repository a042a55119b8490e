import Foundation
public import PluginKit

extension WhatsApp: TemplateListing {
    /// The most pages that are read of a list: more templates than an account may have.
    private static let maximumPages = 60

    /// Lists the templates of the business account, all of its pages.
    public func templates(call: Call) throws -> [TemplateStatus] {
        guard let account = configuration.businessAccountId, !account.isEmpty else {
            throw PluginError(
                .configuration,
                "businessAccountId is missing: templates belong to the business account"
            )
        }
        let fields = "name,language,status,category,components,rejected_reason"
        let first = address("\(account)/message_templates?limit=200&fields=\(fields)")
        var url = first
        var listed: [TemplateStatus] = []
        for _ in 0..<Self.maximumPages {
            let page = try page(at: url, call: call)
            listed += page["data"].elements.compactMap(TemplateStatus.init(whatsApp:))
            // The next address holds the token: the way on is built from its cursor.
            let cursor = page["paging"]["cursors"]["after"].string
            guard !page["paging"]["next"].isNull, !cursor.isEmpty else { return listed }
            let place = cursor.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            url = "\(first)&after=\(place)"
        }
        throw PluginError(.limit, "the list of templates does not end")
    }

    private func page(at url: String, call: Call) throws -> JSON {
        let answer = try call.fetch(HTTPRequest("GET", url, headers: [authorization]))
        guard answer.isSuccess else {
            let body = try? answer.decode(JSON.self)
            let error = ProviderError(whatsApp: body?["error"] ?? .null)
            let words = error.text.isEmpty ? "status \(answer.status)" : error.text
            let kind: PluginError.Class =
                switch answer.status {
                case 401: .credentials
                case 408, 429, 500...: .transient
                default: .refused
                }
            throw PluginError(kind, "the list of templates: \(words)", code: error.code)
        }
        return try answer.decode(JSON.self)
    }
}

extension TemplateStatus {
    /// Reads an entry of the list; `nil` for one without a name.
    fileprivate init?(whatsApp entry: JSON) {
        let name = entry["name"].string
        guard !name.isEmpty else { return nil }
        let word = entry["status"].string
        self.init(
            id: entry["id"].string,
            name: name,
            language: entry["language"].string,
            state: State(whatsApp: word)
        )
        category = entry["category"].string
        components = entry["components"].encoded
        let reason = entry["rejected_reason"].string
        if !reason.isEmpty, reason != "NONE" { error = ProviderError(code: word, text: reason) }
    }
}
