/// Names the parts of the interface that a token can be kept to.
enum ScopeArea: String, Sendable, Hashable, CaseIterable {
    /// Sessions with their messages, files and history.
    case sessions
    /// Contacts.
    case contacts
    /// The people who work here, and tokens.
    case people
    /// What the company consists of: teams, channels, flows, texts and so on.
    case company
    /// Boards, figures and reports.
    case reports
    /// Outgoing webhooks.
    case webhooks
}

/// Is what a token may be used for: all, everything that changes nothing, or one part.
enum TokenScope: Sendable, Hashable {
    /// Everything the person may.
    case all
    /// Everything the person may read.
    case read
    /// Reading one part.
    case reading(ScopeArea)
    /// Reading and changing one part.
    case writing(ScopeArea)

    /// Reads a scope such as `sessions:write`; `nil` for one that is not known.
    init?(_ text: String) {
        switch text {
        case "all": self = .all
        case "read": self = .read
        default:
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, let area = ScopeArea(rawValue: String(parts[0])) else {
                return nil
            }
            switch parts[1] {
            case "read": self = .reading(area)
            case "write": self = .writing(area)
            default: return nil
            }
        }
    }

    /// All texts of scopes.
    static let texts: [String] =
        ["all", "read"] + ScopeArea.allCases.flatMap { ["\($0):read", "\($0):write"] }

    /// Tells whether the scope covers a use of a part.
    func covers(_ area: ScopeArea, isChange: Bool) -> Bool {
        switch self {
        case .all: true
        case .read: !isChange
        case .reading(let own): own == area && !isChange
        case .writing(let own): own == area
        }
    }

    /// Tells whether everything that another scope covers is covered.
    func covers(_ other: TokenScope) -> Bool {
        switch other {
        case .all: self == .all
        case .read: self == .all || self == .read
        case .reading(let area): covers(area, isChange: false)
        case .writing(let area): covers(area, isChange: true)
        }
    }
}

/// Is what the proof of a caller may be used for.
struct Grants: Sendable, Hashable {
    private let scopes: [TokenScope]

    /// What a person who is there may: everything they may at all.
    static let everything = Grants(scopes: [.all])

    private init(scopes: [TokenScope]) {
        self.scopes = scopes
    }

    /// Reads the scopes of a token; without any it is for everything, and what is not known is
    /// for nothing.
    init(_ texts: [String]) {
        scopes = texts.isEmpty ? [.all] : texts.compactMap(TokenScope.init)
    }

    /// Tells whether a part may be used.
    func covers(_ area: ScopeArea, isChange: Bool) -> Bool {
        scopes.contains { $0.covers(area, isChange: isChange) }
    }

    /// Tells whether a token for a scope may be made with it.
    func covers(_ scope: TokenScope) -> Bool {
        scopes.contains { $0.covers(scope) }
    }
}
