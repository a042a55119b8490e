public import Engine

/// Is a person's stay at a browser, from logging in to logging out.
public struct Login: Sendable, Hashable {
    /// The hash of the secret that the browser holds; names the login in our books.
    let hash: [UInt8]

    /// The person.
    public let agent: ID<Agent>

    /// When it began.
    public let startedAt: Timestamp

    /// When it ends by itself.
    public let expiresAt: Timestamp
}

/// Is a key for programs, which act as the person who made it.
public struct APIToken: Sendable, Hashable {
    /// The id.
    public let id: Int64

    /// What its owner calls it.
    public let name: String

    /// The person whose rights it has.
    public let agent: ID<Agent>

    /// What it may be used for; empty for everything the person may.
    public let scopes: [String]

    /// When it was made.
    public let createdAt: Timestamp

    /// When it was last used, to the minute.
    public let lastUsedAt: Timestamp?

    /// When it ends by itself.
    public let expiresAt: Timestamp?

    /// When it was revoked.
    public let revokedAt: Timestamp?
}

/// Is a link that shows one board without a login, such as on a screen on the wall.
public struct KioskLink: Sendable, Hashable {
    /// The id.
    public let id: Int64

    /// What its maker calls it.
    public let name: String

    /// The slug of the board.
    public let board: String

    /// The person whose eyes it has.
    public let viewer: ID<Agent>

    /// Whether it shows names of contacts.
    public let showsNames: Bool

    /// When it was made.
    public let createdAt: Timestamp

    /// When it ends by itself; `nil` for never.
    public let expiresAt: Timestamp?

    /// When it was revoked.
    public let revokedAt: Timestamp?
}

/// Says why an account could not be used or changed.
public enum AccountsError: Error, Sendable, Hashable {
    /// Too many passwords wait to be checked; the caller may try again soon.
    case busy
    /// Nobody has that id.
    case unknownAgent
    /// The password is shorter than this many characters, or longer than 1,024 bytes.
    case badPassword(minimum: Int)
}
