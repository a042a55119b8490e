/// Runs a version of a flow: a pure machine from answers to steps.
public struct FlowRun {
    private let version: ID<FlowVersion>
    private let definition: FlowDefinition
    private let context: FlowContext

    /// Creates a run; the definition must have no problems.
    public init(_ version: FlowVersion, in context: FlowContext) {
        self.version = version.id
        self.definition = version.definition
        self.context = context
    }

    /// Begins at the start.
    public func begin(_ variables: [String: String] = [:]) -> FlowTurn {
        var walk = Walk(variables: variables, hasAskedRating: context.hasAskedRating)
        go(to: definition.start, &walk)
        return walk.turn
    }

    /// Takes an answer to the question that a position waits at.
    ///
    /// What was written before the question was read is no answer to it: nothing follows then, and
    /// the turn gives the same position.
    public func take(
        _ answer: FlowAnswer,
        at position: FlowPosition,
        _ variables: [String: String]
    ) -> FlowTurn {
        var walk = Walk(variables: variables, hasAskedRating: context.hasAskedRating)
        let choice = chosen(answer, at: position.block)
        if choice == nil, answer.payload.isEmpty, isEarly(answer, position) {
            walk.turn.position = position
            return walk.turn
        }
        if choice == nil, leave(answer, &walk) { return walk.turn }
        switch definition.blocks[position.block] {
        case .menu(let menu):
            guard let choice else { break }
            if !menu.variable.isEmpty { walk.set(menu.variable, menu.options[choice].label) }
            go(to: menu.options[choice].next, &walk)
            return walk.turn
        case .question(let question):
            guard let value = question.validation.accept(answer.text) else { break }
            walk.set(question.variable, value)
            go(to: question.next, &walk)
            return walk.turn
        case .rating(let rating):
            guard let stars = Rating(answer) else { break }
            walk.turn.steps.append(.rated(stars.value))
            go(to: rating.next, &walk)
            return walk.turn
        default:
            // A version never changes, so this is none of its blocks: a person takes over.
            walk.turn.steps.append(.handToTeam(nil))
            return walk.turn
        }
        miss(answer, position, &walk)
        return walk.turn
    }

    /// Is one go through the blocks.
    private struct Walk {
        var turn = FlowTurn()
        var variables: [String: String]
        var hasAskedRating: Bool

        init(variables: [String: String], hasAskedRating: Bool) {
            self.variables = variables
            self.hasAskedRating = hasAskedRating
        }

        mutating func set(_ variable: String, _ value: String) {
            // A value made of itself in a loop must not grow without end.
            let kept = String(value.prefix(FlowDefinition.maximumText))
            variables[variable] = kept
            turn.variables[variable] = kept
        }
    }

    /// Goes from block to block until one waits or the flow ends.
    private func go(to block: String, _ walk: inout Walk) {
        var id = block
        // No published flow goes around without asking; this bound is for one that does.
        for _ in 0...definition.blocks.count {
            switch definition.blocks[id] {
            case .message(let block):
                say(block.text, &walk)
                id = block.next
            case .hours(let block):
                id = context.isOpen(block.hours) ? block.open : block.closed
            case .branch(let block):
                let variables = walk.variables
                let way = block.cases.first { way in
                    way.conditions.allSatisfy { $0.holds(in: variables) }
                }
                id = way?.next ?? block.otherwise
            case .setVariable(let block):
                walk.set(block.variable, filled(block.value, walk))
                id = block.next
            case .rating(let block) where walk.hasAskedRating:
                id = block.next
            case .menu, .question, .rating:
                ask(id, wrongAnswers: 0, instead: "", &walk)
                return
            case .team(let block):
                say(block.text, &walk)
                walk.turn.steps.append(.handToTeam(block.team))
                return
            case .close(let block):
                say(block.text, &walk)
                walk.turn.steps.append(.close(block.outcome))
                return
            case nil:
                walk.turn.steps.append(.handToTeam(nil))
                return
            }
        }
        walk.turn.steps.append(.handToTeam(nil))
    }

    /// Puts the question of a block, with other words where they are given, and waits there.
    private func ask(_ id: String, wrongAnswers: Int, instead words: String, _ walk: inout Walk) {
        switch definition.blocks[id] {
        case .menu(let menu):
            let text = filled(words.isEmpty ? menu.text : words, walk)
            walk.turn.steps.append(.say(menu.content(text, on: context.capabilities)))
        case .question(let question):
            say(words.isEmpty ? question.text : words, &walk)
        case .rating(let rating):
            let text = filled(words.isEmpty ? rating.text : words, walk)
            let content = Rating.question(text, on: context.capabilities)
            walk.turn.steps.append(wrongAnswers == 0 ? .askRating(content) : .say(content))
            walk.hasAskedRating = true
        default:
            return
        }
        walk.turn.position = FlowPosition(
            version: version,
            block: id,
            wrongAnswers: wrongAnswers,
            askedAt: context.now
        )
    }

    /// Answers what fits no question: puts it again, or takes the exit of its limit.
    private func miss(_ answer: FlowAnswer, _ position: FlowPosition, _ walk: inout Walk) {
        let retry: FlowRetry
        var exit: String?
        switch definition.blocks[position.block] {
        case .menu(let menu): retry = menu.retry
        case .question(let question): retry = question.retry
        case .rating(let rating):
            retry = rating.retry
            exit = rating.next
        default: return
        }
        let wrongAnswers = position.wrongAnswers + 1
        if retry.limit > 0, wrongAnswers >= retry.limit {
            go(to: exit ?? retry.onLimit, &walk)
        } else {
            ask(position.block, wrongAnswers: wrongAnswers, instead: retry.text, &walk)
        }
    }

    /// Follows the words that leave the flow from anywhere; `false` when the answer is none.
    private func leave(_ answer: FlowAnswer, _ walk: inout Walk) -> Bool {
        let form = answer.text.answerForm
        guard !form.isEmpty else { return false }
        if definition.exits.closeWords.contains(where: { $0.answerForm == form }) {
            say(definition.exits.closeText, &walk)
            walk.turn.steps.append(.leave)
            return true
        }
        guard definition.exits.teamWords.contains(where: { $0.answerForm == form }) else {
            return false
        }
        say(definition.exits.teamText, &walk)
        walk.turn.steps.append(.handToTeam(definition.exits.team))
        return true
    }

    private func chosen(_ answer: FlowAnswer, at block: String) -> Int? {
        guard case .menu(let menu) = definition.blocks[block] else { return nil }
        return menu.choice(answer)
    }

    /// Whether an answer was written before its writer can have read the question.
    ///
    /// By the provider's clock it came well before the question was put: it is what is left of an
    /// outage. Clocks differ by some seconds. A file right after the question is one of several.
    private func isEarly(_ answer: FlowAnswer, _ position: FlowPosition) -> Bool {
        if answer.sentAt < position.askedAt.adding(seconds: -15) { return true }
        return answer.text.trimmed.isEmpty && context.now.since(position.askedAt) < 2_000
    }

    private func say(_ text: String, _ walk: inout Walk) {
        guard !text.isEmpty else { return }
        walk.turn.steps.append(.say(Content(kind: .text, text: filled(text, walk))))
    }

    private func filled(_ text: String, _ walk: Walk) -> String {
        var placeholders = context.placeholders
        placeholders.variables = walk.variables
        return placeholders.fill(text)
    }
}
