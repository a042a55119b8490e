/// Is something that is not as it should be in a data folder.
public struct Finding: Sendable, Hashable, CustomStringConvertible {
    /// Says what kind of thing is wrong.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// SQLite says the file is damaged.
        case damaged
        /// A row refers to one that is not there.
        case orphan
        /// A projection is not what the journal says; `rebuild` mends it.
        case projection
        /// The legs of a session overlap, leave a gap, or none runs while it is open.
        case legs
        /// A file of a message is not in the media folder.
        case missingFile
    }

    /// What kind of thing is wrong.
    public let kind: Kind

    /// What is wrong and where, for people.
    public let text: String

    /// The line for people: what, where, and what mends it.
    public var description: String {
        let remedy =
            switch kind {
            case .damaged: "restore a backup"
            case .orphan, .projection, .legs: "run `conecta rebuild`"
            case .missingFile: "restore the media folder from a backup"
            }
        return "\(text): \(remedy)"
    }
}
