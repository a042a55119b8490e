internal import Engine
internal import Hummingbird
internal import Operations
internal import OrderedCollections
internal import PluginHost
internal import Store
internal import Templates

/// Shows administrators the plugins, how channels stand with them, and what was taken out of their
/// way: `/plugins`, `/plugins/quarantine`.
struct PluginPages: Sendable {
    let services: Services
    let writer: PageWriter

    /// How many inputs a page lists.
    private static let part = 50

    func add(to router: RouterGroup<ServerContext>) {
        router.get("plugins", use: plugins)
        router.post("plugins/reload", use: reload)
        router.post("plugins/sandbox/accept", use: acceptSandbox)
        router.post("plugins/:id/resume", use: resume)
        router.post("plugins/:id/place", use: place)
        router.get("plugins/quarantine", use: list)
        router.get("plugins/quarantine/:id", use: one)
        router.post("plugins/quarantine/:id/retry", use: retry)
        router.post("plugins/quarantine/:id/drop", use: drop)
    }

    private var desk: ChannelDesk { services.dependencies.channels }

    private var shelf: PluginDesk { PluginDesk(desk) }

    /// What a page may say of what was just done.
    private static let said: Set<String> = ["reloaded", "resumed", "placed", "accepted"]

    @Sendable
    private func plugins(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        let directory = await services.directory()
        let connections = await desk.connections()
        let channels = directory.channels.values.map { channel in
            var connection = connections[channel.id] ?? ChannelConnection()
            // What it cannot work for is not said twice.
            if connection.trouble?.words == connection.reason { connection.trouble = nil }
            return (channel, connection)
        }
        let quarantined = connections.values.reduce(0) { $0 + $1.quarantined }
        let facts: PageFacts = [
            "frame": await services.frame(of: caller, context),
            "said": .text(request.query("said").flatMap { Self.said.contains($0) ? $0 : nil }),
            "sandbox": Self.facts(of: try await shelf.sandbox()),
            "quarantined": .integer(quarantined),
            "channels": .list(channels) { channel, connection in
                [
                    "name": .text(channel.name), "slug": .text(channel.slug),
                    "plugin": .text(channel.plugin), "isActive": .flag(channel.isActive),
                    "state": .text(connection.word.replacing("-", with: "")),
                    "reason": .text(connection.reason),
                    "since": .moment(milliseconds: connection.since?.milliseconds),
                    "held": .integer(connection.heldRequests),
                    "waiting": .integer(connection.waitingMessages),
                    "quarantined": .integer(connection.quarantined),
                    "trouble": .text(connection.trouble?.words),
                    "troubleAt": .moment(milliseconds: connection.trouble?.at.milliseconds),
                ]
            },
            "plugins": .list(Self.sorted(try await shelf.plugins())) { Self.facts(of: $0) },
        ]
        return try writer.page("plugins", facts, context)
    }

    private static func facts(of plugin: InstalledPlugin) -> PageFacts {
        let listing = plugin.listing
        return [
            "id": .text(listing.id), "name": .text(listing.manifest?.name ?? listing.id),
            "version": .text(listing.manifest?.version ?? "—"),
            "description": .text(listing.manifest?.description),
            "features": .list(listing.features) { feature in
                [
                    "kind": .text(feature.manifest.kind.rawValue),
                    "name": .text(feature.manifest.name),
                ]
            },
            "state": .text(listing.healthWord), "reason": .text(listing.trouble),
            "upgradeProblem": .text(listing.upgradeProblem),
            "placement": .text(listing.placement.map(word) ?? "none"),
            "chosen": .text(plugin.chosen.map(word) ?? "default"),
            "asked": .list(listing.manifest?.asks ?? []) { ask in
                facts(of: ask, isNew: listing.added.contains(ask))
            },
            "former": .text(listing.former?.version),
            "dropped": .list(listing.dropped) { facts(of: $0, isNew: false) },
            "crashes": .list((listing.health?.crashes ?? []).reversed()) {
                facts(of: PluginDeath($0))
            },
        ]
    }

    private static func facts(of ask: PluginAsk, isNew: Bool) -> PageFacts {
        [
            "kind": .text(ask.kind.rawValue), "subject": .text(ask.subject),
            "feature": .text(ask.feature), "isNew": .flag(isNew),
        ]
    }

    /// Those that need a look first, then those of others, then those that came with the program.
    private static func sorted(_ plugins: [InstalledPlugin]) -> [InstalledPlugin] {
        func rank(_ plugin: InstalledPlugin) -> Int {
            let listing = plugin.listing
            if listing.trouble != nil || listing.upgradeProblem != nil { return 0 }
            return listing.placement == .inProcess ? 2 : 1
        }
        return plugins.sorted { left, right in
            (rank(left), left.listing.id) < (rank(right), right.listing.id)
        }
    }

    private static func word(_ placement: PluginPlacement) -> String {
        switch placement {
        case .inProcess: "server"
        case .worker: "worker"
        }
    }

