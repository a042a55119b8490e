internal import Engine
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Store

/// Serves the files of messages: upload, and download by permission.
struct MediaController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        router.post("api/v1/media", use: upload)
        router.get("api/v1/messages/:id/attachments/:index", use: attachment)
        MessageActions(services: services).addMessages(to: router)
    }

    @Sendable
    private func upload(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let file = try await services.upload(
            request,
            owner: caller.agent.id.description,
            maximum: services.settings.maximumUpload
        )
        return try services.uploaded(file)
    }

    @Sendable
    private func attachment(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let id: ID<Message> = try context.id(of: .message)
        guard let index = Int(context.text("index")),
            let message = try await services.sessions.message(id),
            let session = message.message.session
        else { throw Refusal.notFound(.message) }
        _ = try await services.session(session.description, for: viewer)
        return try await services.attachment(of: id, index: index, request)
    }
}
