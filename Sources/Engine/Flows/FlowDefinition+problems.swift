extension FlowDefinition {
    /// Names everything that keeps the flow from being published, in the order of the blocks' ids.
    ///
    /// An empty list means that it can be published.
    public func problems(in surroundings: FlowSurroundings) -> [FlowProblem] {
        guard blocks.count <= Self.maximumBlocks else {
            let text = "the flow has \(blocks.count) blocks, more than \(Self.maximumBlocks)"
            return [FlowProblem(block: nil, code: .tooLarge, text: text)]
        }
        var check = FlowCheck(definition: self, surroundings: surroundings)
        check.start()
        check.whole()
        for (id, block) in blocks.sorted(by: { $0.key < $1.key }) {
            check.ways(of: id, block)
            check.words(of: id, block)
        }
        return check.problems
    }

    /// How many blocks a flow can have.
    static let maximumBlocks = 500

    /// How many characters a text of a flow can have.
    static let maximumText = 4_096

    /// How many options a menu can have, and how many cases a branch.
    static let maximumOptions = 50

    /// The variables that some block sets.
    var writtenVariables: Set<String> {
        var names: Set<String> = []
        for block in blocks.values {
            switch block {
            case .question(let block): names.insert(block.variable)
            case .menu(let block): names.insert(block.variable)
            case .setVariable(let block): names.insert(block.variable)
            case .message, .hours, .branch, .rating, .team, .close: continue
            }
        }
        return names
    }
}
