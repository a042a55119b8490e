/// Is what an installation would do, to be agreed to before it is done.
public struct InstallPlan: Sendable, Hashable, Codable {
    /// The plugin's id.
    public var id: String
    /// The name for people.
    public var name: String
    /// The version that comes.
    public var version: String
    /// The version that is there; `nil` when there is none.
    public var formerVersion: String?
    /// Who signed it, as this installation calls them; `nil` when nobody trusted did.
    public var publisher: String?
    /// What it asks to be allowed.
    public var asked: [String]
    /// Of that, what the version that is there does not have.
    public var added: [String]
    /// What the version that is there has and this one does not ask for.
    public var dropped: [String]
    /// What else to think about.
    public var warnings: [String]

    /// Whether nothing new is asked by somebody known.
    public var asksNothingNew: Bool { formerVersion != nil && added.isEmpty && warnings.isEmpty }

    init(
        _ package: PluginPackage,
        over former: PluginManifest?,
        by formerPublisher: PublisherKey?,
        publisher: TrustedPublishers.Publisher?
    ) {
        id = package.manifest.id
        name = package.manifest.name
        version = package.manifest.version
        formerVersion = former?.version
        self.publisher = publisher?.name
        let (asked, had) = (package.manifest.asked, former?.asked ?? [])
        self.asked = asked
        added = asked.filter { !had.contains($0) }
        dropped = had.filter { !asked.contains($0) }
        warnings = []
        if publisher == nil { warnings.append("nobody vouches for it: it is not signed") }
        if former != nil, let formerPublisher, formerPublisher != package.signature?.key {
            warnings.append("the version that is there was signed with another key")
        }
        if let former, Self.isOlder(version, than: former.version) {
            warnings.append("it is older than the version that is there")
        }
    }

    /// Compares versions by their numbers; what follows a hyphen comes before its release.
    static func isOlder(_ one: String, than other: String) -> Bool {
        func parts(_ version: String) -> ([Int], String?) {
            let plain = version.split(separator: "+")[0]
            let pieces = plain.split(separator: "-", maxSplits: 1)
            let numbers = pieces[0].split(separator: ".").map { Int($0) ?? 0 }
            return (numbers, pieces.count > 1 ? String(pieces[1]) : nil)
        }
        let (left, right) = (parts(one), parts(other))
        if left.0 != right.0 { return left.0.lexicographicallyPrecedes(right.0) }
        switch (left.1, right.1) {
        case (.some(let one), .some(let other)): return one < other
        case (.some, nil): return true
        default: return false
        }
    }
}
