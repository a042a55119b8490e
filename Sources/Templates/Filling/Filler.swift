internal import Paper
internal import Synchronization

extension Program {
    /// Fills the program and lends the bytes.
    func fill<Result>(
        _ facts: PageFacts,
        _ wording: Wording,
        _ use: (UnsafeRawBufferPointer) -> Result
    ) throws(FillError) -> Result {
        do { try shape.check(facts) } catch {
            let fact = error.path.joined(separator: ".")
            throw FillError(template: name, fact: fact, reason: error.reason)
        }
        let reserved = expected.load(ordering: .relaxed)
        var output = Output(capacity: reserved)
        run(facts, wording, &output)
        if output.count > reserved {
            expected.store(output.count + output.count / 4, ordering: .relaxed)
        }
        return output.withBytes(use)
    }

    private func run(_ facts: PageFacts, _ wording: Wording, _ output: inout Output) {
        withUnsafeMutablePointer(to: &output) { output in
            withUnsafeTemporaryAllocation(of: Frame.self, capacity: frames) { frames in
                withUnsafeTemporaryAllocation(of: Memory.self, capacity: sites.count) { memories in
                    memories.initialize(repeating: Memory())
                    frames.initialize(repeating: Frame())
                    steps.withUnsafeBufferPointer { steps in
                        bytes.withUnsafeBufferPointer { bytes in
                            facts.fields.withUnsafeBufferPointer { fields in
                                frames[0].fields = fields
                                Filler(
                                    program: self,
                                    steps: steps,
                                    bytes: bytes,
                                    frames: frames,
                                    memories: memories,
                                    output: output,
                                    forms: FormWriting(wording)
                                ).run(0, steps.count)
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What a path begins at: the facts themselves, or the item of a loop.
struct Frame {
    var fields = UnsafeBufferPointer<PageFacts.Field>(start: nil, count: 0)
    var text = ""
    var position: Int64 = 0
}

/// Where a name was found last time: in the next record made by the same code it is there again.
struct Memory {
    var index = 0
    var start: UnsafePointer<UInt8>?
}

/// Runs one program over checked facts.
///
/// All of it is pointers into memory that `Program.run` holds for as long, so that the loop below
/// neither counts references nor checks for exclusive access.
struct Filler {
    let program: Program
    let steps: UnsafeBufferPointer<Step>
    let bytes: UnsafeBufferPointer<UInt8>
    let frames: UnsafeMutableBufferPointer<Frame>
    let memories: UnsafeMutableBufferPointer<Memory>
    let output: UnsafeMutablePointer<Output>
    let forms: FormWriting

    func run(_ first: Int, _ end: Int) {
        var index = first
        while index < end {
            let step = steps[index]
            index += 1
            switch step {
            case .bytes(let start, let count):
                if let base = bytes.baseAddress {
                    output.pointee.append(base + Int(start), Int(count))
                }
            case .text(let reference):
                withText(reference) { Escaping.write($0, into: &output.pointee) }
            case .address(let reference):
                withText(reference) { AddressWriting.write($0, into: &output.pointee) }
            case .component(let reference):
                withText(reference) { AddressWriting.writeComponent($0, into: &output.pointee) }
            case .formatted(let reference, let form):
                Escaping.write(forms.text(value(reference), form), into: &output.pointee)
            case .formattedComponent(let reference, let form):
                let text = forms.text(value(reference), form)
                AddressWriting.writeComponent(text, into: &output.pointee)
            case .markup(let reference):
                guard case .markup(let markup) = value(reference) else { continue }
                markup.bytes.withUnsafeBufferPointer { bytes in
                    if let base = bytes.baseAddress { output.pointee.append(base, bytes.count) }
                }
            case .json(let reference, let kind):
                json(reference, program.kinds[Int(kind)])
            case .loop(let reference, let frame, let last):
                loop(reference, Int(frame), index, Int(last))
                index = Int(last)
            case .jump(let target):
                index = Int(target)
            case .branch(let check, let outcome, let target):
                if holds(program.checks[Int(check)]) == outcome { index = Int(target) }
            }
        }
    }

    // MARK: Finding values

    /// Finds a name in a record.
    @inline(__always)
    private func find(
        _ site: Int,
        in fields: UnsafeBufferPointer<PageFacts.Field>
    ) -> UnsafePointer<PageFacts.Field>? {
        let memory = memories[site]
        if memory.index < fields.count, fields[memory.index].0.start == memory.start {
            return fields.baseAddress.map { $0 + memory.index }
        }
        return search(site, in: fields)
    }

    @inline(never)
    private func search(
        _ site: Int,
        in fields: UnsafeBufferPointer<PageFacts.Field>
    ) -> UnsafePointer<PageFacts.Field>? {
        let wanted = program.sites[site].name
        let found = fields.firstIndex {
            $0.0.count == wanted.count && $0.0.bytes.elementsEqual(wanted)
        }
        guard let found else { return nil }
        memories[site] = Memory(index: found, start: fields[found].0.start)
        return fields.baseAddress.map { $0 + found }
    }

    /// Lends the field at the end of a path, when all of the way is there.
    @inline(__always)
    private func withField(
        _ reference: Reference,
        _ use: (UnsafePointer<PageFacts.Field>) -> Void
    ) {
        let fields = frames[Int(reference.frame)].fields
        let site = Int(reference.site)
        if reference.hops == 1 {
            if let field = find(site, in: fields) { use(field) }
        } else {
            descend(site, site + Int(reference.hops) - 1, fields, use)
        }
    }

    private func descend(
        _ site: Int,
        _ last: Int,
        _ fields: UnsafeBufferPointer<PageFacts.Field>,
        _ use: (UnsafePointer<PageFacts.Field>) -> Void
    ) {
        guard let field = find(site, in: fields) else { return }
        guard site < last else { return use(field) }
        guard case .record(let facts) = field.pointee.1.value else { return }
        facts.fields.withUnsafeBufferPointer { descend(site + 1, last, $0, use) }
    }

    @inline(__always)
    private func withText(_ reference: Reference, _ use: (String) -> Void) {
        guard reference.hops > 0 else { return use(frames[Int(reference.frame)].text) }
        withField(reference) { field in
            if case .text(let text) = field.pointee.1.value { use(text) }
        }
    }

    private func value(_ reference: Reference) -> PageFact.Value {
        switch reference.reading {
        case .position: return .integer(frames[Int(reference.frame)].position)
        case .value where reference.hops == 0: return .text(frames[Int(reference.frame)].text)
        default: break
        }
        var value = PageFact.Value.none
        withField(reference) { value = $0.pointee.1.value }
        guard reference.reading == .count else { return value }
        switch value {
        case .list(let records): return .integer(Int64(records.count))
        case .texts(let texts): return .integer(Int64(texts.count))
        default: return .integer(0)
        }
    }

    // MARK: Loops, data, conditions

    private func loop(_ reference: Reference, _ frame: Int, _ first: Int, _ end: Int) {
        switch value(reference) {
        case .list(let records):
            for index in records.indices {
                frames[frame].position = Int64(index) + 1
                records[index].fields.withUnsafeBufferPointer { fields in
                    frames[frame].fields = fields
                    run(first, end)
                }
            }
        case .texts(let texts):
            for index in texts.indices {
                frames[frame].position = Int64(index) + 1
                frames[frame].text = texts[index]
                run(first, end)
            }
        default: break
        }
    }

    private func json(_ reference: Reference, _ kind: Kind) {
        if reference.hops == 0, reference.reading == .value, case .record(let shape) = kind {
            let fields = Array(frames[Int(reference.frame)].fields)
            return JSONWriting.write(fields, of: shape, forms, into: &output.pointee)
        }
        JSONWriting.write(value(reference), as: kind, forms, into: &output.pointee)
    }

    private func holds(_ check: Check) -> Bool {
        switch check {
        case .present(let reference):
            if case .none = value(reference) { return false }
            return true
        case .truth(let reference):
            return value(reference).isTrue
        case .equalsText(let reference, let literal):
            guard case .text(let text) = value(reference) else { return false }
            return text == program.literals[literal]
        case .equals(let one, let other):
            switch (value(one), value(other)) {
            case (.text(let mine), .text(let theirs)): return mine == theirs
            case (.integer(let mine), .integer(let theirs)): return mine == theirs
            default: return false
            }
        case .compare(let reference, let comparison, let number):
            switch value(reference) {
            case .integer(let mine), .duration(let mine): return comparison.holds(mine, number)
            default: return false
            }
        }
    }
}

extension Test.Comparison {
    fileprivate func holds(_ one: Int64, _ other: Int64) -> Bool {
        switch self {
        case .less: one < other
        case .lessOrEqual: one <= other
        case .greater: one > other
        case .greaterOrEqual: one >= other
        case .equal: one == other
        case .unequal: one != other
        }
    }
}

extension PageFact.Value {
    fileprivate var isTrue: Bool {
        switch self {
        case .none: false
        case .flag(let flag): flag
        case .text(let text): !text.isEmpty
        case .texts(let texts): !texts.isEmpty
        case .list(let records): !records.isEmpty
        default: true
        }
    }
}
