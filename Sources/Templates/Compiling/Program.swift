internal import Paper
internal import Synchronization

/// A template made ready for one language: literal bytes and steps, one after the other.
final class Program: Sendable {
    let name: String
    let language: Language
    let shape: Shape
    let steps: [Step]

    /// All literal output; steps name ranges of it.
    let bytes: [UInt8]
    let sites: [Site]
    let checks: [Check]

    /// What texts are compared with.
    let literals: [String]

    /// The types of what is written as JSON.
    let kinds: [Kind]

    /// How many loops are open at most, and one for the facts themselves.
    let frames: Int

    /// The largest output so far, which the next one reserves at once.
    let expected: Atomic<Int>

    init(_ parts: Parts, name: String, language: Language, shape: Shape) {
        self.name = name
        self.language = language
        self.shape = shape
        steps = parts.steps
        bytes = parts.bytes
        sites = parts.sites
        checks = parts.checks
        literals = parts.literals
        kinds = parts.kinds
        frames = parts.frames
        expected = Atomic(parts.bytes.count + 1_024)
    }

    /// What an emitter has gathered.
    struct Parts {
        var steps: [Step] = []
        var bytes: [UInt8] = []
        var sites: [Site] = []
        var checks: [Check] = []
        var literals: [String] = []
        var kinds: [Kind] = []
        var frames = 1
    }
}

/// One thing to do while a program runs; positions and indices are those of its tables.
enum Step: Sendable {
    /// Writes literal bytes.
    case bytes(start: Int32, count: Int32)

    /// Writes a text, escaped.
    case text(Reference)

    /// Writes a text at the beginning of an address, if its scheme is allowed.
    case address(Reference)

    /// Writes a text as one component of an address.
    case component(Reference)

    /// Writes a number, moment or duration for people or machines.
    case formatted(Reference, Form)

    /// The same, as a component of an address.
    case formattedComponent(Reference, Form)

    /// Writes trusted markup.
    case markup(Reference)

    /// Writes a fact as JSON.
    case json(Reference, kind: Int32)

    /// Runs the steps up to `end` for each item, which becomes the frame.
    case loop(Reference, frame: UInt8, end: Int32)

    /// Goes on elsewhere.
    case jump(Int32)

    /// Goes on elsewhere when a check comes out so.
    case branch(check: Int32, when: Bool, to: Int32)
}

/// Where a value is found while a program runs.
struct Reference: Sendable, Hashable {
    enum Reading: UInt8, Sendable {
        case value
        case count
        case position
    }

    /// The loop whose item it begins at, counted from the outside; 0 is the facts themselves.
    let frame: UInt8

    /// How many names follow from there.
    let hops: UInt8
    let reading: Reading

    /// The first of them among the sites.
    let site: Int32
}

/// A name to be found in a record, at one place of a program.
struct Site: Sendable {
    let name: [UInt8]
}

/// A condition without `and`, `or` and `not`, which are jumps.
enum Check: Sendable {
    /// Not missing.
    case present(Reference)

    /// Not missing, not empty, not false.
    case truth(Reference)

    case equalsText(Reference, literal: Int)
    case equals(Reference, Reference)
    case compare(Reference, Test.Comparison, Int64)
}

/// How a value that is not a text is written.
struct Form: Sendable, Equatable {
    enum Style: UInt8, Sendable {
        case grouped
        case plain
        case bytes
        case decimal
        case percent
        case datetime
        case full
        case date
        case time
        case clock
        case iso
        case day
        case local
    }

    let style: Style
    var places: UInt8 = 0
}
