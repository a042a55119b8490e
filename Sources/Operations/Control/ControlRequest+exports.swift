/// Asks about mails.
public enum MailCommand: Sendable, Hashable, Codable {
    /// Shows the server, without its password.
    case show
    /// Sets the server; without a password the one there is stays.
    case set(MailSettings, password: String?)
    /// Forgets the server.
    case remove
    /// Sends a test to an address.
    case test(to: String)
}

/// Is the mail server as the console shows it.
public struct MailServerLine: Sendable, Hashable, Codable {
    /// What is set.
    public var settings: MailSettings
    /// Whether a password is set too.
    public var hasPassword: Bool
}

/// Is an export in a list.
public struct ExportLine: Sendable, Hashable, Codable {
    /// The id.
    public var id: String
    /// The report's id.
    public var report: String
    /// The title.
    public var title: String
    /// The formats.
    public var formats: [String]
    /// The address of who asked.
    public var user: String
    /// How far it is.
    public var state: String
    /// When it was asked for.
    public var createdAt: Int64
    /// When it ended.
    public var finishedAt: Int64?
    /// The bytes of its files.
    public var bytes: Int64
    /// Where its files are on this machine.
    public var files: [String]
    /// Why it failed; empty when it did not.
    public var problem: String
}

/// Is a schedule in a list.
public struct ScheduleLine: Sendable, Hashable, Codable {
    /// The id.
    public var id: String
    /// The name.
    public var name: String
    /// The report's id.
    public var report: String
    /// The address of its owner.
    public var owner: String
    /// The addresses of those who get it.
    public var recipients: [String]
    /// Whether it is done at its times.
    public var isActive: Bool
    /// When it is due.
    public var nextAt: Int64?
    /// How its last run ended; empty when there was none.
    public var lastState: String
}
