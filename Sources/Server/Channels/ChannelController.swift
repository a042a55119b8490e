internal import Engine
internal import Foundation
internal import Hummingbird
internal import Operations
internal import OrderedCollections
internal import PluginHost

/// Serves channels: `/api/v1/channels`.
struct ChannelController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let channels = router.group("api/v1/channels")
        channels.get("", use: list)
        channels.post("", use: create)
        channels.get(":id", use: one)
        channels.patch(":id", use: change)
        channels.delete(":id", use: remove)
        channels.post(":id/templates/sync", use: syncTemplates)
        channels.post("try", use: tryNew)
        channels.post(":id/try", use: tryOne)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        _ = try context.requireViewer()
        let directory = await services.directory()
        return try request.part(of: directory.channels.values, cursor: \.id.description)
            .json { $0.json(directory) }.response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let channel = try await channel(context)
        let json = channel.json(await services.directory())
        guard viewer.administers else { return json.response() }
        let problem = await services.dependencies.channels.problem(of: channel.id)
        let connection = await services.dependencies.channels.connection(of: channel.id)
        return json.adding(["problem": .text(problem), "connection": connection.json]).response()
    }

    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let (body, configuration) = try await read(ChannelBody.self, request, context)
        let directory = await services.directory()
        guard let plugin = body.plugin else { throw Problem.badRequest("missing", field: "plugin") }
        guard let name = body.name else { throw Problem.badRequest("missing", field: "name") }
        guard let team = body.team.flatMap(directory.team) else { throw Refusal.notFound(.team) }
        let draft = Engine.Channel(
            id: .new,
            slug: body.slug ?? Slug.make(of: name),
            name: name,
            plugin: plugin,
            team: team.id,
            isActive: body.active ?? true,
            flow: try body.flow.value.map(directory.flowID)
        )
        return try await trying {
            let channel = try await services.dependencies.channels.add(
                draft,
                configuration: configuration ?? "{}"
            )
            return channel.json(await services.directory()).response(.created)
        }
    }

    @Sendable
    private func change(_ request: Request, _ context: ServerContext) async throws -> Response {
        let (body, configuration) = try await read(ChannelBody.self, request, context)
        var channel = try await channel(context)
        if let slug = body.slug { channel.slug = slug }
        if let name = body.name { channel.name = name }
        if let active = body.active { channel.isActive = active }
        if let text = body.team {
            guard let team = await services.directory().team(text) else {
                throw Refusal.notFound(.team)
            }
            channel.team = team.id
        }
        try body.flow.apply(to: &channel.flow, await services.directory().flowID)
        let changed = channel
        return try await trying {
            let stored = try await services.dependencies.channels.set(
                changed,
                configuration: configuration
            )
            return stored.json(await services.directory()).response()
        }
    }

    @Sendable
    private func remove(_ request: Request, _ context: ServerContext) async throws -> Response {
        try await services.dependencies.channels.remove(channel(context).id)
        return .done
    }

    /// Asks the provider for its templates now; it is asked some times a day anyway.
    @Sendable
    private func syncTemplates(
        _ request: Request,
        _ context: ServerContext
    ) async throws -> Response {
        let id = try await channel(context).id
        return try await trying {
            try await services.dependencies.channels.syncTemplates(of: id)
            return .done
        }
    }

    /// Tries what a channel that is not there yet would do.
    @Sendable
    private func tryNew(_ request: Request, _ context: ServerContext) async throws -> Response {
        try await `try`(request, context, on: nil)
    }

    /// Tries what a channel does, or would do with other fields of its configuration.
    @Sendable
    private func tryOne(_ request: Request, _ context: ServerContext) async throws -> Response {
        try await `try`(request, context, on: channel(context))
    }

    private func `try`(
        _ request: Request,
        _ context: ServerContext,
        on channel: Engine.Channel?
    ) async throws -> Response {
        let (body, configuration) = try await read(ChannelTrialBody.self, request, context)
        guard channel != nil || body.plugin?.isEmpty == false else {
            throw Problem.badRequest("missing", field: "plugin")
        }
        let trial = body.trial(configuration)
        return try await trying {
            try await services.dependencies.channels.try(trial, on: channel).json.response()
        }
    }

    private func channel(_ context: ServerContext) async throws -> Engine.Channel {
        guard let channel = await services.directory().channel(context.text("id")) else {
            throw Refusal.notFound(.channel)
        }
        return channel
    }

    private func trying(_ work: () async throws -> Response) async throws -> Response {
        do {
            return try await work()
        } catch let failure as PluginFailure {
            throw Problem(failure)
        }
    }

    /// Reads the body, and apart from it the plugin's configuration as it came.
    private func read<Body: Decodable>(
        _ kind: Body.Type,
        _ request: Request,
        _ context: ServerContext
    ) async throws -> (Body, String?) {
        var request = request
        let bytes = try await request.collectBody(upTo: context.maxUploadSize)
        let body = try await request.json(kind, context)
        let object = try? JSONSerialization.jsonObject(with: Data(bytes.readableBytesView))
        guard let config = (object as? [String: Any])?["config"] else { return (body, nil) }
        guard config is [String: Any],
            let data = try? JSONSerialization.data(withJSONObject: config)
        else { throw Problem.badRequest("an object", field: "config") }
        return (body, String(decoding: data, as: UTF8.self))
    }
}

private struct ChannelBody: Decodable {
    var slug: String?
    var name: String?
    var plugin: String?
    var team: String?
    var active: Bool?
    var flow: Patch<String>
}
