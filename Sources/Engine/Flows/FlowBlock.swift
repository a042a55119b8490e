/// Is one block of a flow.
public enum FlowBlock: Sendable, Hashable, Codable {
    /// Says something.
    case message(FlowMessage)
    /// Lets the contact choose.
    case menu(FlowMenu)
    /// Puts the contact's answer into a variable.
    case question(FlowQuestion)
    /// Goes one way while business hours are open, another way while they are not.
    case hours(FlowHours)
    /// Goes the way that variables say.
    case branch(FlowBranch)
    /// Sets a variable.
    case setVariable(FlowAssignment)
    /// Asks for a rating from 1 to 5.
    case rating(FlowRating)
    /// Hands the session to a team: the flow ends.
    case team(FlowHandOver)
    /// Closes the session: the flow ends.
    case close(FlowClose)

    private enum Kind: String, Codable {
        case message, menu, question, hours, branch, setVariable, rating, team, close
    }

    private enum KindKey: String, CodingKey {
        case kind
    }

    /// Reads a block of the kind that its field `kind` names.
    public init(from decoder: any Decoder) throws {
        let kind = try decoder.container(keyedBy: KindKey.self).decode(Kind.self, forKey: .kind)
        switch kind {
        case .message: self = .message(try FlowMessage(from: decoder))
        case .menu: self = .menu(try FlowMenu(from: decoder))
        case .question: self = .question(try FlowQuestion(from: decoder))
        case .hours: self = .hours(try FlowHours(from: decoder))
        case .branch: self = .branch(try FlowBranch(from: decoder))
        case .setVariable: self = .setVariable(try FlowAssignment(from: decoder))
        case .rating: self = .rating(try FlowRating(from: decoder))
        case .team: self = .team(try FlowHandOver(from: decoder))
        case .close: self = .close(try FlowClose(from: decoder))
        }
    }

    /// Writes a block with its `kind`.
    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: KindKey.self)
        try fields.encode(kind, forKey: .kind)
        switch self {
        case .message(let block): try block.encode(to: encoder)
        case .menu(let block): try block.encode(to: encoder)
        case .question(let block): try block.encode(to: encoder)
        case .hours(let block): try block.encode(to: encoder)
        case .branch(let block): try block.encode(to: encoder)
        case .setVariable(let block): try block.encode(to: encoder)
        case .rating(let block): try block.encode(to: encoder)
        case .team(let block): try block.encode(to: encoder)
        case .close(let block): try block.encode(to: encoder)
        }
    }

    private var kind: Kind {
        switch self {
        case .message: .message
        case .menu: .menu
        case .question: .question
        case .hours: .hours
        case .branch: .branch
        case .setVariable: .setVariable
        case .rating: .rating
        case .team: .team
        case .close: .close
        }
    }

    /// Whether the block waits for the contact.
    public var asks: Bool {
        switch self {
        case .menu, .question, .rating: true
        case .message, .hours, .branch, .setVariable, .team, .close: false
        }
    }

    /// The blocks that it leads to, with the names of the fields that say so; none where it ends.
    var exits: [(field: String, block: String)] {
        switch self {
        case .message(let block):
            return [("next", block.next)]
        case .menu(let block):
            let options = block.options.enumerated().map { index, option in
                (field: "options.\(index).next", block: option.next)
            }
            return options + block.retry.exits
        case .question(let block):
            return [("next", block.next)] + block.retry.exits
        case .hours(let block):
            return [("open", block.open), ("closed", block.closed)]
        case .branch(let block):
            let cases = block.cases.enumerated().map { index, branch in
                (field: "cases.\(index).next", block: branch.next)
            }
            return cases + [("otherwise", block.otherwise)]
        case .setVariable(let block):
            return [("next", block.next)]
        case .rating(let block):
            return [("next", block.next)]
        case .team, .close:
            return []
        }
    }
}

extension FlowRetry {
    fileprivate var exits: [(field: String, block: String)] {
        limit > 0 ? [("retry.onLimit", onLimit)] : []
    }
}
