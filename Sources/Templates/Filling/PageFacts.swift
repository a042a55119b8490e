/// Holds the named values that a template is filled with.
///
/// ```swift
/// let facts: PageFacts = ["contact": .text(name), "since": .moment(milliseconds: since)]
/// ```
///
/// Names are literals, so that looking one up compares addresses, not letters.
public struct PageFacts: Sendable, ExpressibleByDictionaryLiteral {
    typealias Field = (FactName, PageFact)

    private(set) var fields: [Field]

    /// Creates facts from names and values; the template complains of a name given twice.
    public init(dictionaryLiteral elements: (FactName, PageFact)...) {
        fields = elements
    }

    /// Reads, sets or (with `nil`) removes a value.
    public subscript(name: FactName) -> PageFact? {
        get { fields.first { $0.0 == name }?.1 }
        set {
            let index = fields.firstIndex { $0.0 == name }
            switch (index, newValue) {
            case (.some(let index), .some(let fact)): fields[index].1 = fact
            case (.some(let index), nil): fields.remove(at: index)
            case (nil, .some(let fact)): fields.append((name, fact))
            case (nil, nil): break
            }
        }
    }

    /// Adds the values of others, which win where both have a name.
    public func merging(_ others: PageFacts) -> PageFacts {
        var merged = self
        for field in others.fields { merged[field.0] = field.1 }
        return merged
    }
}

/// Names a value; always a literal of the code.
public struct FactName: Equatable, ExpressibleByStringLiteral, CustomStringConvertible {
    let start: UnsafePointer<UInt8>
    let count: Int

    /// Creates a name from a literal.
    public init(stringLiteral literal: StaticString) {
        start = literal.utf8Start
        count = literal.utf8CodeUnitCount
    }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: start, count: count) }

    /// The name as text.
    public var description: String { String(decoding: bytes, as: UTF8.self) }

    /// Tells whether two names are of one literal, which is the quick way to be equal.
    @inline(__always)
    func isSame(as other: FactName) -> Bool { start == other.start && count == other.count }

    /// Tells whether two names are written alike.
    public static func == (one: FactName, other: FactName) -> Bool {
        one.isSame(as: other) || one.bytes.elementsEqual(other.bytes)
    }
}

// It points at a literal of the binary, which is there for ever and never changes.
extension FactName: @unchecked Sendable {}
