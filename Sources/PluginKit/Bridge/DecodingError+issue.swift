extension DecodingError {
    /// The field that could not be read, and why, in words for an administrator.
    var issue: ConfigurationIssue {
        switch self {
        case .keyNotFound(let key, let context):
            ConfigurationIssue(Self.pointer(context.codingPath + [key]), "is missing")
        case .typeMismatch(let type, let context):
            ConfigurationIssue(Self.pointer(context.codingPath), "is not of type \(type)")
        case .valueNotFound(let type, let context):
            ConfigurationIssue(Self.pointer(context.codingPath), "is empty, \(type) expected")
        case .dataCorrupted(let context):
            ConfigurationIssue(Self.pointer(context.codingPath), context.debugDescription)
        @unknown default:
            ConfigurationIssue("", String(describing: self))
        }
    }

    private static func pointer(_ path: [any CodingKey]) -> String {
        path.map { key in
            let name = key.intValue.map(String.init) ?? key.stringValue
            let escaped = name.split(separator: "~", omittingEmptySubsequences: false)
                .joined(separator: "~0")
            return "/"
                + escaped.split(separator: "/", omittingEmptySubsequences: false)
                .joined(separator: "~1")
        }
        .joined()
    }
}
