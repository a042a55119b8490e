internal import Engine
internal import Hummingbird
internal import Rendering

/// Serves what holds for the whole company: `/api/v1/company`.
struct CompanyController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let company = router.group("api/v1/company")
        company.get("", use: show)
        company.patch("", use: change)
        company.get("word-filter", use: showFilter)
        company.put("word-filter", use: setFilter)
    }

    @Sendable
    private func show(_ request: Request, _ context: ServerContext) async throws -> Response {
        await services.directory().company.json.response()
    }

    @Sendable
    private func change(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.json(CompanyBody.self, context)
        return try await store(context) { company in
            try body.apply(to: &company)
        }.json.response()
    }

    @Sendable
    private func showFilter(_ request: Request, _ context: ServerContext) async throws -> Response {
        await services.directory().company.rules.wordFilter.json.response()
    }

    @Sendable
    private func setFilter(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await request.json(WordFilterBody.self, context)
        return try await store(context) { company in
            company.rules.wordFilter = WordFilter(
                blocked: body.blocked,
                ignored: body.ignored,
                maximumIgnoredLength: body.maximumIgnoredLength
            )
        }.rules.wordFilter.json.response()
    }

    private func store(
        _ context: ServerContext,
        _ change: (inout Company) throws -> Void
    ) async throws -> Company {
        let caller = try context.requireCaller()
        var company = await services.directory().company
        try change(&company)
        try await services.configure(.company(company), by: caller)
        return await services.directory().company
    }
}

private struct WordFilterBody: Decodable {
    var blocked: [String]
    var ignored: [String]
    var maximumIgnoredLength: Int?
}

private struct CompanyBody: Decodable {
    var name: String?
    var registration: String?
    var timeZone: String?
    var language: String?
    var cardActions: [CardAction]?
    var keepAliveSeconds: Int64?
    var dayCutMinutes: Int?
    var refusalWords: [String]?
    var retentionDays: Int?
    var accent: String?
    var logo: String?
    var texts: TextsBody?

    func apply(to company: inout Company) throws {
        if let accent { company.rules.brand.accent = accent }
        if let logo {
            company.rules.brand.logo = logo
            // What has the right beginning may still be damaged: it would never be seen.
            guard logo.isEmpty || Logo(company.rules.brand.logoBytes).isReadable else {
                throw Refusal.invalid("logo")
            }
        }
        if let name { company.name = name }
        if let registration { company.registration = registration }
        if let timeZone { company.timeZone = timeZone }
        if let language { company.language = language }
        if let cardActions { company.rules.cardActions = Set(cardActions) }
        if let keepAliveSeconds { company.rules.keepAliveSeconds = keepAliveSeconds }
        if let dayCutMinutes { company.rules.dayCutMinutes = dayCutMinutes }
        if let refusalWords { company.rules.refusalWords = refusalWords }
        if let retentionDays { company.rules.retentionDays = retentionDays }
        texts?.apply(to: &company.rules.texts)
    }
}

extension Company {
    /// The company as the API shows it; its word filter is for administrators alone.
    fileprivate var json: JSON {
        [
            "name": .text(name), "registration": .text(registration),
            "timeZone": .text(timeZone), "language": .text(language),
            "cardActions": .list(CardAction.allCases.filter(rules.cardActions.contains)) {
                .text($0.rawValue)
            },
            "keepAliveSeconds": .integer(rules.keepAliveSeconds),
            "dayCutMinutes": .count(rules.dayCutMinutes),
            "refusalWords": .list(rules.refusalWords) { .text($0) },
            "retentionDays": .count(rules.retentionDays),
            "accent": .text(rules.brand.accent), "logo": .text(rules.brand.logo),
            "texts": .texts(rules.texts),
        ]
    }
}

extension WordFilter {
    fileprivate var json: JSON {
        [
            "blocked": .list(blocked) { .text($0) }, "ignored": .list(ignored) { .text($0) },
            "maximumIgnoredLength": maximumIgnoredLength.map { .count($0) } ?? .null,
        ]
    }
}
