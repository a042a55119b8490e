internal import Engine
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Operations
internal import OrderedCollections
internal import PluginHost

/// Serves providers: `/hooks/:channel`.
///
/// The desk verifies what came before anything is stored, and answers when all of it is on disk.
struct WebhookController: Sendable {
    let services: Services

    /// The greatest body of a webhook in bytes.
    static let maximumBody = 3 << 20

    func add(to router: RouterGroup<ServerContext>) {
        router.get("hooks/:channel", use: take)
        router.post("hooks/:channel", use: take)
    }

    @Sendable
    private func take(_ request: Request, _ context: ServerContext) async throws -> Response {
        let slug = context.text("channel")
        // What visitors write comes by the chat, which knows them; from outside anyone could say it.
        let isOfVisitors = await services.switchboard.read { floor in
            floor.channels.values.contains { $0.slug == slug && $0.capabilities.hasVisitors }
        }
        guard !isOfVisitors else { throw Refusal.notFound(.channel) }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: Self.maximumBody)
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge(maximum: Self.maximumBody)
        }
        let answer = await services.dependencies.channels.webhook(
            slug,
            WebhookRequest(
                method: request.method.rawValue,
                query: request.uri.query ?? "",
                remoteAddress: context.remoteAddress,
                headers: request.headers.map { field in
                    WebhookRequest.Header(field.name.canonicalName, field.value)
                },
                body: Array(buffer: body),
                received: services.now().milliseconds
            )
        )
        // The desk's own word that there is no such channel, in the form of all such words.
        guard answer.status != 404 || !answer.body.isEmpty else {
            throw Refusal.notFound(.channel)
        }
        return Response(answer)
    }
}

extension Response {
    /// Makes the answer that a plugin or the desk gave; headers it has no say in are left out.
    init(_ answer: WebhookAnswer) {
        var headers: HTTPFields = [.cacheControl: "no-store"]
        let allowed: Set<String> = ["content-type", "retry-after"]
        for header in answer.headers where allowed.contains(header.name.lowercased()) {
            guard let name = HTTPField.Name(header.name) else { continue }
            headers[name] = header.value
        }
        let isValid = (200..<600).contains(answer.status)
        self.init(
            status: HTTPResponse.Status(code: isValid ? answer.status : 500),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        )
    }
}
