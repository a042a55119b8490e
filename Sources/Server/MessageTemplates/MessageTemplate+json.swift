internal import Engine

extension MessageTemplate {
    /// The template as the API shows it.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(id.description), "channel": directory.reference(channel),
            "name": .text(name), "language": .text(language), "body": .text(body),
            "state": .text(state.rawValue), "parameterCount": .count(parameterCount),
        ]
    }
}
