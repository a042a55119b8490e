internal import Engine
internal import Hummingbird
internal import Operations

/// Serves the settings of the outgoing mail server: `/api/v1/mail-settings`.
struct MailController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let mail = router.group("api/v1/mail-settings")
        mail.get("", use: show)
        mail.put("", use: set)
        mail.delete("", use: remove)
        mail.post("test", use: test)
    }

    @Sendable
    private func show(_ request: Request, _ context: ServerContext) async throws -> Response {
        try await value().response()
    }

    @Sendable
    private func set(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.json(MailSettingsBody.self, context)
        try await services.scheduling(context) {
            try await services.post().mail.set(body.settings, password: body.password)
        }
        return try await value().response()
    }

    @Sendable
    private func remove(_ request: Request, _ context: ServerContext) async throws -> Response {
        try await services.post().mail.remove()
        return .done
    }

    /// Sends a test, and tells exactly what the server answered.
    @Sendable
    private func test(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.json(MailTestBody.self, context)
        let test = try await services.scheduling(context) {
            try await services.post().mail.test(to: body.to, in: context.language)
        }
        let value: JSON = [
            "accepted": .bool(test.isAccepted),
            "status": test.status.map { .count($0) } ?? .null, "answer": .text(test.answer),
        ]
        return value.response()
    }

    private func value() async throws -> JSON {
        let mail = try services.post().mail
        guard let settings = try await mail.current() else { throw Problem.notFound }
        return [
            "host": .text(settings.host), "port": .count(settings.port),
            "security": .text(settings.security.rawValue), "user": .text(settings.user),
            "hasPassword": .bool(try await mail.hasPassword()),
            "authorities": .text(settings.authorities),
            "fromAddress": .text(settings.fromAddress), "fromName": .text(settings.fromName),
            "publicAddress": .text(settings.publicAddress),
            "attachmentMegabytes": .count(settings.attachmentMegabytes),
        ]
    }
}

private struct MailTestBody: Decodable {
    var to: String
}

private struct MailSettingsBody: Decodable {
    var host: String
    var port: Int?
    var security: MailSettings.Security?
    var user: String?
    var password: String?
    var authorities: String?
    var fromAddress: String
    var fromName: String?
    var publicAddress: String?
    var attachmentMegabytes: Int?

    var settings: MailSettings {
        let security = security ?? .starttls
        return MailSettings(
            host: host,
            port: port ?? security.port,
            security: security,
            user: user ?? "",
            authorities: authorities ?? "",
            fromAddress: fromAddress,
            fromName: fromName ?? "",
            publicAddress: publicAddress ?? "",
            attachmentMegabytes: attachmentMegabytes ?? 10
        )
    }
}

extension MailSettings.Security {
    /// The port that servers usually have for it.
    var port: Int {
        switch self {
        case .none: 25
        case .starttls: 587
        case .tls: 465
        }
    }
}
