internal import Engine
internal import Hummingbird
internal import NIOCore
internal import Operations
internal import OrderedCollections
internal import Store
internal import Templates

/// Shows the reports that are sent again and again, and takes their forms: `/schedules`.
struct SchedulePages: Sendable {
    let services: Services
    let writer: PageWriter

    func add(to router: RouterGroup<ServerContext>) {
        router.get("schedules", use: list)
        router.get("schedules/new/:report", use: blank)
        router.post("schedules/new/:report", use: create)
        router.get("schedules/:id", use: show)
        router.post("schedules/:id", use: change)
        router.post("schedules/:id/pause") { try await set($0, $1, isActive: false) }
        router.post("schedules/:id/resume") { try await set($0, $1, isActive: true) }
        router.post("schedules/:id/send", use: send)
        router.post("schedules/:id/delete", use: remove)
        router.post("schedules/:id/runs/:run/resend", use: resend)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.exportsReports)
        let post = try services.post()
        let directory = await services.directory()
        let reports = await services.dependencies.reports.list(in: context.spoken)
        var rows: [PageFacts] = []
        for schedule in try await post.schedules.list(for: caller.viewer) {
            let last = try await post.schedules.schedules.runs(of: schedule.id, limit: 1).first
            let report = reports.first { $0.id == schedule.draft.order.report }?.name
            let owner = directory.agents[schedule.owner]?.name ?? ""
            rows.append(Self.facts(schedule, last, report: report, owner: owner))
        }
        let words = ["saved", "sent", "removed", "paused", "resumed", "resent"]
        let facts: PageFacts = [
            "frame": await services.frame(of: caller, context),
            "hasMail": .flag(try await post.mail.current() != nil),
            "administers": .flag(caller.viewer.administers),
            "said": .text(request.query("said").flatMap { words.contains($0) ? $0 : nil }),
            "schedules": .list(rows),
        ]
        return try writer.page("schedules", facts, context)
    }

    /// Shows the form of a new schedule, with the filters that the report's form had.
    @Sendable
    private func blank(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.exportsReports)
        var form = ScheduleForm(try await report(context.text("report"), context))
        for field in QueryFields(request.uri.query ?? "").fields
        where !field.value.isEmpty && !["from", "to"].contains(field.name) {
            form.parameters[field.name] = field.value
        }
        return try await page(form, nil, caller, context)
    }

    @Sendable
    private func show(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.exportsReports)
        let schedule = try await services.schedule(context)
        let report = try await self.report(schedule.draft.order.report, context)
        let form = ScheduleForm(report, schedule.draft)
        return try await page(form, schedule, caller, context)
    }

    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let form = ScheduleForm(try await report(context.text("report"), context))
        return try await store(form, nil, request, context)
    }

    @Sendable
    private func change(_ request: Request, _ context: ServerContext) async throws -> Response {
        try context.require(\.exportsReports)
        let schedule = try await services.schedule(context)
        let report = try await self.report(schedule.draft.order.report, context)
        let form = ScheduleForm(report, schedule.draft)
        return try await store(form, schedule, request, context)
    }

    /// Stores what a form says, or shows it again with what is wrong.
    private func store(
        _ form: ScheduleForm,
        _ schedule: Schedule?,
        _ request: Request,
        _ context: ServerContext
    ) async throws -> Response {
        let caller = try context.require(\.exportsReports)
        var request = request
        var form = form
        form.read(try await request.form(context))
        do {
            let order = try await services.order(form.order, context, withoutPeriod: true)
            let draft = form.draft(order, isActive: schedule?.draft.isActive ?? true)
            let desk = try services.post().schedules
            let stored = try await services.scheduling(context) {
                if let schedule {
                    return try await desk.change(schedule.id, to: draft, by: caller.viewer)
                }
                return try await desk.add(draft, by: caller.viewer)
            }
            guard stored != nil else { throw Problem(.conflict, "too-many-schedules") }
            return .redirect(to: "/schedules?said=saved")
        } catch let problem as Problem where problem.status.kind == .clientError {
            return try await page(form, schedule, caller, context, problem)
        }
    }

    private func set(
        _ request: Request,
        _ context: ServerContext,
        isActive: Bool
    ) async throws -> Response {
        let caller = try context.require(\.exportsReports)
        let schedule = try await services.schedule(context)
        var draft = schedule.draft
        draft.isActive = isActive
        let desk = try services.post().schedules
        _ = try await services.scheduling(context) {
            try await desk.change(schedule.id, to: draft, by: caller.viewer)
        }
        return .redirect(to: "/schedules?said=" + (isActive ? "resumed" : "paused"))
    }

    @Sendable
    private func send(_ request: Request, _ context: ServerContext) async throws -> Response {
        try context.require(\.exportsReports)
        let schedule = try await services.schedule(context)
        let desk = try services.post().schedules
        _ = try await services.scheduling(context) { try await desk.sendNow(schedule) }
        return .redirect(to: "/schedules?said=sent")
    }

    @Sendable
    private func remove(_ request: Request, _ context: ServerContext) async throws -> Response {
        try context.require(\.exportsReports)
        let schedule = try await services.schedule(context)
        _ = try await services.post().schedules.schedules.remove(schedule.id)
        return .redirect(to: "/schedules?said=removed")
    }

    @Sendable
    private func resend(_ request: Request, _ context: ServerContext) async throws -> Response {
        try context.require(\.exportsReports)
        let schedule = try await services.schedule(context)
        let desk = try services.post().schedules
        guard let number = Int64(context.text("run")),
            let run = try await desk.schedules.run(number), run.schedule == schedule.id
        else { throw Problem.notFound }
        _ = try await desk.resend(run)
        return .redirect(to: "/schedules?said=resent")
    }

    private func report(
        _ id: String,
        _ context: ServerContext
    ) async throws -> ReportDesk.Listing {
        let reports = await services.dependencies.reports.list(in: context.spoken)
        let found = reports.first { $0.id == id }
        guard let found, id != "wallboard" else { throw Problem.notFound }
        return found
    }

    private func page(
        _ form: ScheduleForm,
        _ schedule: Schedule?,
        _ caller: Caller,
        _ context: ServerContext,
        _ problem: Problem? = nil
    ) async throws -> Response {
        let choices = await services.showing(caller.viewer).choices
        var facts = form.facts(services.filterWords(choices, context))
        facts["frame"] = await services.frame(of: caller, context)
        let place = schedule.map { "/schedules/\($0.id)" }
        facts["action"] = .text(place ?? "/schedules/new/\(form.report.id)")
        facts["id"] = .text(schedule.map { String($0.id) })
        let error = problem.map { problem in
            let status = problem.status.code
            return problem.detail
                ?? ProblemWords.title(of: problem.code, status: status, language: context.language)
        }
        facts["error"] = .text(error)
        facts["runs"] = .list(try await runs(of: schedule))
        return try writer.page("schedule", facts, context, status: problem?.status ?? .ok)
    }

    private func runs(of schedule: Schedule?) async throws -> [PageFacts] {
        guard let schedule else { return [] }
        let schedules = try services.post().schedules.schedules
        var rows: [PageFacts] = []
        for run in try await schedules.runs(of: schedule.id, limit: 30) {
            rows.append(Self.facts(run, try await schedules.mailings(of: run.number)))
        }
        return rows
    }
}
