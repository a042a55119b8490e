internal import Hummingbird

/// Is one part of a list, and where the next begins.
struct ListPart<Element> {
    /// The elements of this part.
    var elements: [Element]

    /// Where the next part begins; `nil` at the end.
    var next: String?

    /// The part as the API shows it.
    func json(_ value: (Element) -> JSON) -> JSON {
        ["items": .list(elements, value), "nextCursor": .text(next)]
    }
}

extension ListPart: Sendable where Element: Sendable {}

extension Request {
    /// Takes the part that a request asks for, of a list that is short enough to be in memory.
    ///
    /// The cursor names the last element that was given. When that is gone meanwhile, the list has changed
    /// under the reader, who is told to begin again.
    func part<Element>(
        of elements: some Sequence<Element>,
        default count: Int = 50,
        cursor name: (Element) -> String
    ) throws -> ListPart<Element> {
        let limit = try limit(default: count)
        var rest = Array(elements)[...]
        if let cursor = query("cursor") {
            guard let place = rest.firstIndex(where: { name($0) == cursor }) else {
                throw Problem.badCursor
            }
            rest = rest[(place + 1)...]
        }
        let shown = Array(rest.prefix(limit))
        return ListPart(
            elements: shown,
            next: rest.count > limit ? shown.last.map(name) : nil
        )
    }

    /// Reads where a list goes on; `nil` at its beginning.
    ///
    /// - Throws: `Problem` when it is none that was given.
    func cursor<Place>(_ read: (String) -> Place?) throws -> Place? {
        guard let text = query("cursor") else { return nil }
        guard let place = read(text) else { throw Problem.badCursor }
        return place
    }
}

extension Problem {
    /// The cursor is none that a list gave, or names what is gone meanwhile.
    static let badCursor = badRequest("a cursor that this list gave", field: "cursor")
}
