internal import Engine

/// Is the body that makes a contact.
struct ContactBody: Decodable, Sendable {
    var name: String
    var identities: [ContactIdentityBody]?
}

/// Is an identity in a body.
struct ContactIdentityBody: Decodable, Sendable {
    var kind: ContactIdentity.Kind
    var value: String
    var channel: String?

    /// Reads the identity; what a provider made is known on a channel only.
    func read(_ directory: Directory, field: String) throws -> ContactIdentity {
        let known = channel.flatMap(directory.channel)
        let needsChannel = kind == .provider || kind == .account
        guard known != nil || !needsChannel else { throw Refusal.notFound(.channel) }
        let written = ContactIdentity(
            kind: kind,
            scope: known.map(kind.scope(on:)) ?? "",
            value: value
        )
        guard let identity = written.normalized else {
            throw Problem.badRequest("no \(kind.rawValue)", field: field + ".value")
        }
        return identity
    }
}

/// Is the body that changes a contact; what it does not name stays.
struct ContactChangeBody: Decodable, Sendable {
    var name: String?
    var note: String?
    var groups: [String]?
    var fields: [String: String?]?
    var refusesOutbound: Bool?
    var addIdentities: [ContactIdentityBody]?
    var removeIdentities: [ContactIdentityBody]?

    /// The change that the engine decides.
    func change(_ directory: Directory) throws -> ContactChange {
        var values: [ID<ContactField>: String] = [:]
        for (name, value) in fields ?? [:] {
            // Empty takes the value out.
            values[try directory.field(name).id] = value ?? ""
        }
        func identities(_ bodies: [ContactIdentityBody]?, _ field: String) throws
            -> [ContactIdentity]
        {
            try (bodies ?? []).enumerated().map { index, body in
                try body.read(directory, field: "\(field).\(index)")
            }
        }
        return ContactChange(
            name: name,
            note: note,
            groups: try groups?.map(directory.contactGroupID),
            fields: values,
            refusesOutbound: refusesOutbound,
            added: try identities(addIdentities, "addIdentities"),
            removed: try identities(removeIdentities, "removeIdentities")
        )
    }
}
