/// Says how much is exported, and how long it is kept.
public struct ExportRules: Sendable, Hashable, Codable {
    /// How many hours the files of an export are kept.
    public var keepHours: Int

    /// How many exports of one person may wait or run.
    public var perPerson: Int

    /// How many exports are made at once.
    public var atOnce: Int

    /// How many megabytes a file may have.
    public var maximumMegabytes: Int

    /// Creates rules; the default is a week, ten for a person, two at once, 500 MB.
    public init(
        keepHours: Int = 168,
        perPerson: Int = 10,
        atOnce: Int = 2,
        maximumMegabytes: Int = 500
    ) {
        self.keepHours = keepHours
        self.perPerson = perPerson
        self.atOnce = atOnce
        self.maximumMegabytes = maximumMegabytes
    }

    /// The name under which they are kept.
    static let name = "exports"
}
