/// Is one path or several, of which the first that leads to a value counts.
struct Paths: Sendable, Hashable {
    let choices: [Path]

    /// Finds the first text, number or truth.
    func scalar(in scope: Scope) throws(Stray) -> String? {
        for path in choices {
            for found in try path.all(in: scope) {
                if let scalar = found.value.scalar, !scalar.isEmpty { return scalar }
            }
        }
        return nil
    }

    /// Finds the first value that is not null.
    func value(in scope: Scope) throws(Stray) -> Path.Found? {
        for path in choices {
            if let found = try path.all(in: scope).first(where: { $0.value != .null }) {
                return found
            }
        }
        return nil
    }

    /// Finds a text that has to be there.
    ///
    /// - Throws: `Stray` that says what stands there instead.
    func required(_ what: String, in scope: Scope) throws(Stray) -> String {
        if let scalar = try scalar(in: scope) { return scalar }
        for path in choices {
            guard let found = try path.all(in: scope).first else { continue }
            throw Stray("\(what): \(found.place) is \(found.value.kind), not a text or a number")
        }
        throw Stray("\(what): " + choices.map { $0.absence(in: scope) }.joined(separator: "; "))
    }
}

extension Paths: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard (try? container.decode(String.self)) == nil else {
            choices = [try container.decode(Path.self)]
            return
        }
        choices = try container.decode([Path].self)
        guard (1...8).contains(choices.count) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "1 to 8 paths are possible, not \(choices.count)"
            )
        }
    }
}

/// Is something that a value must be for a part of a body to be read.
struct Condition: Sendable, Hashable, Decodable {
    let path: Path
    let `is`: [String]?
    let isNot: [String]?
    let exists: Bool?

    /// Whether it holds.
    func holds(in scope: Scope) throws(Stray) -> Bool {
        let found = try path.all(in: scope).map(\.value).filter { $0 != .null }
        if let exists, exists == found.isEmpty { return false }
        let words = found.compactMap(\.scalar)
        if let `is`, !words.contains(where: `is`.contains) { return false }
        if let isNot, words.contains(where: isNot.contains) { return false }
        return true
    }
}
