extension Emitter {
    /// Writes what stands under a condition, and what stands there otherwise.
    mutating func emit(
        _ condition: Condition,
        _ offset: Int,
        in scope: Scope,
        then: (inout Emitter) -> Void,
        otherwise: ((inout Emitter) -> Void)? = nil
    ) {
        switch condition.constant {
        case true: return then(&self)
        case false: return otherwise?(&self) ?? ()
        default: break
        }
        let misses = jumps(condition, when: false)
        then(&self)
        guard let otherwise else { return land(misses) }
        let end = addJump(.jump(0))
        land(misses)
        otherwise(&self)
        land([end])
    }

    /// Adds steps that jump when a condition comes out so, and go on here when not.
    mutating func jumps(_ condition: Condition, when outcome: Bool) -> [Int] {
        switch condition {
        case .constant(let value):
            return value == outcome ? [addJump(.jump(0))] : []
        case .not(let inner):
            return jumps(inner, when: !outcome)
        case .and(let one, let other):
            return outcome ? both(one, other, when: true) : either(one, other, when: false)
        case .or(let one, let other):
            return outcome ? either(one, other, when: true) : both(one, other, when: false)
        default:
            guard let check = check(condition) else { return [] }
            parts.checks.append(check)
            let index = Int32(parts.checks.count - 1)
            return [addJump(.branch(check: index, when: outcome, to: 0))]
        }
    }

    /// Jumps when one of two comes out so.
    private mutating func either(
        _ one: Condition,
        _ other: Condition,
        when outcome: Bool
    ) -> [Int] {
        let first = jumps(one, when: outcome)
        return first + jumps(other, when: outcome)
    }

    /// Jumps when both come out so.
    private mutating func both(
        _ one: Condition,
        _ other: Condition,
        when outcome: Bool
    ) -> [Int] {
        let misses = jumps(one, when: !outcome)
        let hits = jumps(other, when: outcome)
        land(misses)
        return hits
    }

    private mutating func check(_ condition: Condition) -> Check? {
        switch condition {
        case .present(let value):
            return reference(value).map { .present($0) }
        case .truth(let value):
            return reference(value).map { .truth($0) }
        case .equalsText(let value, let text):
            guard let reference = reference(value) else { return nil }
            return .equalsText(reference, literal: literalIndex(text))
        case .equals(let one, let other):
            guard let first = reference(one), let second = reference(other) else { return nil }
            return .equals(first, second)
        case .compare(let value, let comparison, let number):
            return reference(value).map { .compare($0, comparison, number) }
        case .constant, .not, .and, .or:
            return nil
        }
    }
}
