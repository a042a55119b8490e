import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import Server

/// Is a client that holds every answer to the document of the interface, whatever a test is about.
struct CheckedClient: TestClientProtocol {
    let client: any TestClientProtocol
    let contract: Contract

    var port: Int? { client.port }

    func executeRequest(
        uri: String,
        method: HTTPRequest.Method,
        headers: HTTPFields,
        body: ByteBuffer?
    ) async throws -> TestResponse {
        let answer = try await client.executeRequest(
            uri: uri,
            method: method,
            headers: headers,
            body: body
        )
        if let finding = finding(in: answer, method.rawValue, uri) {
            Issue.record("\(method.rawValue) \(uri) \(answer.status.code): \(finding)")
        }
        return answer
    }

    /// What is other than the document says; `nil` when all is as it should be.
    private func finding(in answer: TestResponse, _ method: String, _ uri: String) -> String? {
        let path = String(uri.prefix { $0 != "?" })
        guard let operation = operation(method, path), answer.status != .methodNotAllowed else {
            return nil
        }
        guard let promise = contract.answer(answer.status.code, of: operation) else {
            return "the status is not in the document"
        }
        let type = answer.headers[.contentType].map { MediaKind($0).name } ?? ""
        guard case .object(let kinds)? = promise["content"] else {
            return answer.body.readableBytes == 0 ? nil : "there is a body"
        }
        let names = kinds.map { MediaKind($0.name).name }
        guard names.contains(type) || names.contains("*/*") else {
            return "\(type) is not in the document"
        }
        guard type.hasSuffix("json"), let schema = promise["content"]?[type]?["schema"] else {
            return nil
        }
        do {
            try contract.schema(schema).check(answer.json)
        } catch {
            return error.description
        }
        return nil
    }

    /// The operation whose path fits best: a name goes before a parameter.
    private func operation(_ method: String, _ path: String) -> Contract.Operation? {
        let parts = path.split(separator: "/")
        var best: (score: Int, operation: Contract.Operation)?
        for (key, operation) in contract.operations where key.hasPrefix(method + " ") {
            let route = key.dropFirst(method.count + 1).split(separator: "/")
            guard route.count == parts.count else { continue }
            let isFitting = zip(route, parts).allSatisfy { route, part in
                route == part || (route.hasPrefix("{") && route.hasSuffix("}"))
            }
            let score = zip(route, parts).count { $0 == $1 }
            if isFitting, score > best?.score ?? -1 { best = (score, operation) }
        }
        return best?.operation
    }
}
