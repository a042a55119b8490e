public import Paper

/// Says which value of what somebody set cannot be, and what it should be.
public struct InvalidField: Error, Sendable, Hashable, CustomStringConvertible {
    /// Names what a value has to keep to; its words are in the catalogue under `invalid.`.
    public enum Rule: String, Sendable, Hashable, CaseIterable {
        case scheduleName, scheduleTime, timeZone, subject, message, language, formats
        case recipients, recipient, repeatedRecipient, periodMissing, periodUnwanted
        case mailHost, mailPort, mailUser, mailPassword, mailSecurity, fromAddress, authorities
        case publicAddress, attachments, testAddress, noMailServer
    }

    /// The field.
    public var field: String
    /// What it does not keep to.
    public var rule: Rule
    /// The beginning of what was given, where the words repeat it.
    public var value: String

    /// Creates an error.
    public init(_ field: String, _ rule: Rule, value: String = "") {
        self.field = field
        self.rule = rule
        self.value = String(value.prefix(80))
    }

    /// One sentence for people, in their language.
    public func text(_ words: Catalogue, in language: Language) -> String {
        words.text("invalid.\(rule.rawValue)", in: language, ["value": value])
    }

    /// The field and the rule, for logs.
    public var description: String { "\(field): \(rule.rawValue)" }
}
