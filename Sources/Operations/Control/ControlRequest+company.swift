public import Foundation

/// Asks about the company that runs the server.
public enum CompanyRequest: Sendable, Hashable, Codable {
    /// Shows the company.
    case show
    /// Changes the company.
    case set(CompanyChanges)
    /// Sets the logo of documents and boards: a PNG or JPEG file; nothing removes it.
    case setLogo(Data)
    /// Gives the file of the logo.
    case logo
}

/// Is what the console can set of the company; `nil` leaves it as it is.
public struct CompanyChanges: Sendable, Hashable, Codable {
    /// The name on documents.
    public var name: String?
    /// The registration number (CNPJ) on documents; empty for none.
    public var registration: String?
    /// The time zone, as an IANA name.
    public var timeZone: String?
    /// The language of contacts and documents: `pt-BR` or `en`.
    public var language: String?
    /// The colour of titles and what is worth a look, as `#RRGGBB`; empty for the house's own.
    public var accent: String?
    /// After how many days people and words are erased; 0 for never.
    public var retentionDays: Int?

    /// Creates changes that change nothing.
    public init() {}
}

/// Is the company as the console shows it.
public struct CompanyLine: Sendable, Hashable, Codable {
    /// The name on documents.
    public var name: String
    /// The registration number (CNPJ) on documents; empty for none.
    public var registration: String
    /// The time zone, as an IANA name.
    public var timeZone: String
    /// The language of contacts and documents.
    public var language: String
    /// The colour, as `#RRGGBB`; empty for the house's own.
    public var accent: String
    /// After how many days people and words are erased; 0 for never.
    public var retentionDays: Int
    /// How many bytes the file of the logo has; 0 for none.
    public var logoBytes: Int
}