    private static func facts(of sandbox: SandboxStanding?) -> PageFact {
        guard let sandbox else { return .none }
        return .record([
            "isSufficient": .flag(sandbox.report.isSufficient),
            "isAccepted": .flag(sandbox.isAccepted),
            "missing": .list(sandbox.report.missing) { ["name": .text($0.rawValue)] },
        ])
    }

    private static func facts(of death: PluginDeath) -> PageFacts {
        [
            "at": .moment(milliseconds: death.at.milliseconds), "reason": .text(death.reason),
            "signal": .text(death.signal.map { String($0) }),
            "exitCode": .text(death.exitCode.map { String($0) }),
            "function": .text(death.function),
            "hostCalls": .text(death.hostCalls.joined(separator: "\n")),
            "output": .text(death.output), "backtrace": .text(death.backtrace),
        ]
    }

    @Sendable
    private func reload(_ request: Request, _ context: ServerContext) async throws -> Response {
        _ = try context.require(\.administers)
        _ = try await shelf.reload()
        return .redirect(to: "/plugins?said=reloaded")
    }

    @Sendable
    private func acceptSandbox(_ request: Request, _ context: ServerContext) async throws
        -> Response
    {
        let caller = try context.require(\.administers)
        _ = try await shelf.acceptSandbox(by: caller.actor)
        return .redirect(to: "/plugins?said=accepted")
    }

    @Sendable
    private func resume(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        guard try await shelf.resume(context.text("id"), by: caller.actor) else {
            throw Problem.notFound
        }
        return .redirect(to: "/plugins?said=resumed")
    }

    @Sendable
    private func place(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        var request = request
        let wanted = try await request.form(context)["placement"] ?? ""
        let placement = PluginPlacement(rawValue: wanted)
        guard placement != nil || wanted == "default" else {
            throw Problem.badRequest("invalid", field: "placement")
        }
        let id = context.text("id")
        guard try await shelf.place(id, placement, by: caller.actor) else {
            throw Problem.notFound
        }
        return .redirect(to: "/plugins?said=placed")
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        let directory = await services.directory()
        let found = try await desk.quarantined(
            before: try request.cursor { ID($0) },
            limit: Self.part + 1
        )
        let said = request.query("said")
        let facts: PageFacts = [
            "frame": await services.frame(of: caller, context),
            "said": .text(["retried", "dropped"].contains(said) ? said : nil),
            "next": .text(
                found.count > Self.part ? found[Self.part - 1].id.description : nil
            ),
            "inputs": .list(found.prefix(Self.part)) { Self.facts(of: $0, directory) },
        ]
        return try writer.page("quarantine", facts, context)
    }

    private static func facts(of input: HeldInput, _ directory: Directory) -> PageFacts {
        [
            "id": .text(input.id.description), "kind": .text(input.kind.rawValue),
            "channel": .text(directory.channels[input.channel]?.name ?? "—"),
            "receivedAt": .moment(milliseconds: input.receivedAt.milliseconds),
            "quarantinedAt": .moment(milliseconds: input.quarantinedAt?.milliseconds),
            "deaths": .integer(input.deaths.count), "failures": .integer(input.failures),
            "problem": .text(input.problem), "size": .integer(Int(input.size)),
            "isErased": .flag(input.isErased),
        ]
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        try await page(try await input(context), context)
    }

    private func page(
        _ input: HeldInput,
        _ context: ServerContext,
        isUnconfirmed: Bool = false
    ) async throws -> Response {
        let caller = try context.require(\.administers)
        var facts = Self.facts(of: input, await services.directory())
        facts["frame"] = await services.frame(of: caller, context)
        facts["isUnconfirmed"] = .flag(isUnconfirmed)
        facts["message"] = .text(input.message?.description)
        facts["evidence"] = .list(input.deaths) { Self.facts(of: $0) }
        let request = input.request
        let isShown = input.kind == .webhook && !input.isErased
        let came: PageFact =
            isShown
            ? .record([
                "line": .text(
                    request.method + " /hooks" + request.path
                        + (request.query.isEmpty ? "" : "?" + request.query)
                ),
                "headers": .text(
                    request.headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
                ),
                "body": .text(request.text),
            ]) : .none
        facts["request"] = came
        return try writer.page(
            "quarantined",
            facts,
            context,
            status: isUnconfirmed ? .unprocessableContent : .ok
        )
    }

    @Sendable
    private func retry(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        let input = try await input(context)
        guard try await desk.retryQuarantined(input.id, by: .agent(caller.agent.id)) else {
            throw Problem.erasedInput
        }
        return .redirect(to: "/plugins/quarantine?said=retried")
    }

    @Sendable
    private func drop(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        let input = try await input(context)
        var request = request
        guard try await request.form(context)["confirm"] == "yes" else {
            return try await page(input, context, isUnconfirmed: true)
        }
        _ = try await desk.dropQuarantined(input.id, by: .agent(caller.agent.id))
        return .redirect(to: "/plugins/quarantine?said=dropped")
    }

    private func input(_ context: ServerContext) async throws -> HeldInput {
        _ = try context.require(\.administers)
        let id = ID<HeldRequest>(context.text("id"))
        guard let id, let input = try await desk.quarantined(id) else { throw Problem.notFound }
        return input
    }
}
