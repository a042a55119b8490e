/// Is what a check of a plugin found; it travels in the package.
public struct CheckReport: Sendable, Hashable, Codable {
    /// The name of the file in the project and in the package.
    public static let fileName = "check-report.json"

    /// Is what one test found.
    public struct Result: Sendable, Hashable, Codable {
        /// The test.
        public var test: CheckTest
        /// What is not right, one line each; none when it passed.
        public var findings: [String]

        /// Creates a result.
        public init(test: CheckTest, findings: [String]) {
            self.test = test
            self.findings = findings
        }

        /// Whether nothing was found.
        public var isPassed: Bool { findings.isEmpty }
    }

    /// The plugin's id.
    public var id: String
    /// The plugin's version.
    public var version: String
    /// The SHA-256 of the library that was checked.
    public var sha256: String
    /// What the mutations began with: the same seed does the same again.
    public var seed: UInt64
    /// The tests in their order.
    public var results: [Result]

    /// Creates a report.
    public init(
        id: String,
        version: String,
        sha256: String,
        seed: UInt64,
        results: [Result]
    ) {
        self.id = id
        self.version = version
        self.sha256 = sha256
        self.seed = seed
        self.results = results
    }

    /// Whether all tests passed.
    public var isPassed: Bool { results.allSatisfy(\.isPassed) }
}

/// Is one test of a plugin, which runs in a process of its own.
public struct CheckTest: Sendable, Hashable, Codable {
    /// Names what a test looks at.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The library's description is that of the manifest.
        case description
        /// The schema is one, and has the secrets that the manifest names.
        case schema
        /// Each fixture brings the events it says, and the same when it comes again.
        case fixtures
        /// Nothing that was lent for a call is read after it.
        case borrowing
        /// A process that is killed in the middle of a call loses and doubles nothing.
        case restart
        /// The plugin needs nothing that the sandbox of a stranger's plugin keeps from it.
        case sandbox
        /// Broken forms of the fixtures do no harm.
        case mutations
        /// Difficult letters do no harm, in what comes in and what goes out.
        case letters
        /// A thousand openings leave nothing behind.
        case openings
        /// What the provider answers is understood.
        case answers
        /// A call whose time is over or that is not wanted any more comes back.
        case deadlines
        /// The same data gives the same document, in every form and language.
        case documents
        /// A document that nobody wants any more ends.
        case cancellation

        /// What a channel is tested for.
        static let ofChannel: [Kind] = [
            .schema, .fixtures, .borrowing, .restart, .sandbox, .mutations, .letters, .openings,
            .answers, .deadlines,
        ]
        /// What a report is tested for.
        static let ofReport: [Kind] = [.schema, .documents, .borrowing, .sandbox, .cancellation]
    }

    /// What it looks at.
    public var kind: Kind
    /// The channel or report; empty for the whole library.
    public var feature: String

    /// Creates a test.
    public init(_ kind: Kind, feature: String = "") {
        self.kind = kind
        self.feature = feature
    }

    /// The name that is printed.
    public var name: String { feature.isEmpty ? kind.rawValue : "\(feature) \(kind.rawValue)" }

    /// The tests of a plugin, in the order they run.
    static func all(of manifest: PluginManifest) -> [CheckTest] {
        [CheckTest(.description)]
            + manifest.features.flatMap { feature in
                (feature.kind == .channel ? Kind.ofChannel : Kind.ofReport)
                    .map { CheckTest($0, feature: feature.id) }
            }
    }
}
