/// Names places in a JSON value: a subset of RFC 9535's JSONPath.
///
/// `$` is the whole body, `@` the message, status or file that is being read; then `.name`,
/// `['name']`, `[0]`, `[-1]` and, for all of a list or an object, `[*]` or `.*`.
struct Path: Sendable, Hashable {
    /// Is what a path begins at.
    enum Root: Sendable { case body, element }

    /// Is one step down.
    enum Step: Sendable, Hashable {
        case member(String)
        case index(Int)
        case all
    }

    /// Is a value, and the path that leads to it alone.
    struct Found {
        let value: JSON
        let place: String
    }

    /// The most places that a path may lead to.
    static let maximumFound = 10_000

    let text: String
    let root: Root
    let steps: [Step]

    /// Finds everything the path leads to.
    ///
    /// - Throws: `Stray` when there are too many.
    func all(in scope: Scope) throws(Stray) -> [Found] {
        var found = [Found(value: scope.value(root), place: scope.place(root))]
        for step in steps {
            var further: [Found] = []
            for one in found {
                further += Self.walk(step, from: one)
                guard further.count <= Self.maximumFound else {
                    throw Stray("\(text): leads to more than \(Self.maximumFound) values")
                }
            }
            found = further
        }
        return found
    }

    /// Says at which step nothing was found, and what stands there instead.
    func absence(in scope: Scope) -> String {
        var found = [Found(value: scope.value(root), place: scope.place(root))]
        for step in steps {
            let further = found.prefix(64).flatMap { Self.walk(step, from: $0) }
            guard further.isEmpty, let last = found.first else {
                found = further
                continue
            }
            return "\(last.place)\(step.text): is not there; \(last.place) is \(last.value.kind)"
        }
        return "\(text): is empty"
    }

    private static func walk(_ step: Step, from one: Found) -> [Found] {
        switch (step, one.value) {
        case (.member(let name), .object(let members)):
            return members[name].map { [Found(value: $0, place: one.place + step.text)] } ?? []
        case (.index(let index), .list(let elements)):
            let position = index < 0 ? elements.count + index : index
            guard elements.indices.contains(position) else { return [] }
            return [Found(value: elements[position], place: "\(one.place)[\(position)]")]
        case (.all, .list(let elements)):
            return elements.enumerated()
                .map { Found(value: $0.element, place: "\(one.place)[\($0.offset)]") }
        case (.all, .object(let members)):
            return members.sorted { $0.key < $1.key }
                .map { Found(value: $0.value, place: one.place + Step.member($0.key).text) }
        default: return []
        }
    }
}

extension Path.Step {
    /// The step as it is written.
    var text: String {
        switch self {
        case .member(let name):
            let isPlain = !name.isEmpty && name.utf8.count <= 64 && name.isMemberName
            return isPlain ? ".\(name)" : "['\(name.prefix(64))']"
        case .index(let index): return "[\(index)]"
        case .all: return "[*]"
        }
    }
}

extension String {
    /// Whether a path can name it without quotes.
    var isMemberName: Bool {
        unicodeScalars.allSatisfy {
            $0 == "_" || $0 == "-" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
        }
    }
}

/// Is what paths are looked up in: the whole body, and the part of it that is being read.
struct Scope {
    let body: JSON
    var element: JSON
    var elementPlace: String

    /// Begins with the whole body as the one element.
    init(_ body: JSON) {
        self.body = body
        element = body
        elementPlace = "$"
    }

    /// The same body with another element.
    func of(_ found: Path.Found) -> Scope {
        var scope = self
        scope.element = found.value
        scope.elementPlace = found.place
        return scope
    }

    func value(_ root: Path.Root) -> JSON { root == .body ? body : element }

    func place(_ root: Path.Root) -> String { root == .body ? "$" : elementPlace }
}

/// Says which path did not lead to what is needed, and what stands there instead.
struct Stray: Error, Sendable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
