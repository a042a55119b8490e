/// Is a reason why a flow cannot be published.
public struct FlowProblem: Sendable, Hashable, Codable {
    /// Says what kind of problem it is, for machines; the codes never change.
    public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
        /// The start names no block.
        case unknownStart = "unknown-start"
        /// No way leads to the block.
        case unreachable
        /// An exit of the block is empty.
        case missingExit = "missing-exit"
        /// An exit of the block names no block.
        case unknownBlock = "unknown-block"
        /// The flow can go around through the block for ever without asking anything.
        case loopWithoutInput = "loop-without-input"
        /// No way leads from the block to a team or to a close.
        case endless
        /// A team does not exist or takes no sessions.
        case unknownTeam = "unknown-team"
        /// Business hours do not exist.
        case unknownHours = "unknown-hours"
        /// A variable is read that no block sets.
        case unknownVariable = "unknown-variable"
        /// A placeholder of a text is of no kind that there is.
        case unknownPlaceholder = "unknown-placeholder"
        /// A text that has to say something is empty.
        case emptyText = "empty-text"
        /// A menu offers nothing, or a branch has no case.
        case noOptions = "no-options"
        /// Two options of a menu cannot be told apart.
        case duplicateOption = "duplicate-option"
        /// The label of an option is longer than a button's may be.
        case optionTooLong = "option-too-long"
        /// A menu has more options than a channel can show.
        case tooManyOptions = "too-many-options"
        /// A name of a variable or block has other signs than letters, digits, `_` and `-`.
        case badName = "bad-name"
        /// A number is out of its range.
        case badNumber = "bad-number"
        /// A mask has no place for a letter or digit.
        case badMask = "bad-mask"
        /// Something is larger than a flow may be.
        case tooLarge = "too-large"
    }

    /// The block that has it; `nil` when it is of the flow as a whole.
    public let block: String?

    /// What kind of problem it is.
    public let code: Code

    /// What is wrong and with what, in English words.
    public let text: String

    /// Creates a problem.
    public init(block: String?, code: Code, text: String) {
        self.block = block
        self.code = code
        self.text = text
    }
}
