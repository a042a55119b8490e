internal import Engine
internal import Hummingbird
internal import OrderedCollections
internal import Templates

/// Shows one session with everything that happened in it, at `/history/:id`.
///
/// Nothing of the session can be changed there; who may erase its contact does it here.
struct SessionPage: Sendable {
    let services: Services
    let writer: PageWriter

    func add(to router: RouterGroup<ServerContext>) {
        router.get("history/:id", use: show)
        router.post("history/:id/erase", use: erase)
    }

    @Sendable
    private func show(_ request: Request, _ context: ServerContext) async throws -> Response {
        try await page(request, context)
    }

    /// Erases the contact of the session, once that was confirmed.
    @Sendable
    private func erase(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.erasesContacts)
        let session = try await services.session(context.text("id"), for: caller.viewer)
        var request = request
        guard try await request.form(context)["confirm"] == "yes" else {
            return try await page(
                request,
                context,
                problem: Problem(.unprocessableContent, "unconfirmed")
            )
        }
        let contact = try await services.contacts.contact(session.contact)?.mergedInto
        do {
            _ = try await services.switchboard.submit(
                .eraseContact(contact ?? session.contact),
                by: caller.actor
            )
        } catch let refusal as Refusal {
            return try await page(
                request,
                context,
                problem: Problem(refusal, directory: await services.directory())
            )
        }
        return .redirect(to: "/history/\(session.id)")
    }

    private func page(
        _ request: Request,
        _ context: ServerContext,
        problem: Problem? = nil
    ) async throws -> Response {
        let caller = try context.requireCaller()
        let session = try await services.session(context.text("id"), for: caller.viewer)
        let showing = await services.showing(caller.viewer)
        let directory = showing.directory
        let legs = try await services.sessions.legs(of: session.id)
        let before = request.query("before").flatMap { Int64($0) }
        var timeline = try await services.timeline(
            of: session,
            before: before,
            showing,
            context.timeZone
        )
        // On this page the parts before are of the same session, each a page of its own.
        timeline["older"] = .text(try await older(session, before))
        let isErased = try await services.contacts.contact(session.contact)?.erasedAt != nil
        let facts: PageFacts = [
            "frame": await services.frame(of: caller, context),
            "id": .text(session.id.description),
            "protocol": .text(session.protocolNumber.description),
            "phase": .text(session.phase.rawValue),
            "outcome": .text(session.outcome?.rawValue),
            "name": .text(session.contactName),
            "contact": .text(session.contact.description),
            "initials": .text(Portrait.initials(of: session.contactName)),
            "hue": .text(Portrait.hue(of: session.contact.description)),
            "channel": .text(directory.channels[session.channel]?.name ?? ""),
            "address": .text(session.address),
            "startedAt": .moment(milliseconds: session.startedAt.milliseconds),
            "closedAt": .moment(milliseconds: session.closedAt?.milliseconds),
            "tags": .texts(session.tags.compactMap { directory.tags[$0]?.name }),
            "isOpen": .flag(session.phase != .closed),
            "hasEditions": .flag(caller.viewer.readsReports),
            "hasDossier": .flag(caller.viewer.takesDossiers),
            "isErased": .flag(isErased),
            "problem": .text(
                problem.map {
                    ProblemWords.title(
                        of: $0.code,
                        status: $0.status.code,
                        language: context.language
                    )
                }
            ),
            "wasRefused": .flag(problem != nil),
            "mayErase": .flag(caller.viewer.erasesContacts && !isErased),
            "legs": .list(legs) { leg in
                let end = leg.endedAt ?? showing.now
                return [
                    "phase": .text(leg.phase.rawValue),
                    "team": .text(leg.team.flatMap { directory.teams[$0]?.name }),
                    "agent": .text(leg.agent.flatMap { directory.agents[$0]?.name }),
                    "startedAt": .moment(milliseconds: leg.startedAt.milliseconds),
                    "lasted": .duration(seconds: max(0, end.since(leg.startedAt)) / 1_000),
                ]
            },
            "timeline": .record(timeline),
        ]
        return try writer.page("session", facts, context, status: problem?.status ?? .ok)
    }

    private func older(_ session: Session, _ before: Int64?) async throws -> String? {
        let limit = Services.stretch
        let items = try await services.sessions.timeline(
            of: session.id,
            before: before,
            limit: limit + 1
        )
        guard items.count > limit else { return nil }
        return "/history/\(session.id)?before=\(items[limit - 1].sequence)"
    }
}
