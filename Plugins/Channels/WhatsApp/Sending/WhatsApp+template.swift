import PluginKit

extension WhatsApp {
    /// Writes a template with its arguments, grouped into the components they belong to.
    func content(of template: Template, call: Call) throws -> JSON {
        var components: [JSON] = []
        for place in [Template.Argument.Place.header, .body] {
            let arguments = template.arguments.filter { $0.place == place }
            guard !arguments.isEmpty else { continue }
            components.append(
                .object([
                    "type": .text(place == .header ? "header" : "body"),
                    "parameters": .list(
                        try arguments.sorted { $0.index < $1.index }.map {
                            try parameter($0, call: call)
                        }
                    ),
                ])
            )
        }
        for argument in template.arguments where argument.place == .button {
            components.append(
                .object([
                    "type": .text("button"),
                    "sub_type": .text(argument.buttonType),
                    "index": .text(String(argument.index)),
                    "parameters": .list([try parameter(argument, call: call)]),
                ])
            )
        }
        var content: [String: JSON] = [
            "name": .text(template.name),
            "language": .object(["code": .text(template.language)]),
        ]
        if !components.isEmpty { content["components"] = .list(components) }
        return .object(content)
    }

    private func parameter(_ argument: Template.Argument, call: Call) throws -> JSON {
        var parameter: [String: JSON]
        switch argument.value {
        case .text(let code) where argument.place == .button:
            parameter = ["type": .text("coupon_code"), "coupon_code": .text(code)]
        case .text(let text), .url(let text):
            parameter = ["type": .text("text"), "text": .text(text)]
        case .payload(let payload):
            parameter = ["type": .text("payload"), "payload": .text(payload)]
        case .currency(let fallback, let code, let thousandths):
            parameter = [
                "type": .text("currency"),
                "currency": .object([
                    "fallback_value": .text(fallback), "code": .text(code),
                    "amount_1000": .integer(thousandths),
                ]),
            ]
        case .moment(let fallback):
            parameter = [
                "type": .text("date_time"),
                "date_time": .object(["fallback_value": .text(fallback)]),
            ]
        case .media(let attachment):
            let type = Self.type(of: attachment.kind)
            var file = ["id": JSON.text(try upload(attachment, call: call))]
            if type == "document", !attachment.fileName.isEmpty {
                file["filename"] = .text(attachment.fileName)
            }
            parameter = ["type": .text(type), type: .object(file)]
        }
        if !argument.name.isEmpty, argument.place != .button {
            parameter["parameter_name"] = .text(argument.name)
        }
        return .object(parameter)
    }
}

extension Template.Argument {
    /// The provider's word for the button that the argument is for.
    fileprivate var buttonType: String {
        switch value {
        case .url: "url"
        case .text: "copy_code"
        default: "quick_reply"
        }
    }
}
