internal import Engine
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Store

/// Lets a request with an `Idempotency-Key` be sent again: what it did is done once, and answered
/// the same.
///
/// The key is the caller's own; it holds for one method and path of one person, for a day. What
/// failed on our side may be tried again under the same key.
struct Repetition: RouterMiddleware {
    let services: Services

    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        guard ![.get, .head, .options].contains(request.method),
            let key = request.headers[.idempotencyKey], let caller = context.caller
        else { return try await next(request, context) }
        guard (1...128).contains(key.utf8.count) else {
            throw Problem.badRequest("1 to 128 letters", field: "Idempotency-Key")
        }
        // A file is not read into memory to be compared: its upload may be repeated as it is.
        guard context.endpointPath != "/api/v1/media" else {
            return try await next(request, context)
        }
        var request = request
        let body = try await request.collectBody(upTo: context.maxUploadSize)
        let name = "\(caller.agent.id) \(request.method.rawValue) \(request.uri.path) \(key)"
        let entry = try await services.repeats.begin(
            name,
            content: Array((request.uri.query ?? "").utf8) + [0] + Array(buffer: body),
            at: services.now()
        )
        switch entry {
        case .running: throw Problem(.conflict, "idempotency-conflict")
        case .different: throw Problem(.unprocessableContent, "idempotency-mismatch")
        case .done(let answer): return Response(answer)
        case .new: return try await perform(name) { try await next(request, context) }
        }
    }

    private func perform(
        _ name: String,
        _ work: () async throws -> Response
    ) async throws -> Response {
        let response: Response
        do {
            response = try await work()
        } catch {
            // Nothing was done: a refusal is decided anew when it is asked again.
            try await services.repeats.abandon(name)
            throw error
        }
        guard response.status.code < 400,
            let (whole, bytes) = try await response.collected(upTo: Repeats.maximumBody)
        else {
            try await services.repeats.abandon(name)
            return response
        }
        try await services.repeats.finish(
            name,
            StoredAnswer(
                status: whole.status.code,
                mediaType: whole.headers[.contentType],
                body: Array(buffer: bytes)
            )
        )
        return whole
    }
}

extension Response {
    /// Gives an answer again.
    fileprivate init(_ answer: StoredAnswer) {
        var headers: HTTPFields = [.cacheControl: "no-store", .idempotencyReplayed: "true"]
        if let type = answer.mediaType { headers[.contentType] = type }
        self.init(
            status: HTTPResponse.Status(code: answer.status),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }
}
