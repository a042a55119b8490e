public import Foundation

/// Holds one value that a template writes, tests or loops over.
///
/// The type of each is declared in the template; a value of another type is a `FillError`.
public struct PageFact: Sendable {
    enum Value: Sendable {
        case none
        case text(String)
        case integer(Int64)
        case number(Double)
        case flag(Bool)
        case moment(Int64)
        case duration(Int64)
        case markup(Markup)
        case texts([String])
        case list([PageFacts])
        case record(PageFacts)
    }

    let value: Value

    @inline(__always)
    init(_ value: Value) {
        self.value = value
    }

    /// Stands for a value that is missing; its type in the template ends with `?`.
    public static let none = PageFact(.none)

    /// A text, or one value of a choice.
    public static func text(_ text: String) -> PageFact { PageFact(.text(text)) }

    /// A text that may be missing.
    public static func text(_ text: String?) -> PageFact {
        text.map { PageFact(.text($0)) } ?? .none
    }

    /// A whole number.
    public static func integer(_ number: some BinaryInteger) -> PageFact {
        PageFact(.integer(Int64(clamping: number)))
    }

    /// A whole number that may be missing.
    public static func integer(_ number: (some BinaryInteger)?) -> PageFact {
        number.map { PageFact(.integer(Int64(clamping: $0))) } ?? .none
    }

    /// A number with a fraction; also a share of one, for the format `percent`.
    public static func number(_ number: Double?) -> PageFact {
        number.map { PageFact(.number($0)) } ?? .none
    }

    /// Something that is so or not.
    public static func flag(_ flag: Bool) -> PageFact { PageFact(.flag(flag)) }

    /// A moment in milliseconds since 1970 in UTC.
    public static func moment(milliseconds: Int64?) -> PageFact {
        milliseconds.map { PageFact(.moment($0)) } ?? .none
    }

    /// A moment.
    public static func moment(_ date: Date?) -> PageFact {
        guard let date else { return .none }
        let milliseconds = (date.timeIntervalSince1970 * 1_000).rounded(.down)
        return Int64(exactly: milliseconds).map { PageFact(.moment($0)) } ?? .none
    }

    /// A duration in seconds.
    public static func duration(seconds: Int64?) -> PageFact {
        seconds.map { PageFact(.duration($0)) } ?? .none
    }

    /// A duration, cut to whole seconds.
    public static func duration(_ duration: Duration?) -> PageFact {
        duration.map { PageFact(.duration($0.components.seconds)) } ?? .none
    }

    /// HTML that is written as it is, by `c:markup` alone.
    public static func markup(_ markup: Markup?) -> PageFact {
        markup.map { PageFact(.markup($0)) } ?? .none
    }

    /// Texts to loop over.
    public static func texts(_ texts: [String]) -> PageFact { PageFact(.texts(texts)) }

    /// Records to loop over.
    public static func list(_ records: [PageFacts]) -> PageFact { PageFact(.list(records)) }

    /// Records to loop over, one made from each item.
    public static func list<Item, Failure: Error>(
        _ items: some Sequence<Item>,
        _ facts: (Item) throws(Failure) -> PageFacts
    ) throws(Failure) -> PageFact {
        var records: [PageFacts] = []
        records.reserveCapacity(items.underestimatedCount)
        for item in items { records.append(try facts(item)) }
        return PageFact(.list(records))
    }

    /// Values with names of their own.
    public static func record(_ facts: PageFacts?) -> PageFact {
        facts.map { PageFact(.record($0)) } ?? .none
    }
}

extension PageFact: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
    /// A text written in the code.
    public init(stringLiteral value: String) { self.init(.text(value)) }

    /// A whole number written in the code.
    public init(integerLiteral value: Int64) { self.init(.integer(value)) }

    /// A flag written in the code.
    public init(booleanLiteral value: Bool) { self.init(.flag(value)) }

    /// A value that is missing.
    public init(nilLiteral: ()) { self.init(.none) }
}
