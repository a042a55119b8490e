internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Operations
internal import Paper
internal import Store

/// Serves reports that are made in the background: `/api/v1/exports`.
struct ExportController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let exports = router.group("api/v1/exports")
        exports.get("", use: list)
        exports.post("", use: create)
        exports.get(":id", use: one)
        exports.post(":id/cancel", use: cancel)
        exports.get(":id/file", use: file)
        router.get("api/v1/export-settings", use: showRules)
        router.put("api/v1/export-settings", use: setRules)
    }

    @Sendable
    private func list(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let limit = try request.limit()
        let found = try await services.post().exports.list(
            for: viewer,
            everyone: request.query("of") == "everyone",
            state: try request.choice("state"),
            after: try request.cursor { Int64($0) },
            limit: limit + 1
        )
        let writer = try await services.exportWriter(context)
        return page(found, limit: limit, next: { String($0.number) }, writer.json).response()
    }

    @Sendable
    private func one(_ request: Request, _ context: ServerContext) async throws -> Response {
        let export = try await services.export(context)
        return try await services.exportWriter(context).json(export).response()
    }

    @Sendable
    private func create(_ request: Request, _ context: ServerContext) async throws -> Response {
        let viewer = try context.requireViewer()
        let body = try await request.json(ExportBody.self, context)
        let order = try await services.order(body, context)
        return try await services.reporting {
            guard let export = try await services.post().exports.add(order, by: viewer) else {
                throw Problem(.conflict, "too-many-exports")
            }
            return try await services.exportWriter(context).json(export).response(.accepted)
        }
    }

    @Sendable
    private func cancel(_ request: Request, _ context: ServerContext) async throws -> Response {
        let export = try await services.export(context)
        guard try await services.post().exports.cancel(export.number) else {
            throw Problem(.conflict, "export-over")
        }
        let after = try await services.export(context)
        return try await services.exportWriter(context).json(after).response()
    }

    @Sendable
    private func file(_ request: Request, _ context: ServerContext) async throws -> Response {
        let export = try await services.export(context)
        return try await services.file(
            of: export,
            for: try context.requireViewer(),
            request.query("format"),
            request
        )
    }

    @Sendable
    private func showRules(_ request: Request, _ context: ServerContext) async throws -> Response {
        try await services.post().exports.rules().json.response()
    }

    @Sendable
    private func setRules(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.json(ExportRulesBody.self, context)
        let rules = ExportRules(
            keepHours: body.keepHours,
            perPerson: body.perPerson,
            atOnce: body.atOnce,
            maximumMegabytes: body.maximumMegabytes
        )
        try await services.post().exports.set(rules)
        return rules.json.response()
    }
}

/// Serves files of exports to the recipients of mails for which they were too large.
struct ExportLinkController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        router.get("exports/:id/:format", use: file)
    }

    /// The key stands for the recipient: nobody has to be logged in.
    @Sendable
    private func file(_ request: Request, _ context: ServerContext) async throws -> Response {
        let post = try services.post()
        guard let key = request.query("key"), let number = Int64(context.text("id")),
            let found = try await post.exports.export(number, key: key, among: post.schedules)
        else { throw Problem.notFound }
        return try await services.file(
            of: found.export,
            for: found.owner,
            context.text("format"),
            request
        )
    }
}

private struct ExportRulesBody: Decodable {
    var keepHours: Int
    var perPerson: Int
    var atOnce: Int
    var maximumMegabytes: Int
}

extension ExportRules {
    fileprivate var json: JSON {
        [
            "keepHours": .count(keepHours), "perPerson": .count(perPerson),
            "atOnce": .count(atOnce), "maximumMegabytes": .count(maximumMegabytes),
        ]
    }
}
