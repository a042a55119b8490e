internal import Engine

/// Says who may use the endpoints below a path, and with which scope of a token.
///
/// An endpoint of the API that no rule covers is open to nobody.
struct AccessRule: Sendable {
    /// Names what a person needs beside being one who may log in.
    enum Right: Sendable, Hashable {
        case person
        case historyReader
        case supervisor
        case boardReader
        case reportReader
        case exporter
        case administrator
        /// Whoever the endpoint lets in: it asks by itself, because a link may stand for a person.
        case asked

        /// Tells whether a person has it.
        func isHeld(by viewer: Viewer) -> Bool {
            switch self {
            case .person, .asked: true
            case .historyReader: viewer.may(.history)
            case .supervisor: viewer.intervenes
            case .boardReader: viewer.may(.boards)
            case .reportReader: viewer.readsReports
            case .exporter: viewer.readsReports && viewer.may(.exports)
            case .administrator: viewer.administers
            }
        }
    }

    /// The beginning of the paths.
    let prefix: String

    /// The part of the interface, for scopes; `nil` for what every token may.
    let area: ScopeArea?

    /// Who may read.
    let reading: Right

    /// Who may change something.
    let changing: Right

    init(
        _ prefix: String,
        _ area: ScopeArea?,
        _ reading: Right = .person,
        changing: Right? = nil
    ) {
        self.prefix = prefix
        self.area = area
        self.reading = reading
        self.changing = changing ?? reading
    }

    /// Finds the rule of a route: of those that fit, the one with the longest path.
    static func rule(for route: String) -> AccessRule? {
        all.filter { route == $0.prefix || route.hasPrefix($0.prefix + "/") }
            .max { $0.prefix.utf8.count < $1.prefix.utf8.count }
    }

    /// All rules.
    static let all: [AccessRule] = [
        AccessRule("/api/v1/me", nil),
        AccessRule("/api/v1/me/presence", .people),
        AccessRule("/api/v1/me/password", .people),
        AccessRule("/feed", .sessions),
        AccessRule("/api/v1/sessions", .sessions),
        AccessRule("/api/v1/messages", .sessions),
        AccessRule("/api/v1/media", .sessions),
        AccessRule("/api/v1/history", .sessions, .historyReader),
        AccessRule("/api/v1/contacts", .contacts),
        AccessRule("/api/v1/contacts/{id}/sessions", .sessions, .historyReader),
        AccessRule("/api/v1/contacts/{id}/gallery", .sessions),
        AccessRule("/api/v1/users", .people, changing: .administrator),
        AccessRule("/api/v1/users/{id}/presence", .people, .supervisor),
        AccessRule("/api/v1/tokens", .people),
        AccessRule("/api/v1/teams", .company, changing: .administrator),
        AccessRule("/api/v1/channels", .company, changing: .administrator),
        AccessRule("/api/v1/tags", .company, changing: .administrator),
        AccessRule("/api/v1/templates", .company, changing: .administrator),
        AccessRule("/api/v1/business-hours", .company, changing: .administrator),
        AccessRule("/api/v1/flows", .company, .administrator),
        AccessRule("/api/v1/canned-messages", .company, changing: .administrator),
        AccessRule("/api/v1/dispositions", .company, changing: .administrator),
        AccessRule("/api/v1/contact-fields", .company, changing: .administrator),
        AccessRule("/api/v1/contact-groups", .company, changing: .administrator),
        AccessRule("/api/v1/pause-reasons", .company, changing: .administrator),
        AccessRule("/api/v1/permission-groups", .company, .administrator),
        AccessRule("/api/v1/company", .company, changing: .administrator),
        AccessRule("/api/v1/company/word-filter", .company, .administrator),
        AccessRule("/api/v1/webhooks", .webhooks, .administrator),
        AccessRule("/api/v1/plugins", .company, .administrator),
        AccessRule("/api/v1/plugin-sandbox", .company, .administrator),
        AccessRule("/api/v1/quarantine", .company, .administrator),
        AccessRule("/api/v1/exports", .reports, .exporter),
        AccessRule("/api/v1/export-settings", .reports, .administrator),
        AccessRule("/api/v1/schedules", .reports, .exporter),
        AccessRule("/api/v1/mail-settings", .company, .administrator),
        AccessRule("/exports", .reports, .asked),
        AccessRule("/api/v1/boards", .reports, .boardReader),
        AccessRule("/api/v1/figures", .reports, .reportReader),
        AccessRule("/api/v1/metrics", .reports, .person),
        AccessRule("/api/v1/reports", .reports, .reportReader),
        AccessRule("/boards", .reports, .asked),
        AccessRule("/reports", .reports, .asked),
    ]
}
