internal import Engine
internal import Hummingbird
internal import Operations
internal import OrderedCollections
internal import PluginHost
internal import Templates

/// Shows the channels to administrators, and the form of each, where it can be tried:
/// `/channels`, `/channels/new/:plugin`, `/channels/:slug`.
struct ChannelPages: Sendable {
    let services: Services
    let writer: PageWriter

    func add(to router: RouterGroup<ServerContext>) {
        router.get("channels", use: list)
        router.get("channels/new/:plugin", use: create)
        router.get("channels/:slug", use: edit)
    }

    private var desk: ChannelDesk { services.dependencies.channels }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        let directory = await services.directory()
        let offered = await desk.offered()
        var rows: [PageFacts] = []
        for channel in directory.channels.values.sorted(by: { $0.name < $1.name }) {
            let plugin = offered.first { $0.manifest.id == channel.plugin }?.manifest.name
            rows.append([
                "slug": .text(channel.slug), "name": .text(channel.name),
                "icon": .text(Portrait.icon(of: channel.plugin)),
                "plugin": .text(plugin ?? channel.plugin),
                "team": .text(directory.teams[channel.team]?.name ?? ""),
                "isActive": .flag(channel.isActive),
                "problem": .text(await desk.problem(of: channel.id)),
                "hook": .text(channel.capabilities.hasVisitors ? nil : "/hooks/" + channel.slug),
            ])
        }
        let facts: PageFacts = [
            "frame": await services.frame(of: caller, context),
            "channels": .list(rows),
            "plugins": .list(offered) { feature in
                ["id": .text(feature.manifest.id), "name": .text(feature.manifest.name)]
            },
        ]
        return try writer.page("channels", facts, context)
    }

    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        return try await form(of: nil, plugin: context.text("plugin"), caller, context)
    }

    @Sendable
    private func edit(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        guard let channel = await services.directory().channel(context.text("slug")) else {
            throw Refusal.notFound(.channel)
        }
        return try await form(of: channel, plugin: channel.plugin, caller, context)
    }

    private func form(
        of channel: Engine.Channel?,
        plugin: String,
        _ caller: Caller,
        _ context: ServerContext
    ) async throws -> Response {
        let feature = await desk.offered().first { $0.manifest.id == plugin }
        guard channel != nil || feature != nil else { throw Problem.notFound }
        var shown = ChannelDesk.Shown()
        var problem: String?
        if let channel {
            shown = try await desk.configuration(of: channel.id)
            problem = await desk.problem(of: channel.id)
        }
        let directory = await services.directory()
        let facts: PageFacts = [
            "frame": await services.frame(of: caller, context),
            "isNew": .flag(channel == nil),
            "name": .text(channel?.name ?? ""),
            "slug": .text(channel?.slug ?? ""),
            "isActive": .flag(channel?.isActive ?? true),
            "problem": .text(problem),
            "pluginName": .text(feature?.manifest.name ?? plugin),
            "hasVisitors": .flag(channel?.capabilities.hasVisitors ?? false),
            "teams": .list(directory.teams.values.filter(\.isActive)) { team in
                [
                    "slug": .text(team.slug), "name": .text(team.name),
                    "isChosen": .flag(team.id == channel?.team),
                ]
            },
            "flows": .list(directory.flows.values) { flow in
                [
                    "slug": .text(flow.slug), "name": .text(flow.name),
                    "isChosen": .flag(flow.id == channel?.flow),
                ]
            },
            "channel": .record([
                "slug": .text(channel?.slug ?? ""), "plugin": .text(plugin),
                "schema": .text(feature?.schema ?? "{}"), "config": .text(shown.json),
                "secrets": .list(shown.secrets) { ["name": .text($0)] },
            ]),
        ]
        return try writer.page("channel", facts, context)
    }
}
