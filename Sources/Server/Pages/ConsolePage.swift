internal import Engine
internal import Hummingbird
internal import OrderedCollections
internal import Templates

/// Shows the agent's screen: `/console`, `/console/:id`, and the parts that its script fetches.
struct ConsolePage: Sendable {
    let services: Services
    let writer: PageWriter

    /// How many waiting sessions the page itself lists; the script loads the others.
    private static let most = 100

    func add(to router: RouterGroup<ServerContext>) {
        router.get("console") { request, context in
            try await page(nil, request, context)
        }
        router.get("console/:id") { request, context in
            try await page(context.text("id"), request, context)
        }
        router.get("console/:id/desk", use: desk)
        router.get("console/:id/timeline", use: timeline)
    }

    private func page(
        _ id: String?,
        _ request: Request,
        _ context: ServerContext
    ) async throws -> Response {
        let caller = try context.requireCaller()
        let viewer = caller.viewer
        let place = await services.feed.sequence
        let showing = await services.showing(viewer)
        let lists = await lists(of: viewer)
        var open: Session?
        var desk: PageFacts?
        if let id {
            let session = try await services.session(id, for: viewer)
            open = session
            desk = try await facts(of: session, showing, request, context)
        }
        let current = open?.id
        let facts: PageFacts = [
            "frame": await services.frame(of: caller, context),
            "serving": .list(lists.serving) { $0.card(showing, current: current) },
            "waiting": .list(lists.waiting.prefix(Self.most)) {
                $0.card(showing, current: current)
            },
            "more": .integer(max(0, lists.waiting.count - Self.most)),
            "blank": .record(.blankCard),
            "desk": .record(desk),
            "dialogs": .record(dialogs(showing)),
            "state": .record([
                "asOf": .integer(place),
                "now": .moment(milliseconds: showing.now.milliseconds),
                "feed": "/feed",
                "supervises": .flag(viewer.supervises),
            ]),
        ]
        return try writer.page("console", facts, context)
    }

    /// Answers with the conversation alone.
    @Sendable
    private func desk(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let session = try await services.session(context.text("id"), for: viewer)
        let showing = await services.showing(viewer)
        return try writer.fragment(
            "desk",
            try await facts(of: session, showing, request, context),
            context
        )
    }

    /// Answers with a stretch of a timeline: before a place, after one, or one message.
    @Sendable
    private func timeline(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let session = try await services.session(context.text("id"), for: viewer)
        let showing = await services.showing(viewer)
        let zone = context.timeZone
        let facts: PageFacts
        if let text = request.query("message") {
            guard let id = ID<Message>(text) else { throw Refusal.notFound(.message) }
            facts = try await services.timeline(of: session, message: id, showing, zone)
        } else if let after = request.query("after").flatMap({ Int64($0) }) {
            facts = try await services.timeline(of: session, after: after, showing, zone)
        } else {
            let before = request.query("before").flatMap { Int64($0) }
            facts = try await services.timeline(of: session, before: before, showing, zone)
        }
        return try writer.fragment("timeline", facts, context)
    }

    private func facts(
        of session: Session,
        _ showing: Showing,
        _ request: Request,
        _ context: ServerContext
    ) async throws -> PageFacts {
        let contact = try await services.contacts.contact(session.contact)
        let pictures = try await services.sessions.gallery(
            of: session.contact,
            mediaType: "image/",
            for: context.requireViewer(),
            before: nil,
            limit: 12
        )
        let known =
            contact
            ?? Contact(id: session.contact, name: session.contactName, createdAt: session.startedAt)
        return [
            "csrf": .text(context.csrfToken),
            "refusal": .text(
                request.query("refused").map {
                    ProblemWords.title(of: $0, status: 409, language: context.language)
                }
            ),
            "session": .record(session.desk(showing)),
            "timeline": .record(
                try await services.timeline(of: session, before: nil, showing, context.timeZone)
            ),
            "notes": try await services.notes(of: session, showing),
            "contact": .record(known.facts),
            "gallery": .list(pictures.filter { !$0.attachment.hash.isEmpty }, \.facts),
        ]
    }

    private func lists(of viewer: Viewer) async -> (serving: [Session], waiting: [Session]) {
        let found = await services.switchboard.read { floor in
            floor.sessions.values.filter { viewer.maySee($0) }
        }
        let ordered = found.sorted { $0.place < $1.place }
        return (
            ordered.filter { $0.phase == .inService && $0.agent == viewer.agent.id },
            ordered.filter { $0.phase == .waiting }
        )
    }

    /// What the dialogs offer that does not depend on a session.
    private func dialogs(_ showing: Showing) -> PageFacts {
        let viewer = showing.viewer
        let directory = showing.directory
        // Visitors of a web chat cannot be called: they come.
        let channels = directory.channels.values.filter {
            $0.isActive && !$0.capabilities.hasVisitors
        }
        let teams = directory.teams.values.filter { $0.isActive && viewer.mayBegin(for: $0.id) }
        return [
            "channels": .list(teams.isEmpty ? [] : Array(channels)) { channel in
                let capabilities = channel.capabilities
                return [
                    "id": .text(channel.id.description),
                    "name": .text(channel.name),
                    "needsTemplate": .flag(
                        capabilities.windowSeconds > 0 && capabilities.resume == .template
                    ),
                    "kind": .text(channel.plugin),
                ]
            },
            "teams": .list(teams) { team in
                ["id": .text(team.id.description), "name": .text(team.name)]
            },
        ]
    }
}
