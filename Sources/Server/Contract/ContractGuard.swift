internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOFoundationEssentialsCompat

/// Holds requests to the document of the interface, before anything is done for them.
///
/// What the document does not know is refused with the name of the field: a parameter that is
/// misspelt would otherwise seem to have been heard.
struct ContractGuard: RouterMiddleware {
    let contract: Contract?

    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        guard let route = context.endpointPath,
            let operation = contract?.operation(request.method.rawValue, route)
        else { return try await next(request, context) }
        try checkQuery(request, operation)
        var request = request
        if operation.body != nil { try await checkBody(&request, operation, context) }
        return try await next(request, context)
    }

    private func checkQuery(_ request: Request, _ operation: Contract.Operation) throws {
        let given = QueryFields(request.uri.query ?? "")
        let known = operation.parameters.filter { $0.place == "query" }
        for field in given.fields {
            guard let parameter = known.first(where: { $0.name == field.name }) else {
                throw Problem.badRequest("no such parameter", field: field.name)
            }
            do {
                try parameter.schema.check(field.value, texts: parameter.name)
            } catch {
                throw Problem.badRequest(error.reason, field: error.path)
            }
        }
        for parameter in known where parameter.isRequired {
            guard given.fields.contains(where: { $0.name == parameter.name }) else {
                throw Problem.badRequest("missing", field: parameter.name)
            }
        }
    }

    private func checkBody(
        _ request: inout Request,
        _ operation: Contract.Operation,
        _ context: ServerContext
    ) async throws {
        let bytes = try await request.collectBody(upTo: context.maxUploadSize)
        guard bytes.readableBytes > 0 else {
            guard operation.needsBody else { return }
            throw Problem.badRequest("a body")
        }
        if let type = request.headers[.contentType],
            !["application/json", "application/merge-patch+json"].contains(MediaKind(type).name)
        {
            throw Problem(.unsupportedMediaType, "unsupported-media-type")
        }
        guard let value = JSON(parsing: Data(buffer: bytes)) else {
            throw Problem.badRequest("not JSON")
        }
        do {
            try operation.body?.check(value)
        } catch {
            throw Problem.badRequest(
                error.reason,
                field: error.path.isEmpty ? nil : error.path
            )
        }
    }
}

/// Is what a query says, each field with its last value, in the order of coming.
struct QueryFields: Sendable {
    /// The fields.
    let fields: [(name: String, value: String)]

    /// Reads a query without its question mark.
    init(_ query: String) {
        var fields: [(name: String, value: String)] = []
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.decode(parts[0])
            let value = parts.count > 1 ? Self.decode(parts[1]) : ""
            fields.removeAll { $0.name == name }
            fields.append((name, value))
        }
        self.fields = fields
    }

    private static func decode(_ text: Substring) -> String {
        let spaced = String(text).replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? spaced
    }
}

extension JSONSchema {
    /// Looks at a value that came as a text, as parameters do; lists have commas in them.
    fileprivate func check(_ text: String, texts name: String) throws(Finding) {
        switch schema["type"]?.text {
        case "integer", "number":
            guard let number = JSON(parsing: text), number.double != nil else {
                throw Finding(path: name, reason: "a number")
            }
            try check(number, at: name)
        case "boolean":
            guard ["true", "false"].contains(text) else {
                throw Finding(path: name, reason: "true or false")
            }
        case "array":
            let items = schema["items"].map { JSONSchema(schema: $0, document: document) }
            for part in text.split(separator: ",") {
                do {
                    try items?.check(.text(part.trimmingSpaces))
                } catch {
                    throw Finding(path: name, reason: error.reason)
                }
            }
        default: try check(.text(text), at: name)
        }
    }
}
