/// Gathers the problems of a definition.
struct FlowCheck {
    private let definition: FlowDefinition
    let surroundings: FlowSurroundings
    let written: Set<String>
    private let reached: Set<String>
    private let ending: Set<String>
    private(set) var problems: [FlowProblem] = []

    init(definition: FlowDefinition, surroundings: FlowSurroundings) {
        self.definition = definition
        self.surroundings = surroundings
        written = definition.writtenVariables
        reached = definition.reached
        ending = definition.ending
    }

    mutating func add(_ code: FlowProblem.Code, _ block: String?, _ text: String) {
        problems.append(FlowProblem(block: block, code: code, text: text))
    }

    mutating func start() {
        guard definition.blocks[definition.start] == nil else { return }
        add(.unknownStart, nil, "the start “\(definition.start.shown)” names no block")
    }

    /// Checks what belongs to no block.
    mutating func whole() {
        let exits = definition.exits
        for word in exits.closeWords + exits.teamWords where word.answerForm.isEmpty {
            add(.emptyText, nil, "a word of the exits is empty")
        }
        let closing = Set(exits.closeWords.map(\.answerForm))
        for word in exits.teamWords where closing.contains(word.answerForm) {
            add(.duplicateOption, nil, "“\(word.shown)” both closes and asks for a team")
        }
        team(exits.team, nil, "exits.team")
        text(exits.closeText, nil, "exits.closeText", isRequired: false)
        text(exits.teamText, nil, "exits.teamText", isRequired: false)
        let silence = definition.inactivity
        for (field, minutes) in [
            ("warnMinutes", silence.warnMinutes), ("closeMinutes", silence.closeMinutes),
        ] where !(0...43_200).contains(minutes) {
            add(.badNumber, nil, "inactivity.\(field) is \(minutes), not 0 to 43200")
        }
        text(silence.warnText, nil, "inactivity.warnText", isRequired: silence.warnMinutes > 0)
        text(silence.closeText, nil, "inactivity.closeText", isRequired: false)
    }

    /// Checks where a block leads, and whether it is led to.
    mutating func ways(of id: String, _ block: FlowBlock) {
        if !id.isFlowName {
            add(.badName, id, "the block's id has other signs than letters, digits, _ and -")
        }
        if !reached.contains(id) { add(.unreachable, id, "no way leads to this block") }
        for exit in block.exits {
            if exit.block.isEmpty {
                add(.missingExit, id, "“\(exit.field)” leads nowhere")
            } else if definition.blocks[exit.block] == nil {
                add(.unknownBlock, id, "“\(exit.field)” names no block: \(exit.block.shown)")
            }
        }
        if let loop = definition.loop(through: id) {
            let way = (loop + [id]).map(\.shown).joined(separator: " → ")
            add(.loopWithoutInput, id, "it can go around without asking anything: \(way)")
        }
        if !ending.contains(id) {
            add(.endless, id, "no way leads from this block to a team or a close")
        }
    }

    mutating func team(_ team: ID<Team>?, _ block: String?, _ field: String) {
        guard let team, !surroundings.teams.contains(team) else { return }
        add(.unknownTeam, block, "“\(field)” names no active team: \(team)")
    }

    /// Checks a text that may be said, and what it reads.
    mutating func text(_ text: String, _ block: String?, _ field: String, isRequired: Bool = true) {
        if isRequired, text.trimmed.isEmpty { add(.emptyText, block, "“\(field)” is empty") }
        if text.count > FlowDefinition.maximumText {
            let limit = FlowDefinition.maximumText
            add(.tooLarge, block, "“\(field)” has more than \(limit) characters")
        }
        for name in Placeholders.unknown(in: text) {
            add(.unknownPlaceholder, block, "“\(field)” has no such placeholder: \(name.shown)")
        }
        for slug in Placeholders.fields(in: text) where !surroundings.contactFields.contains(slug) {
            add(.unknownPlaceholder, block, "“\(field)” names no field of contacts: \(slug.shown)")
        }
        for name in Placeholders.variables(in: text) { reads(name, block, field) }
    }

    mutating func reads(_ variable: String, _ block: String?, _ field: String) {
        guard !written.contains(variable) else { return }
        add(.unknownVariable, block, "“\(field)” reads “\(variable.shown)”, which no block sets")
    }
}

extension String {
    /// Whether it can name a block or variable: letters, digits, `_` and `-`, 64 at most.
    var isFlowName: Bool {
        (1...64).contains(utf8.count)
            && utf8.allSatisfy {
                48...57 ~= $0 || 65...90 ~= $0 || 97...122 ~= $0 || $0 == 95 || $0 == 45
            }
    }

    /// The start of it, as words about a problem show it.
    var shown: String { String(prefix(80)) }
}
