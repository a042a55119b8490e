internal import Engine
internal import Hummingbird
internal import Operations
internal import Paper
internal import Store

/// Serves reports that are sent again and again: `/api/v1/schedules`.
struct ScheduleController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let schedules = router.group("api/v1/schedules")
        schedules.get("", use: list)
        schedules.post("", use: create)
        schedules.get(":id", use: one)
        schedules.patch(":id", use: change)
        schedules.delete(":id", use: remove)
        schedules.post(":id/send-now", use: sendNow)
        schedules.get(":id/runs", use: runs)
        schedules.post(":id/runs/:run/resend", use: resend)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let found = try await services.post().schedules.list(for: viewer)
        let part = try request.part(of: found) { String($0.id) }
        let writer = try await services.scheduleWriter(context)
        var items: [JSON] = []
        for schedule in part.elements { items.append(try await writer.json(schedule)) }
        let value: JSON = ["items": .array(items), "nextCursor": .text(part.next)]
        return value.response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        let schedule = try await services.schedule(context)
        return try await services.scheduleWriter(context).json(schedule).response()
    }

    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let body = try await request.json(ScheduleBody.self, context)
        guard let order = body.order(over: nil) else {
            throw Problem.badRequest("missing", field: "report")
        }
        var draft = ScheduleDraft(
            name: try body.name.required("name"),
            order: try await services.order(order, context, withoutPeriod: true),
            period: nil,
            recurrence: Recurrence(rhythm: try body.every.required("every"), minute: 0),
            recipients: []
        )
        _ = try body.at.required("at")
        _ = try body.recipients.required("recipients")
        try body.apply(to: &draft)
        let made = try await services.scheduling(context) {
            try await services.post().schedules.add(draft, by: viewer)
        }
        guard let made else { throw Problem(.conflict, "too-many-schedules") }
        return try await services.scheduleWriter(context).json(made).response(.created)
    }

    @Sendable
    private func change(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let body = try await request.json(ScheduleBody.self, context)
        let known = try await services.schedule(context)
        var draft = known.draft
        if let order = body.order(over: draft.order) {
            let parameters = draft.order.parameters
            draft.order = try await services.order(order, context, withoutPeriod: true)
            // What the body says nothing of stays; another report has other parameters.
            if body.parameters == nil, body.report == nil || body.report == known.draft.order.report
            {
                draft.order.parameters = parameters
            }
        }
        try body.apply(to: &draft)
        let changed = try await services.scheduling(context) {
            try await services.post().schedules.change(known.id, to: draft, by: viewer)
        }
        guard let changed else { throw Problem.notFound }
        return try await services.scheduleWriter(context).json(changed).response()
    }

    @Sendable
    private func remove(_ request: Request, _ context: ServerContext) async throws -> Response {
        let known = try await services.schedule(context)
        _ = try await services.post().schedules.schedules.remove(known.id)
        return .done
    }

    @Sendable
    private func sendNow(_ request: Request, _ context: ServerContext) async throws -> Response {
        let known = try await services.schedule(context)
        let run = try await services.scheduling(context) {
            try await services.post().schedules.sendNow(known)
        }
        guard let run else { throw Problem.notFound }
        return try await services.scheduleWriter(context).json(run).response(.accepted)
    }

    @Sendable
    private func runs(_ request: Request, _ context: ServerContext) async throws -> Response {
        let known = try await services.schedule(context)
        let limit = try request.limit()
        let found = try await services.post().schedules.schedules.runs(
            of: known.id,
            after: try request.cursor { Int64($0) },
            limit: limit + 1
        )
        let writer = try await services.scheduleWriter(context)
        var items: [JSON] = []
        for run in found.prefix(limit) { items.append(try await writer.json(run)) }
        let next = found.count > limit ? found.prefix(limit).last.map { String($0.number) } : nil
        let value: JSON = ["items": .array(items), "nextCursor": .text(next)]
        return value.response()
    }

    @Sendable
    private func resend(_ request: Request, _ context: ServerContext) async throws -> Response {
        let known = try await services.schedule(context)
        let desk = try services.post().schedules
        guard let number = Int64(context.text("run")),
            let run = try await desk.schedules.run(number), run.schedule == known.id
        else { throw Problem.notFound }
        guard try await desk.resend(run) > 0, let after = try await desk.schedules.run(number)
        else { throw Problem(.conflict, "nothing-to-resend") }
        return try await services.scheduleWriter(context).json(after).response(.accepted)
    }
}

extension Services {
    /// Finds the schedule in the path, among those that the caller may see.
    func schedule(_ context: ServerContext) async throws -> Schedule {
        let viewer = try context.requireViewer()
        guard let id = Int64(context.text("id")),
            let schedule = try await post().schedules.schedule(id, for: viewer)
        else { throw Problem.notFound }
        return schedule
    }

    /// Does something with schedules or mail; what is wrong becomes a problem that names the field.
    func scheduling<Value: Sendable>(
        _ context: ServerContext,
        _ work: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await work()
        } catch let invalid as InvalidField {
            throw Problem(
                .unprocessableContent,
                "invalid",
                detail: words(invalid, context),
                fields: ["field": .text(invalid.field)]
            )
        } catch let error as ReportError {
            throw Problem(error)
        }
    }

    /// Says in the reader's language what is wrong with a field.
    func words(_ invalid: InvalidField, _ context: ServerContext) -> String {
        let language = context.spoken
        return dependencies.post.map { invalid.text($0.words, in: language) }
            ?? invalid.description
    }
}
