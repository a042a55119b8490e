internal import Engine
internal import Store

extension Refusal {
    /// The reason in one line for the console.
    var words: String {
        switch self {
        case .notFound(let subject): "there is no such \(subject.rawValue)"
        case .inUse(let subject): "something still refers to the \(subject.rawValue)"
        case .badSlug(let slug):
            "\(slug) cannot be a slug: it is taken, or has other than a-z, 0-9 and dashes"
        case .invalid(let field): "\(field) has a value that cannot be"
        case .hasOpenSession: "there is an open session"
        case .limitReached(let limit): "the limit of \(limit) is reached"
        default: "refused: \(code)"
        }
    }
}

extension AccountsError {
    /// The reason in one line for the console.
    var words: String {
        switch self {
        case .badPassword(let minimum):
            "the password needs at least \(minimum) characters, and at most 1024 bytes"
        case .unknownAgent: "there is no such user"
        case .busy: "too many logins are being checked; try again in a moment"
        }
    }
}
