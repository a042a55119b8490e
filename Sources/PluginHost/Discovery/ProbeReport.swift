/// Is what a library says of itself when it is opened in `conecta-worker --probe`.
public struct ProbeReport: Sendable, Hashable, Codable {
    /// Is a feature of the description.
    public struct Feature: Sendable, Hashable, Codable {
        /// The kind, as in the manifest.
        public var kind: PluginManifest.Kind
        /// The id.
        public var id: String
        /// The name for people.
        public var name: String
        /// The JSON Schema of its configuration or parameters.
        public var schema: String
        /// The SVG icon; empty for none.
        public var icon: String
    }

    /// Is what the worker prints: a description, or why there is none.
    public struct Answer: Sendable, Hashable, Codable {
        /// The description.
        public var report: ProbeReport?
        /// Why there is none.
        public var problem: String?
        /// How far the worker was confined.
        public var sandbox: SandboxReport?

        /// Creates an answer.
        public init(report: ProbeReport? = nil, problem: String? = nil) {
            self.report = report
            self.problem = problem
        }
    }

    /// The id of the plugin.
    public var id: String
    /// The version of the plugin.
    public var version: String
    /// What it was made with.
    public var sdk: String
    /// The ABI it was made for as `major.minor`.
    public var abi: String
    /// The features, in order.
    public var features: [Feature]
    /// How far the process was confined in which it was opened; `nil` when it was not.
    public var sandbox: SandboxReport?

    /// Compares a description with a manifest.
    ///
    /// - Throws: `PluginProblem`, which names the field that differs.
    func compare(with manifest: PluginManifest) throws {
        func same(_ field: String, _ library: String, _ manifest: String) throws {
            guard library != manifest else { return }
            throw PluginProblem(
                "\(field) is \"\(library)\" in the library but \"\(manifest)\" in plugin.json"
            )
        }
        try same("id", id, manifest.id)
        try same("version", version, manifest.version)
        func list(_ features: [(PluginManifest.Kind, String)]) -> String {
            features.map { "\($0.0.rawValue) \($0.1)" }.sorted().joined(separator: ", ")
        }
        try same(
            "features",
            list(features.map { ($0.kind, $0.id) }),
            list(manifest.features.map { ($0.kind, $0.id) })
        )
    }
}

extension PluginListing {
    /// Takes schemas, icons and what confined it over from a probe.
    mutating func describe(_ probe: ProbeReport) {
        sandbox = probe.sandbox
        for index in features.indices {
            let manifest = features[index].manifest
            let told = probe.features.first { $0.kind == manifest.kind && $0.id == manifest.id }
            features[index].schema = told?.schema ?? ""
            features[index].icon = told?.icon ?? ""
        }
    }
}
