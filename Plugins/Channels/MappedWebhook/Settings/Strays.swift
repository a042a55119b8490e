import PluginKit

extension MappedWebhook {
    private static let parsedSchema = (try? JSONReader.read(Array(schema.utf8))) ?? .null

    /// Refuses settings with a name that the schema does not know.
    ///
    /// - Throws: `DecodingError` with the place.
    static func refuseStrays(_ settings: JSON) throws {
        guard let stray = stray(in: settings, parsedSchema, []) else { return }
        throw DecodingError.dataCorrupted(
            DecodingError.Context(
                codingPath: stray,
                debugDescription: "there is no setting of this name"
            )
        )
    }

    private static func stray(in value: JSON, _ schema: JSON, _ place: [Name]) -> [Name]? {
        guard case .object(let rules) = schema else { return nil }
        if case .list(let elements) = value, let rule = rules["items"] {
            for (index, element) in elements.enumerated() {
                if let found = stray(in: element, rule, place + [Name(index)]) { return found }
            }
        }
        guard case .object(let members) = value, case .object(let known)? = rules["properties"]
        else { return nil }
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            let here = place + [Name(name)]
            guard let rule = known[name] else { return here }
            if let found = stray(in: member, rule, here) { return found }
        }
        return nil
    }

    private struct Name: CodingKey {
        let stringValue: String
        let intValue: Int?

        init(_ name: String) {
            stringValue = name
            intValue = nil
        }

        init(_ index: Int) {
            stringValue = String(index)
            intValue = index
        }

        init?(stringValue: String) { self.init(stringValue) }

        init?(intValue: Int) { self.init(intValue) }
    }
}
