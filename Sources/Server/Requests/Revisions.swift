internal import Crypto
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// Gives each JSON that is read an `ETag`, answers 304 to who has it, and keeps who changes
/// something from changing what somebody else has changed meanwhile.
///
/// `If-Match` on PATCH, PUT and DELETE is compared with what GET of the same path would answer; changes of
/// one path come one after the other, so that nothing happens between comparing and changing.
struct Revisions: RouterMiddleware {
    let reader: RouteReader
    let lanes: PathLanes

    // Greater answers go without an entity tag.
    private static let maximumBody = 4 << 20

    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        switch request.method {
        case .get, .head:
            return try await tag(try await next(request, context), request)
        case .patch, .put, .delete:
            return try await lanes.enter(request.uri.path) {
                if let wanted = request.headers[.ifMatch] {
                    try await compare(wanted, request, context)
                }
                return try await next(request, context)
            }
        default:
            return try await next(request, context)
        }
    }

    private func tag(_ response: Response, _ request: Request) async throws -> Response {
        guard response.status == .ok, !response.headers.contains(.eTag),
            response.headers[.contentType] == "application/json",
            let (whole, bytes) = try await response.collected(upTo: Self.maximumBody)
        else { return response }
        var answer = whole
        let tag = Self.tag(of: bytes)
        answer.headers[.eTag] = tag
        answer.headers[.cacheControl] = "private, no-cache"
        guard let known = request.headers[.ifNoneMatch], Self.names(tag, in: known) else {
            return answer
        }
        answer.headers[.contentType] = nil
        return Response(status: .notModified, headers: answer.headers)
    }

    private func compare(
        _ wanted: String,
        _ request: Request,
        _ context: ServerContext
    ) async throws {
        var headers = request.headers
        for name in [.ifMatch, .ifNoneMatch, .contentLength, .idempotencyKey] as [HTTPField.Name] {
            headers[name] = nil
        }
        let head = HTTPRequest(
            method: .get,
            scheme: request.head.scheme,
            authority: request.head.authority,
            path: request.uri.path,
            headerFields: headers
        )
        let reading = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
        let present = try await reader.read(reading, context)
        guard present.status == .ok, let tag = present.headers[.eTag] else { return }
        guard Self.names(tag, in: wanted) else {
            throw Problem(.preconditionFailed, "precondition-failed", headers: [.eTag: tag])
        }
    }

    private static func names(_ tag: String, in header: String) -> Bool {
        header.split(separator: ",").contains { part in
            let name = part.trimmingSpaces
            return name == "*" || name == tag || name == "W/" + tag
        }
    }

    private static func tag(of bytes: ByteBuffer) -> String {
        let digest = SHA256.hash(data: Data(bytes.readableBytesView))
        return "\"" + Data(digest.prefix(15)).base64URL + "\""
    }
}

/// Reads what a route answers, from within the server.
///
/// It learns the routes once they are all there.
final class RouteReader: Sendable {
    private let routes = Mutex<RouterResponder<ServerContext>?>(nil)

    /// Learns the routes.
    func learn(_ responder: RouterResponder<ServerContext>) {
        routes.withLock { $0 = responder }
    }

    /// Answers a request of the same caller.
    func read(_ request: Request, _ context: ServerContext) async throws -> Response {
        guard let responder = routes.withLock(\.self) else {
            return Response(status: .serviceUnavailable)
        }
        return try await responder.respond(to: request, context: context)
    }
}

/// Lets one at a time through for each path.
actor PathLanes {
    private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

    /// Does something when nobody else does anything on the path.
    nonisolated func enter<Value: Sendable>(
        _ path: String,
        _ work: () async throws -> Value
    ) async throws -> Value {
        await take(path)
        do {
            let value = try await work()
            await leave(path)
            return value
        } catch {
            await leave(path)
            throw error
        }
    }

    private func take(_ path: String) async {
        guard waiting[path] != nil else {
            waiting[path] = []
            return
        }
        await withCheckedContinuation { waiting[path, default: []].append($0) }
    }

    private func leave(_ path: String) {
        guard var line = waiting[path], !line.isEmpty else {
            waiting[path] = nil
            return
        }
        let next = line.removeFirst()
        waiting[path] = line
        next.resume()
    }
}
