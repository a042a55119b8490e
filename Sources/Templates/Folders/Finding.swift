/// Says what is wrong with a template, where, and what to do about it.
public struct Finding: Error, Sendable, Hashable, CustomStringConvertible {
    /// Tells how much a finding hinders.
    public enum Weight: String, Sendable, Codable, CaseIterable {
        /// The template cannot be used.
        case fault

        /// Words are missing in a language; the page shows those of another one.
        case gap

        /// An override was made from another version of the shipped file; it is used all the same.
        case drift
    }

    /// How much it hinders.
    public let weight: Weight

    /// The path of the file.
    public let file: String

    /// The line, counted from 1, or 0 when the finding is about the whole file.
    public let line: Int

    /// The column in characters, counted from 1, or 0 when the finding is about the whole file.
    public let column: Int

    /// What is wrong, and what to do.
    public let message: String

    /// Creates a finding.
    public init(weight: Weight, file: String, line: Int = 0, column: Int = 0, message: String) {
        self.weight = weight
        self.file = file
        self.line = line
        self.column = column
        self.message = message
    }

    /// Tells whether a check fails because of it.
    public var isError: Bool { weight != .drift }

    /// One line in the form that editors understand: `file:line:column: error: message`.
    public var description: String {
        let place = line > 0 ? "\(file):\(line):\(column)" : file
        return "\(place): \(isError ? "error" : "warning"): \(message)"
    }

    /// Puts findings into the order of files, lines and columns.
    static func sorted(_ findings: some Sequence<Finding>) -> [Finding] {
        findings.sorted {
            ($0.file, $0.line, $0.column, $0.message) < ($1.file, $1.line, $1.column, $1.message)
        }
    }
}

/// Carries everything that is wrong with a set of templates.
public struct TemplateFindings: Error, CustomStringConvertible {
    /// The findings, by file, line and column.
    public let findings: [Finding]

    /// Creates an error from findings.
    public init(_ findings: [Finding]) {
        self.findings = findings
    }

    /// One line for each finding.
    public var description: String {
        findings.map(\.description).joined(separator: "\n")
    }
}
