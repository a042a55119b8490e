internal import Engine
internal import Foundation
internal import Hummingbird
internal import NIOCore
internal import NIOFoundationEssentialsCompat

extension Request {
    /// Reads the body as a JSON object.
    ///
    /// - Throws: `Problem` that names the field which is wrong.
    func json<Body: Decodable>(_ kind: Body.Type, _ context: ServerContext) async throws -> Body {
        var request = self
        let bytes = try await request.collectBody(upTo: context.maxUploadSize)
        let data = bytes.readableBytes == 0 ? Data("{}".utf8) : Data(buffer: bytes)
        do {
            return try JSONDecoder().decode(kind, from: data)
        } catch let error as DecodingError {
            throw Problem(error)
        }
    }

    /// How many items a list should have: `limit`, 1 to 200.
    func limit(default count: Int = 50) throws -> Int {
        guard let text = query("limit") else { return count }
        guard let limit = Int(text), (1...200).contains(limit) else {
            throw Problem.badRequest("a number from 1 to 200", field: "limit")
        }
        return limit
    }

    /// The values of a parameter that takes several, with commas.
    func values(_ name: String) -> [String] {
        (query(name) ?? "").split(separator: ",").map(\.trimmingSpaces).filter { !$0.isEmpty }
    }

    /// A moment or day of the query.
    func moment(_ name: String, _ context: ServerContext) throws -> Timestamp? {
        guard let text = query(name) else { return nil }
        guard let moment = Timestamp(text, zone: context.timeZone) else {
            throw Problem.badRequest("a moment such as 2026-11-22T12:00:00Z, or a day", field: name)
        }
        return moment
    }
}

extension Problem {
    /// Makes a problem of what kept a body from being read, which names the field.
    init(_ error: DecodingError, within field: String? = nil) {
        func path(_ keys: [any CodingKey]) -> String? {
            let names = keys.map { $0.intValue.map(String.init) ?? $0.stringValue }
            let all = (field.map { [$0] } ?? []) + names
            return all.isEmpty ? nil : all.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let place):
            self = .badRequest("missing", field: path(place.codingPath + [key]))
        case .typeMismatch(_, let place), .valueNotFound(_, let place):
            self = .badRequest("wrong type", field: path(place.codingPath))
        case .dataCorrupted(let place):
            self = .badRequest(
                place.codingPath.isEmpty ? "not JSON" : place.debugDescription,
                field: path(place.codingPath)
            )
        @unknown default:
            self = .badRequest("not as it should be")
        }
    }
}

extension ServerContext {
    /// The id in the path.
    ///
    /// - Throws: `Problem` of what was not found when it is no id.
    func id<Entity>(
        _ name: String = "id",
        of subject: Refusal.Subject,
        as kind: Entity.Type = Entity.self
    ) throws -> ID<Entity> {
        guard let text = parameters.get(name), let id = ID<Entity>(text) else {
            throw Refusal.notFound(subject)
        }
        return id
    }

    /// The text in the path.
    func text(_ name: String) -> String {
        let text = parameters.get(name) ?? ""
        return text.removingPercentEncoding ?? text
    }
}

/// Writes one part of a list and where the next begins.
func page<Element>(
    _ elements: [Element],
    limit: Int,
    next: (Element) -> String,
    _ value: (Element) -> JSON
) -> JSON {
    let shown = elements.prefix(limit)
    return [
        "items": .list(shown, value),
        "nextCursor": .text(elements.count > limit ? shown.last.map(next) : nil),
    ]
}
