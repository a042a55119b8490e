extension FlowDefinition {
    /// The blocks that some way leads to from the start.
    var reached: Set<String> {
        guard blocks[start] != nil else { return [] }
        var reached: Set<String> = [start]
        var open = [start]
        while let id = open.popLast() {
            for exit in blocks[id]?.exits ?? [] where blocks[exit.block] != nil {
                if reached.insert(exit.block).inserted { open.append(exit.block) }
            }
        }
        return reached
    }

    /// The blocks from which some way leads out of the flow.
    ///
    /// An exit that leads nowhere counts as one: that is a problem of its own.
    var ending: Set<String> {
        var before: [String: [String]] = [:]
        var open: [String] = []
        for (id, block) in blocks {
            let exits = block.exits
            if exits.isEmpty || exits.contains(where: { blocks[$0.block] == nil }) {
                open.append(id)
            }
            for exit in exits { before[exit.block, default: []].append(id) }
        }
        var ending = Set(open)
        while let id = open.popLast() {
            for earlier in before[id] ?? [] where ending.insert(earlier).inserted {
                open.append(earlier)
            }
        }
        return ending
    }

    /// The shortest way around from a block to itself on which nothing is asked; `nil` for none.
    func loop(through id: String) -> [String]? {
        guard goesOnAlone(id) else { return nil }
        var from: [String: String] = [:]
        var open = [id]
        var next = 0
        while next < open.count {
            let current = open[next]
            next += 1
            for exit in blocks[current]?.exits ?? [] where goesOnAlone(exit.block) {
                if exit.block == id {
                    var way = [current]
                    while let last = way.last, last != id, let earlier = from[last] {
                        way.append(earlier)
                    }
                    return way.reversed()
                }
                guard from[exit.block] == nil else { continue }
                from[exit.block] = current
                open.append(exit.block)
            }
        }
        return nil
    }

    /// Whether a block can be passed without waiting: a rating can, when it was asked before.
    private func goesOnAlone(_ id: String) -> Bool {
        switch blocks[id] {
        case .message, .hours, .branch, .setVariable, .rating: true
        case .menu, .question, .team, .close, nil: false
        }
    }
}
