internal import Engine

extension Contact {
    /// The contact as the API shows it.
    var json: JSON {
        [
            "id": .text(id.description), "name": .text(name),
            "nameConfirmed": .bool(isNameConfirmed),
            "identities": .list(identities) { identity in
                ["kind": .text(identity.kind.rawValue), "value": .text(identity.value)]
            },
            "note": .text(note), "createdAt": .text(createdAt.text),
        ]
    }
}
