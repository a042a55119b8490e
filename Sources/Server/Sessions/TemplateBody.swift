internal import Engine
internal import OrderedCollections

/// Is a template with its parameters in a body.
struct TemplateBody: Decodable {
    var name: String
    var language: String?
    var parameters: Parameters?
    var header: Parameters?
    var buttons: [String: String]?

    /// Makes the content that the engine takes, with the words filled in.
    func content(on channel: ID<Engine.Channel>, _ directory: Directory) throws -> Content {
        let named = directory.templates.values.filter { $0.channel == channel && $0.name == name }
        guard let template = named.first(where: { language == nil || $0.language == language })
        else { throw Refusal.notFound(.template) }
        let body = try parameters.texts(template.parameterNames, field: "template.parameters")
        let header = try header.texts(template.headerParameterNames, field: "template.header")
        return Content(
            kind: .template,
            text: template.text(body, header: header),
            template: Content.TemplateUse(
                name: template.name,
                language: template.language,
                parameters: body,
                header: header,
                buttons: try places()
            )
        )
    }

    /// The parameters of buttons by the place of the button, from 0.
    private func places() throws -> [Int: String] {
        var places: [Int: String] = [:]
        for (name, value) in buttons ?? [:] {
            guard let place = Int(name), place >= 0 else {
                throw Problem.badRequest("places of buttons, from 0", field: "template.buttons")
            }
            places[place] = value
        }
        return places
    }
}

extension TemplateBody {
    /// Says what stands in the places of a text: first to last, or by their names.
    enum Parameters: Decodable {
        case list([String])
        case named([String: String])

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let list = try? value.decode([String].self) {
                self = .list(list)
            } else {
                self = .named(try value.decode([String: String].self))
            }
        }
    }
}

extension TemplateBody.Parameters? {
    /// The texts in the order in which a template has its parameters.
    fileprivate func texts(_ names: [String], field: String) throws -> [String] {
        switch self {
        case nil: return []
        case .list(let texts): return texts
        case .named(let texts):
            guard Set(texts.keys) == Set(names) else {
                let wanted = names.isEmpty ? "no parameters" : names.joined(separator: ", ")
                throw Problem.badRequest("a text for each of: \(wanted)", field: field)
            }
            return names.compactMap { texts[$0] }
        }
    }
}
