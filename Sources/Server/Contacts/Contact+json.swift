internal import Engine
internal import OrderedCollections

extension Contact {
    /// The contact as the API shows it.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(id.description), "name": .text(name),
            "nameConfirmed": .bool(isNameConfirmed),
            "identities": .list(identities) { identity in
                ["kind": .text(identity.kind.rawValue), "value": .text(identity.value)]
            },
            "note": .text(note), "groups": .list(groups) { directory.reference($0) },
            "fields": .object(
                directory.fields.values.compactMap { field in
                    fields[field.id].map { JSON.Field(name: field.slug, value: .text($0)) }
                }
            ),
            "refusesOutbound": .bool(refusesOutbound),
            "mergedInto": .text(mergedInto?.description), "erasedAt": .text(erasedAt?.text),
            "createdAt": .text(createdAt.text),
        ]
    }
}
