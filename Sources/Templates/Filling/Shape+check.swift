/// A thing that is wrong with facts, at a path below the root.
struct Misfit: Error {
    var path: [String]
    let reason: String
}

/// What the check of the last record found, so that the next one made by the same code is quick.
private struct Acquaintance {
    var names: [FactName] = []
    var slots: [Int] = []
}

extension Shape {
    /// Holds facts against the declaration: every name, every type, all the way down.
    func check(_ facts: PageFacts) throws(Misfit) {
        var known = Acquaintance()
        try check(facts, &known)
    }

    private func check(_ facts: PageFacts, _ known: inout Acquaintance) throws(Misfit) {
        let given = facts.fields
        if !recognises(given, known) { known = try meet(given) }
        for index in given.indices {
            let field = fields[known.slots[index]]
            if field.accepts(given[index].1.value) { continue }
            try field.look(into: given[index].1.value)
        }
    }

    private func recognises(_ given: [PageFacts.Field], _ known: Acquaintance) -> Bool {
        guard given.count == known.names.count, !given.isEmpty else { return false }
        for index in given.indices where !given[index].0.isSame(as: known.names[index]) {
            return false
        }
        return true
    }

    private func meet(_ given: [PageFacts.Field]) throws(Misfit) -> Acquaintance {
        var known = Acquaintance()
        var isGiven = [Bool](repeating: false, count: fields.count)
        for (name, _) in given {
            guard let slot = index(of: name) else {
                let reason = "is not declared: add it to c:facts or take it out of the code"
                throw Misfit(path: [name.description], reason: reason)
            }
            guard !isGiven[slot] else {
                throw Misfit(path: [name.description], reason: "is given twice")
            }
            isGiven[slot] = true
            known.names.append(name)
            known.slots.append(slot)
        }
        for (slot, field) in fields.enumerated() where !isGiven[slot] && !field.isOptional {
            let reason = "is missing: the code must give \(field.kind.phrase)"
            throw Misfit(path: [field.name], reason: reason)
        }
        return known
    }
}

extension Shape.Field {
    /// Tells at a glance whether a plain value is right; containers need a closer look.
    @inline(__always)
    fileprivate func accepts(_ value: PageFact.Value) -> Bool {
        switch value {
        case .none: isOptional
        case .text: if case .text = kind { true } else { false }
        case .integer: if case .integer = kind { true } else { false }
        case .number: if case .number = kind { true } else { false }
        case .flag: if case .flag = kind { true } else { false }
        case .moment: if case .moment = kind { true } else { false }
        case .duration: if case .duration = kind { true } else { false }
        case .markup: if case .markup = kind { true } else { false }
        case .texts: if case .texts = kind { true } else { false }
        case .list, .record: false
        }
    }

    fileprivate func look(into value: PageFact.Value) throws(Misfit) {
        switch (kind, value) {
        case (.choice(let values), .text(let text)):
            if values.contains(text) { return }
            let reason = "is '\(text)', which is none of: \(values.joined(separator: ", "))"
            throw Misfit(path: [name], reason: reason)
        case (.record(let shape), .record(let facts)):
            do { try shape.check(facts) } catch { throw error.below(name) }
        case (.list(let shape), .list(let records)):
            var known = Acquaintance()
            for index in records.indices {
                do { try shape.check(records[index], &known) } catch {
                    throw error.below("\(name)[\(index)]")
                }
            }
        default:
            let given = value.word.map { "is \($0)" } ?? "is missing"
            let reason = "\(given), but the template declares \(kind.word)"
            throw Misfit(path: [name], reason: reason)
        }
    }
}

extension Misfit {
    fileprivate func below(_ step: String) -> Misfit {
        Misfit(path: [step] + path, reason: reason)
    }
}

extension PageFact.Value {
    /// Its type with an article, or nothing when it is missing.
    fileprivate var word: String? {
        switch self {
        case .none: nil
        case .text: "a text"
        case .integer: "an integer"
        case .number: "a number"
        case .flag: "a flag"
        case .moment: "a moment"
        case .duration: "a duration"
        case .markup: "a markup"
        case .texts: "a texts"
        case .list: "a list"
        case .record: "a record"
        }
    }
}
