internal import Engine

extension Channel {
    /// The channel as the API shows it; its configuration stays where it is.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(id.description), "slug": .text(slug), "name": .text(name),
            "plugin": .text(plugin), "account": .text(account),
            "team": directory.reference(team), "active": .bool(isActive),
            "flow": directory.reference(flow),
            "capabilities": [
                "windowSeconds": .integer(capabilities.windowSeconds),
                "resume": .text(capabilities.resume.rawValue),
                "rhythm": .text(capabilities.rhythm.rawValue),
                "maximumText": .count(capabilities.maximumText),
                "hasTemplates": .bool(capabilities.hasTemplates),
                "sendsMedia": .bool(capabilities.sendsMedia),
                "showsTyping": .bool(capabilities.showsTyping),
                "hasVisitors": .bool(capabilities.hasVisitors),
                "humanWindowSeconds": .integer(capabilities.humanWindowSeconds),
                "maximumButtons": .count(capabilities.maximumButtons),
                "maximumButtonTitle": .count(capabilities.maximumButtonTitle),
                "maximumListOptions": .count(capabilities.maximumListOptions),
                "maximumAttachments": .count(capabilities.maximumAttachments),
            ],
        ]
    }
}
