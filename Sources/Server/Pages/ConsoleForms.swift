internal import Engine
internal import Hummingbird
internal import OrderedCollections

/// Takes the console's forms when no script runs: the same commands as the API's, answered with a page.
struct ConsoleForms: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        router.post("console/:id/start") { request, context in
            try await act(request, context) { session, _, _ in .start(session.id) }
        }
        router.post("console/:id/messages") { request, context in
            try await act(request, context) { session, form, _ in
                .send(session.id, Content(kind: .text, text: form["text"] ?? ""))
            }
        }
        router.post("console/:id/notes") { request, context in
            try await act(request, context) { session, form, _ in
                .note(session.id, form["text"] ?? "")
            }
        }
        router.post("console/:id/tags") { request, context in
            try await act(request, context) { session, form, directory in
                guard let tag = directory.tag(form["tag"] ?? "") else {
                    throw Refusal.notFound(.tag)
                }
                return .addTag(session.id, tag.id)
            }
        }
        router.post("console/:id/contact") { request, context in
            try await act(request, context) { session, form, _ in
                .editContact(
                    session.contact,
                    ContactChange(name: form["name"], note: form["note"])
                )
            }
        }
    }

    /// Does what a form asks, and shows the conversation again; a refusal is said there.
    private func act(
        _ request: Request,
        _ context: ServerContext,
        _ command: (Session, FormFields, Directory) throws -> Command
    ) async throws -> Response {
        let caller = try context.requireCaller()
        var request = request
        let form = try await request.form(context)
        let session = try await services.session(context.text("id"), for: caller.viewer)
        let place = "/console/\(session.id)"
        do {
            let command = try command(session, form, await services.directory())
            _ = try await services.switchboard.submit(command, by: caller.actor)
            return .redirect(to: place)
        } catch let refusal as Refusal {
            // Who lost the race may not see the session any more.
            let isSeen =
                (try? await services.session(context.text("id"), for: caller.viewer)) != nil
            guard isSeen else { throw refusal }
            return .redirect(to: place + "?refused=" + refusal.code)
        }
    }
}
