internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import OrderedCollections

/// Sends messages of people to contacts.
struct MessageActions: Sendable {
    let services: Services

    func add(to sessions: RouterGroup<ServerContext>) {
        sessions.post(":id/messages", use: send)
    }

    /// Adds what concerns one message.
    func addMessages(to router: RouterGroup<ServerContext>) {
        router.post("api/v1/messages/:id/resend", use: resend)
    }

    @Sendable
    private func send(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let body = try await request.json(MessageBody.self, context)
        let session = try await services.session(context.text("id"), for: caller.viewer)
        let id = try await submit(body, to: session, caller)
        return try await answer(id, .created)
    }

    @Sendable
    private func resend(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let id: ID<Message> = try context.id(of: .message)
        guard let stored = try await services.sessions.message(id),
            let session = stored.message.session
        else { throw Refusal.notFound(.message) }
        _ = try await services.session(session.description, for: caller.viewer)
        _ = try await services.switchboard.submit(.resend(id), by: caller.actor)
        return try await answer(id, .ok)
    }

    private func submit(
        _ body: MessageBody,
        to session: Session,
        _ caller: Caller
    ) async throws -> ID<Message> {
        let directory = await services.directory()
        let content = try body.content(services, session, caller, directory)
        let events = try await services.switchboard.submit(
            .send(session.id, content),
            by: caller.actor
        )
        for recorded in events {
            if case .messageAdded(let message, _) = recorded.event { return message.id }
        }
        throw Problem.internal
    }

    private func answer(
        _ id: ID<Message>,
        _ status: HTTPResponse.Status
    ) async throws -> Response {
        guard let message = try await services.sessions.message(id) else {
            throw Refusal.notFound(.message)
        }
        return message.json(await services.directory()).response(status)
    }
}

/// Is the body of a message to be sent.
struct MessageBody: Decodable {
    var text: String?
    var media: [String]?
    var template: TemplateBody?

    /// Makes the content that the engine takes.
    fileprivate func content(
        _ services: Services,
        _ session: Session,
        _ caller: Caller,
        _ directory: Directory
    ) throws -> Content {
        let files = try files(services, caller)
        if let template {
            var content = try template.content(on: session.channel, directory)
            content.attachments = files
            return content
        }
        guard let first = files.first else { return Content(kind: .text, text: text ?? "") }
        return Content(kind: .init(first), text: text ?? "", attachments: files)
    }

    /// The files that were uploaded before.
    private func files(_ services: Services, _ caller: Caller) throws -> [Attachment] {
        let now = services.now()
        return try (media ?? []).map { handle in
            guard let file = services.fileSeal.open(handle, as: UploadedFile.self),
                file.owner == caller.agent.id.description, now < file.until
            else { throw Problem.badRequest("an id that POST /media gave", field: "media") }
            return file.attachment
        }
    }
}

extension Content.Kind {
    /// The kind of a message that carries a file.
    init(_ file: Attachment) {
        let name = MediaKind(file.mediaType).name
        self =
            if name.hasPrefix("image/") {
                .image
            } else if name.hasPrefix("audio/") {
                .audio
            } else if name.hasPrefix("video/") {
                .video
            } else {
                .document
            }
    }
}
