/// Is the company that runs the server.
public struct Company: Sendable, Hashable, Codable {
    /// The name on documents.
    public var name: String

    /// The registration number (CNPJ) on documents; empty for none.
    public var registration: String

    /// The time zone of protocol numbers and of reports, as an IANA name.
    public var timeZone: String

    /// The language of contacts and documents, as a BCP 47 tag.
    public var language: String

    /// What holds for all teams.
    public var rules: CompanyRules

    /// Creates a company.
    public init(
        name: String,
        registration: String = "",
        timeZone: String = "America/Sao_Paulo",
        language: String = "pt-BR",
        rules: CompanyRules = CompanyRules()
    ) {
        self.name = name
        self.registration = registration
        self.timeZone = timeZone
        self.language = language
        self.rules = rules
    }
}
