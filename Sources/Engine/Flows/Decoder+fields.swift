extension Decoder {
    /// Opens an object whose fields are all known: a misspelt one must not be dropped in silence.
    func fields<Key: CodingKey & CaseIterable>(
        _ keys: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        let known = Set(Key.allCases.map(\.stringValue))
        let given = try container(keyedBy: FieldName.self).allKeys
        if let unknown = given.first(where: { !known.contains($0.stringValue) }) {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: codingPath + [unknown],
                    debugDescription: "no such field: \(unknown.stringValue)"
                )
            )
        }
        return try container(keyedBy: keys)
    }
}

extension KeyedDecodingContainer {
    /// Reads an id from its letters.
    func decodeLetters<Entity>(_ kind: Entity.Type, forKey key: Key) throws -> ID<Entity> {
        let letters = try decode(String.self, forKey: key)
        guard let id = ID<Entity>(letters) else {
            throw DecodingError.dataCorruptedError(
                forKey: key,
                in: self,
                debugDescription: "not an id: \(letters.prefix(40))"
            )
        }
        return id
    }

    /// Reads an id from its letters, where there is one.
    func decodeLettersIfPresent<Entity>(
        _ kind: Entity.Type,
        forKey key: Key
    ) throws -> ID<Entity>? {
        guard contains(key), try !decodeNil(forKey: key) else { return nil }
        return try decodeLetters(kind, forKey: key)
    }
}

/// Is the name of any field.
private struct FieldName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}
