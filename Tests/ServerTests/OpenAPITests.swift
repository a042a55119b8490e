import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import Server

@Suite struct OpenAPITests {
    @Test func `the document is served to anyone, and not twice`() async throws {
        let house = try await ServerHouse()
        try await house.test { client in
            let answer = try await client.call(.get, "/api/openapi.json")
            #expect(answer.status == .ok)
            #expect(answer.headers[.contentType] == "application/json")
            #expect(answer.json["openapi"] == "3.1.0")
            let tag = try #require(answer.headers[.eTag])
            let again = try await client.call(
                .get,
                "/api/openapi.json",
                headers: [.ifNoneMatch: tag]
            )
            #expect(again.status == .notModified)
            #expect(again.body.readableBytes == 0)
        }
    }

    @Test func `every route of the API is in the document, and nothing else`() async throws {
        let house = try await ServerHouse()
        let routes = try OpenAPIOperation.served(by: house)
        let document = try await OpenAPIOperation.documented(by: house)
        let isOfAPI: (OpenAPIOperation) -> Bool = { $0.path.hasPrefix("/api/v1/") }
        let served = routes.filter(isOfAPI)
        let documented = document.filter(isOfAPI)
        #expect(!served.isEmpty)
        #expect(served.subtracting(documented) == [], "served, but not in the document")
        #expect(documented.subtracting(served) == [], "in the document, but not served")
    }

    @Test func `what the document has beside the API is served`() async throws {
        let house = try await ServerHouse()
        let routes = try OpenAPIOperation.served(by: house)
        let document = try await OpenAPIOperation.documented(by: house)
        // One path of the document stands for a route of each format.
        let formats = ["pdf", "png", "csv", "html"]
        let named = document.flatMap { operation in
            operation.path.hasSuffix(".{format}")
                ? formats.map { operation.replacingFormat(with: $0) } : [operation]
        }
        #expect(Set(named).subtracting(routes) == [])
        let prefixes = ["/feed", "/hooks/", "/healthz", "/readyz", "/api/"]
        let beside = routes.filter { route in prefixes.contains(where: route.path.hasPrefix) }
        #expect(beside.subtracting(named) == [])
    }

    @Test func `every reference of the document leads somewhere`() async throws {
        let house = try await ServerHouse()
        let document = try await OpenAPIOperation.document(of: house)
        let references = document.references
        #expect(references.count > 100)
        for reference in references {
            let names = reference.split(separator: "/").dropFirst().map(String.init)
            let target = names.reduce(document as JSON?) { $0?[$1] }
            #expect(target != nil, "\(reference)")
        }
    }
}

/// Is a path with a method: of the document or of the router.
private struct OpenAPIOperation: Hashable, CustomStringConvertible {
    var method: String
    var path: String

    var description: String { "\(method) \(path)" }

    func replacingFormat(with format: String) -> Self {
        Self(method: method, path: path.replacing("{format}", with: format))
    }

    /// What the router answers; HEAD comes with GET by itself.
    static func served(by house: ServerHouse) throws -> Set<Self> {
        let routes = try house.server.services.router().routes
        return Set(
            routes.filter { $0.method != .head }
                .map { Self(method: $0.method.rawValue, path: $0.path.description) }
        )
    }

    /// What the document tells of.
    static func documented(by house: ServerHouse) async throws -> Set<Self> {
        guard case .object(let paths)? = try await document(of: house)["paths"] else { return [] }
        var operations: Set<Self> = []
        for path in paths {
            guard case .object(let methods) = path.value else { continue }
            for method in methods {
                operations.insert(Self(method: method.name.uppercased(), path: path.name))
            }
        }
        return operations
    }

    static func document(of house: ServerHouse) async throws -> JSON {
        try await house.test { try await $0.call(.get, "/api/openapi.json").json }
    }
}

extension JSON {
    /// The values of all `$ref` in it.
    fileprivate var references: Set<String> {
        switch self {
        case .array(let values):
            return Set(values.flatMap(\.references))
        case .object(let fields):
            var found = Set(fields.flatMap(\.value.references))
            if let target = self["$ref"]?.string { found.insert(target) }
            return found
        default:
            return []
        }
    }
}
