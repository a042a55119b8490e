/// Where a value is written, which decides how it is escaped.
enum Context {
    case text
    case attribute
}

extension Emitter {
    /// Writes a value into text or an attribute.
    mutating func emit(_ value: Value, as context: Context, _ offset: Int, in scope: Scope) {
        switch value {
        case .literal(let text):
            literal(Escaping.escaped(text))
        case .nothing:
            break
        case .compound(let values):
            for value in values { emit(value, as: context, offset, in: scope) }
        case .conditional(let condition, let one, let other):
            emit(condition, offset, in: scope) { emitter in
                emitter.emit(one, as: context, offset, in: scope)
            } otherwise: { emitter in
                emitter.emit(other, as: context, offset, in: scope)
            }
        case .choice(let value, let all):
            emitChoice(value, all) { emitter, words in
                emitter.emit(words, as: context, offset, in: scope)
            }
        case .formatted(let inner, let form):
            if let reference = reference(inner) { add(.formatted(reference, form)) }
        case .fact, .count, .position:
            emitPlain(value, as: context, offset, in: scope)
        case .condition:
            report(offset, Self.flagHint, in: scope)
        }
    }

    private static let flagHint = "a flag is not written itself: {flag ? 'yes' : 'no'}"

    private mutating func emitPlain(
        _ value: Value,
        as context: Context,
        _ offset: Int,
        in scope: Scope
    ) {
        let kind = value.kind
        if let form = context == .text ? Form.forPeople(kind) : Form.forMachines(kind) {
            if let reference = reference(value) { add(.formatted(reference, form)) }
        } else if let hint = Self.unwritable(kind) {
            report(offset, hint, in: scope)
        } else if let reference = reference(value) {
            add(.text(reference))
        }
    }

    static func unwritable(_ kind: Kind) -> String? {
        switch kind {
        case .flag: flagHint
        case .markup: "markup is written by <c:markup value=\"…\"/> alone, and only in text"
        case .list, .texts: "\(kind.phrase) is not written itself: loop over it"
        case .record: "a record is not written itself: name one of its fields"
        default: nil
        }
    }

    /// Finds where a single value stands when the program runs.
    mutating func reference(_ value: Value) -> Reference? {
        switch value {
        case .fact(let place, _, _): reference(place)
        case .count(let place): reference(place, .count)
        case .position(let frame): reference(Place(frame: frame, names: []), .position)
        case .formatted(let inner, _): reference(inner)
        default: nil
        }
    }

    mutating func emitChoice(
        _ value: Value,
        _ all: [(value: String, words: Value)],
        _ emit: (inout Emitter, Value) -> Void
    ) {
        var ends: [Int] = []
        for (text, words) in all {
            let misses = jumps(.equalsText(value, text), when: false)
            emit(&self, words)
            ends.append(addJump(.jump(0)))
            land(misses)
        }
        land(ends)
    }

    // MARK: Addresses

    /// What is known about an address while it is put together.
    struct AddressState: Equatable {
        /// Whether its scheme, or that it has none, is settled by literal text.
        var isDecided = false

        /// Whether nothing has been written yet.
        var isStart = true
        var hasValue = false
        var prefix = ""
    }

    /// Writes a value into an attribute that is an address.
    mutating func emitAddress(
        _ value: Value,
        _ state: inout AddressState,
        _ offset: Int,
        in scope: Scope
    ) {
        switch value {
        case .literal(let text):
            examine(text, &state, offset, in: scope)
            literal(Escaping.escaped(text))
        case .nothing:
            break
        case .compound(let values):
            for value in values { emitAddress(value, &state, offset, in: scope) }
        case .conditional(let condition, let one, let other):
            var (first, second) = (state, state)
            emit(condition, offset, in: scope) { emitter in
                emitter.emitAddress(one, &first, offset, in: scope)
            } otherwise: { emitter in
                emitter.emitAddress(other, &second, offset, in: scope)
            }
            state = Self.merged([first, second])
        case .choice(let value, let all):
            var states: [AddressState] = []
            let before = state
            emitChoice(value, all) { emitter, words in
                var state = before
                emitter.emitAddress(words, &state, offset, in: scope)
                states.append(state)
            }
            state = Self.merged(states)
        case .formatted(let inner, let form):
            if let reference = reference(inner) { add(.formattedComponent(reference, form)) }
            state.isStart = false
            state.hasValue = true
        case .fact, .count, .position:
            emitPlainAddress(value, state, offset, in: scope)
            state.isStart = false
            state.hasValue = true
        case .condition:
            report(offset, Self.flagHint, in: scope)
        }
    }

    private mutating func emitPlainAddress(
        _ value: Value,
        _ state: AddressState,
        _ offset: Int,
        in scope: Scope
    ) {
        let kind = value.kind
        if let hint = Self.unwritable(kind) { return report(offset, hint, in: scope) }
        guard let reference = reference(value) else { return }
        if let form = Form.forMachines(kind) {
            add(.formattedComponent(reference, form))
        } else {
            add(state.isStart ? .address(reference) : .component(reference))
        }
    }

    private static func merged(_ states: [AddressState]) -> AddressState {
        guard var merged = states.first else { return AddressState() }
        for state in states.dropFirst() where state != merged {
            merged.isDecided = merged.isDecided && state.isDecided
            merged.isStart = merged.isStart && state.isStart
            // Which of them is written is not known, so nothing may be built upon either.
            merged.hasValue = true
        }
        return merged
    }

    /// Looks for the scheme of an address in its literal text.
    private mutating func examine(
        _ text: String,
        _ state: inout AddressState,
        _ offset: Int,
        in scope: Scope
    ) {
        guard !text.isEmpty else { return }
        state.isStart = false
        guard !state.isDecided else { return }
        state.prefix += text
        guard let end = text.firstIndex(where: { "/?#:".contains($0) }) else { return }
        state.isDecided = true
        guard text[end] == ":" else { return }
        guard !state.hasValue else {
            return report(offset, "a value may not be part of an address's scheme", in: scope)
        }
        let scheme = state.prefix.prefix { $0 != ":" }.lowercased()
        if !Vocabulary.schemes.contains(scheme) {
            let allowed = Vocabulary.schemes.joined(separator: ", ")
            report(offset, "the scheme '\(scheme):' is refused; allowed are \(allowed)", in: scope)
        }
    }
}
