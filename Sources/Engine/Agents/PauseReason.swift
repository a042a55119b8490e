/// Is a reason that agents choose from when they pause.
public struct PauseReason: Sendable, Hashable, Codable {
    /// The id.
    public internal(set) var id: ID<PauseReason>

    /// The words, as presence and reports show them.
    public var name: String

    /// How long such a pause may last, in seconds; 0 for no limit.
    public var limitSeconds: Int64

    /// Whether it can be chosen.
    public var isActive: Bool

    /// Creates a reason.
    public init(
        id: ID<PauseReason>,
        name: String,
        limitSeconds: Int64 = 0,
        isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.limitSeconds = limitSeconds
        self.isActive = isActive
    }
}
