internal import Engine
internal import Foundation
internal import Hummingbird
internal import OrderedCollections
internal import Templates

/// Shows the history: `/history`, with the filters of S6, page by page.
struct HistoryPage: Sendable {
    let services: Services
    let writer: PageWriter

    /// How many sessions a page has.
    private static let limit = 50

    /// How many days back the history begins when nobody says otherwise.
    private static let usualDays = 30

    func add(to router: RouterGroup<ServerContext>) {
        router.get("history", use: show)
    }

    @Sendable
    private func show(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let showing = await services.showing(caller.viewer)
        var found: [SessionSummary] = []
        var fault: String?
        let form = HistoryForm(request, context, now: showing.now, usualDays: Self.usualDays)
        do {
            found = try await services.sessions.history(
                try form.filter(request, context, showing.directory),
                for: caller.viewer,
                after: request.query("cursor").flatMap { ID<Session>($0) },
                limit: Self.limit + 1
            )
        } catch let problem as Problem {
            fault = problem.field ?? problem.code
        } catch let refusal as Refusal {
            fault = refusal.code
        }
        let rows = Array(found.prefix(Self.limit))
        let next = found.count > Self.limit ? rows.last?.session.id.description : nil
        let isFirst = request.query("cursor") == nil
        let maySave = caller.viewer.readsReports && fault == nil
        let schema = maySave ? await services.schema(ofReport: "history") : nil
        let facts: PageFacts = [
            "frame": await services.frame(of: caller, context),
            "filters": .record(
                try await filters(form, request, fault: fault, showing, context)
            ),
            "rows": .list(rows) { $0.row(showing) },
            "first": .text(isFirst ? nil : form.address(cursor: nil)),
            "next": .text(next.map { form.address(cursor: $0) }),
            "pdf": .text(schema.map { form.address(ofReport: "history.pdf", $0) }),
            "csv": .text(schema.map { form.address(ofReport: "history.csv", $0) }),
        ]
        return try writer.page("history", facts, context)
    }

    private func filters(
        _ form: HistoryForm,
        _ request: Request,
        fault: String?,
        _ showing: Showing,
        _ context: ServerContext
    ) async throws -> PageFacts {
        let directory = showing.directory
        let viewer = showing.viewer
        let teams = directory.teams.values.filter { viewer.teams.contains($0.id) }
        let agents = directory.agents.values.filter { agent in
            agent.teams.contains { viewer.teams.contains($0) } || viewer.teams == .all
        }
        let contact = form["contact"].flatMap { ID<Contact>($0) }
        let name = try await contact.asyncFlatMap { try await services.contacts.contact($0)?.name }
        let phases: [Session.Phase] = [.waiting, .inService, .closed]
        return [
            "contact": .text(name == nil ? nil : form["contact"]),
            "contactName": .text(name),
            "from": .text(form["from"]),
            "until": .text(form["until"]),
            "basis": .text(
                SessionFilter.Basis(rawValue: form["basis"] ?? "")?.rawValue ?? "started"
            ),
            "q": .text(form["q"]),
            "protocol": .text(form["protocol"]),
            "problem": .text(
                fault.map { field in
                    ProblemWords.title(of: field, status: 400, language: context.language)
                }
            ),
            "channels": .list(directory.channels.values) {
                form.option($0.slug, $0.name, in: "channel", id: $0.id.description)
            },
            "teams": .list(teams) {
                form.option($0.slug, $0.name, in: "team", id: $0.id.description)
            },
            "agents": .list(agents) {
                form.option($0.id.description, $0.name, in: "agent", id: $0.email)
            },
            "tags": .list(directory.tags.values) {
                form.option($0.slug, $0.name, in: "tag", id: $0.id.description)
            },
            "phases": .list(phases) { phase in
                [
                    "value": .text(phase.rawValue),
                    "chosen": .flag(form["phase"] == phase.rawValue),
                ]
            },
        ]
    }
}

extension SessionSummary {
    /// The facts of a row of the history.
    fileprivate func row(_ showing: Showing) -> PageFacts {
        let directory = showing.directory
        let channel = directory.channels[session.channel]
        return [
            "id": .text(session.id.description),
            "protocol": .text(session.protocolNumber.description),
            "phase": .text(session.phase.rawValue),
            "outcome": .text(session.outcome?.rawValue),
            "name": .text(session.contactName),
            "icon": .text(Portrait.icon(of: channel?.plugin ?? "")),
            "channel": .text(channel?.name ?? ""),
            "teams": .text(
                teams.compactMap { directory.teams[$0]?.name }.joined(separator: " → ")
            ),
            "agents": .text(
                agents.compactMap { directory.agents[$0]?.name }.joined(separator: ", ")
            ),
            "startedAt": .moment(milliseconds: session.startedAt.milliseconds),
            "closedAt": .moment(milliseconds: session.closedAt?.milliseconds),
            "wait": .duration(seconds: wait.map { $0 / 1_000 }),
            "handle": .duration(seconds: handle.map { $0 / 1_000 }),
            "tags": .texts(session.tags.compactMap { directory.tags[$0]?.name }),
            "mayPrint": true,
        ]
    }
}

extension Problem {
    /// The field of the request that is to blame.
    fileprivate var field: String? {
        for field in fields where field.name == "field" {
            if case .text(let text) = field.value { return text }
        }
        return nil
    }
}

extension Optional {
    /// Goes on with the value, if there is one.
    fileprivate func asyncFlatMap<Result>(
        _ transform: (Wrapped) async throws -> Result?
    ) async rethrows -> Result? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
