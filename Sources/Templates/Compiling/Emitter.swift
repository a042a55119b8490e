internal import Paper

/// Turns one template into a program for one language.
///
/// Fragments are written into the programs of the templates that use them, so that filling knows
/// neither files nor calls. What is wrong is gathered, and the rest goes on.
struct Emitter {
    /// The most fragments inside each other.
    static let deepestUse = 16

    /// The most fragments written into one program.
    static let mostUses = 5_000

    /// The most steps of a program, and its most literal bytes.
    static let mostSteps = 100_000
    static let mostBytes = 4 << 20

    let templates: [String: Template]
    let words: Lexicon
    let assets: Assets
    let language: Language

    var parts = Program.Parts()
    var findings: Set<Finding> = []

    /// How many frames are open at this place.
    var depth = 1

    /// How many fragments have been written so far.
    var uses = 0

    private var siteOfPath: [[String]: Int32] = [:]

    /// Literals are not joined across a place that a jump goes to.
    private var lastTarget = 0

    init(
        templates: [String: Template],
        words: Lexicon,
        assets: Assets,
        language: Language
    ) {
        self.templates = templates
        self.words = words
        self.assets = assets
        self.language = language
    }

    /// Compiles a template, and gives nothing when it has a fault.
    mutating func program(of template: Template) -> Program? {
        let names = Self.names(of: template.shape, at: Place(frame: 0, names: []))
        let scope = Scope(template: template, names: names, chain: [template.name])
        emit(template.nodes, in: scope, edge: .block)
        if parts.steps.count > Self.mostSteps || parts.bytes.count > Self.mostBytes {
            report(0, "the template grows too large with its fragments: split it", in: scope)
        }
        guard !findings.contains(where: { $0.weight == .fault }) else { return nil }
        return Program(parts, name: template.name, language: language, shape: template.shape)
    }

    static func names(
        of shape: Shape,
        at place: Place,
        isOptional: Bool = false
    ) -> [String: Value] {
        var names: [String: Value] = [:]
        for field in shape.fields {
            names[field.name] = .fact(
                place.field(field.name),
                field.kind,
                isOptional: isOptional || field.isOptional
            )
        }
        return names
    }

    // MARK: Findings

    mutating func report(
        _ offset: Int,
        _ message: String,
        in scope: Scope,
        weight: Finding.Weight = .fault
    ) {
        findings.insert(scope.source.finding(offset, message, weight: weight))
    }

    /// Keeps what a reader of expressions complains of.
    mutating func attempt<Result>(_ read: () throws(Finding) -> Result) -> Result? {
        do { return try read() } catch {
            findings.insert(error)
            return nil
        }
    }

    // MARK: Steps

    mutating func literal(_ text: some Collection<UInt8>) {
        guard !text.isEmpty else { return }
        let start = Int32(clamping: parts.bytes.count)
        parts.bytes.append(contentsOf: text)
        let count = Int32(clamping: text.count)
        if case .bytes(let first, let length) = parts.steps.last, parts.steps.count > lastTarget {
            parts.steps[parts.steps.count - 1] = .bytes(start: first, count: length + count)
        } else {
            add(.bytes(start: start, count: count))
        }
    }

    mutating func literal(_ text: String) { literal(text.utf8) }

    mutating func add(_ step: Step) {
        // Past the limit nothing is kept; the template is refused at the end.
        if parts.steps.count <= Self.mostSteps { parts.steps.append(step) }
    }

    /// Adds a step whose target is not known yet.
    mutating func addJump(_ step: Step) -> Int {
        add(step)
        return parts.steps.count - 1
    }

    /// Lets jumps go on here.
    mutating func land(_ jumps: [Int]) {
        guard !jumps.isEmpty else { return }
        let here = Int32(parts.steps.count)
        lastTarget = parts.steps.count
        for jump in jumps {
            switch parts.steps[jump] {
            case .jump: parts.steps[jump] = .jump(here)
            case .branch(let check, let when, _):
                parts.steps[jump] = .branch(check: check, when: when, to: here)
            case .loop(let reference, let frame, _):
                parts.steps[jump] = .loop(reference, frame: frame, end: here)
            default: break
            }
        }
    }

    /// Forbids joining literals with what was written before, where a loop's body begins.
    mutating func separate() { lastTarget = parts.steps.count }

    mutating func literalIndex(_ text: String) -> Int {
        parts.literals.append(text)
        return parts.literals.count - 1
    }

    // MARK: References

    mutating func reference(
        _ place: Place,
        _ reading: Reference.Reading = .value
    ) -> Reference {
        let site = site(place)
        return Reference(
            frame: UInt8(clamping: place.frame),
            hops: UInt8(clamping: place.names.count),
            reading: reading,
            site: site
        )
    }

    private mutating func site(_ place: Place) -> Int32 {
        let key = [String(place.frame)] + place.names
        if let known = siteOfPath[key] { return known }
        let first = Int32(parts.sites.count)
        for name in place.names { parts.sites.append(Site(name: Array(name.utf8))) }
        siteOfPath[key] = first
        return first
    }
}
