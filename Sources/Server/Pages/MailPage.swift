internal import Engine
internal import Hummingbird
internal import NIOCore
internal import Operations
internal import Templates

/// Shows the outgoing mail server to administrators, and tries it: `/mail`.
struct MailPage: Sendable {
    let services: Services
    let writer: PageWriter

    func add(to router: RouterGroup<ServerContext>) {
        router.get("mail", use: show)
        router.post("mail", use: store)
        router.post("mail/test", use: test)
    }

    @Sendable
    private func show(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        let settings = try await services.post().mail.current()
        let isSaved = request.query("said") == "saved"
        return try await page(settings, caller, context, isSaved: isSaved)
    }

    @Sendable
    private func store(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        var request = request
        let form = try await request.form(context)
        let security = form["security"].flatMap(MailSettings.Security.init) ?? .starttls
        let settings = MailSettings(
            host: (form["host"] ?? "").trimmingSpaces,
            port: form["port"].flatMap { Int($0) } ?? security.port,
            security: security,
            user: form["user"] ?? "",
            authorities: (form["authorities"] ?? "").trimmingSpaces,
            fromAddress: (form["fromAddress"] ?? "").trimmingSpaces,
            fromName: form["fromName"] ?? "",
            publicAddress: (form["publicAddress"] ?? "").trimmingSpaces,
            attachmentMegabytes: form["attachmentMegabytes"].flatMap { Int($0) } ?? 10
        )
        let password = form["password"].flatMap { $0.isEmpty ? nil : $0 }
        do {
            try await services.post().mail.set(settings, password: password)
        } catch let invalid as InvalidField {
            return try await page(
                settings,
                caller,
                context,
                error: services.words(invalid, context)
            )
        }
        return .redirect(to: "/mail?said=saved")
    }

    @Sendable
    private func test(_ request: Request, _ context: ServerContext) async throws -> Response {
        let caller = try context.require(\.administers)
        var request = request
        let to = (try await request.form(context)["to"] ?? "").trimmingSpaces
        let mail = try services.post().mail
        let settings = try await mail.current()
        do {
            let test = try await mail.test(to: to, in: context.language)
            return try await page(settings, caller, context, test: test, to: to)
        } catch let invalid as InvalidField {
            return try await page(
                settings,
                caller,
                context,
                error: services.words(invalid, context),
                to: to
            )
        }
    }

    private func page(
        _ settings: MailSettings?,
        _ caller: Caller,
        _ context: ServerContext,
        error: String? = nil,
        isSaved: Bool = false,
        test: MailTest? = nil,
        to: String? = nil
    ) async throws -> Response {
        let mail = try services.post().mail
        let chosen = settings?.security ?? .starttls
        let order: [MailSettings.Security] = [.starttls, .tls, .none]
        let facts: PageFacts = [
            "frame": await services.frame(of: caller, context),
            "error": .text(error),
            "isSaved": .flag(isSaved),
            "isSet": .flag(try await mail.current() != nil),
            "test": test.map {
                .record(["isAccepted": .flag($0.isAccepted), "answer": .text($0.answer)])
            } ?? .none,
            "host": .text(settings?.host ?? ""),
            "port": .text(String(settings?.port ?? chosen.port)),
            "securities": .list(order) {
                ["value": .text($0.rawValue), "isChosen": .flag($0 == chosen)]
            },
            "user": .text(settings?.user ?? ""),
            "hasPassword": .flag(try await mail.hasPassword()),
            "authorities": .text(settings?.authorities ?? ""),
            "fromAddress": .text(settings?.fromAddress ?? ""),
            "fromName": .text(settings?.fromName ?? ""),
            "publicAddress": .text(settings?.publicAddress ?? ""),
            "attachmentMegabytes": .text(String(settings?.attachmentMegabytes ?? 10)),
            "to": .text(to ?? caller.agent.email),
        ]
        return try writer.page(
            "mail",
            facts,
            context,
            status: error == nil ? .ok : .unprocessableContent
        )
    }
}
