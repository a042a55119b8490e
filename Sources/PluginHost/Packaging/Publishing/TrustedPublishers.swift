public import Foundation

/// Is the list of publishers whose plugins an operator lets in.
public struct TrustedPublishers: Sendable {
    /// Is one of them.
    public struct Publisher: Sendable, Hashable, Codable {
        /// The key.
        public var key: PublisherKey
        /// What this installation calls them.
        public var name: String
    }

    private let file: URL

    /// The publishers of a folder of installed plugins.
    public init(folder: URL) { file = folder.appending(path: ".publishers.json") }

    /// All of them, by name.
    ///
    /// - Throws: `PluginProblem` when the list cannot be read: nobody is trusted by accident.
    public var all: [Publisher] {
        get throws {
            guard FileManager.default.fileExists(atPath: file.path) else { return [] }
            do {
                return try JSONDecoder().decode([Publisher].self, from: Data(contentsOf: file))
            } catch {
                throw PluginProblem("\(file.path) cannot be read: \(error)")
            }
        }
    }

    /// Finds the publisher of a key; `nil` when it is not trusted.
    public func publisher(of key: PublisherKey) throws -> Publisher? {
        try all.first { $0.key == key }
    }

    /// Trusts a key from now on, under a name.
    ///
    /// - Throws: `PluginProblem` when the name belongs to another key.
    public func add(_ key: PublisherKey, name: String) throws {
        var publishers = try all.filter { $0.key != key }
        guard !publishers.contains(where: { $0.name == name }) else {
            throw PluginProblem("\(name) is another publisher's name: give a name of your own")
        }
        publishers.append(Publisher(key: key, name: name))
        try write(publishers)
    }

    /// Trusts a publisher no more; what is installed of theirs stays.
    ///
    /// - Throws: `PluginProblem` when there is none of that name or fingerprint.
    public func remove(_ who: String) throws {
        let publishers = try all
        let rest = publishers.filter { $0.name != who && $0.key.fingerprint != who }
        guard rest.count < publishers.count else {
            throw PluginProblem("no trusted publisher is called \(who)")
        }
        try write(rest)
    }

    private func write(_ publishers: [Publisher]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try encoder.encode(publishers.sorted { $0.name < $1.name })
            .write(to: file, options: .atomic)
    }
}
