/// The facts that a template declares: what it may name, and what code must give.
final class Shape: Sendable {
    struct Field: Sendable {
        let name: String
        let kind: Kind
        let isOptional: Bool
    }

    let fields: [Field]
    private let names: [[UInt8]]

    init(_ fields: [Field]) {
        self.fields = fields
        names = fields.map { Array($0.name.utf8) }
    }

    func field(_ name: String) -> Field? {
        fields.first { $0.name == name }
    }

    func index(of name: FactName) -> Int? {
        names.firstIndex { $0.count == name.count && $0.elementsEqual(name.bytes) }
    }
}

/// The type of a fact.
enum Kind: Sendable {
    case text
    case choice([String])
    case integer
    case number
    case flag
    case moment
    case duration
    case markup
    case texts
    case list(Shape)
    case record(Shape)

    /// The word of a declaration.
    var word: String {
        switch self {
        case .text: "text"
        case .choice: "choice"
        case .integer: "integer"
        case .number: "number"
        case .flag: "flag"
        case .moment: "moment"
        case .duration: "duration"
        case .markup: "markup"
        case .texts: "texts"
        case .list: "list"
        case .record: "record"
        }
    }

    /// The word with its article.
    var phrase: String { (word == "integer" ? "an " : "a ") + word }

    /// Tells whether a value of this kind can stand where another is wanted.
    func fits(_ wanted: Kind) -> Bool {
        switch (self, wanted) {
        case (.choice(let mine), .choice(let theirs)): mine.allSatisfy(theirs.contains)
        case (.choice, .text): true
        case (.list(let mine), .list(let theirs)), (.record(let mine), .record(let theirs)):
            mine.gap(against: theirs) == nil
        default: word == wanted.word
        }
    }
}

extension Shape {
    /// Finds the first thing that keeps these facts from standing in for the wanted ones.
    func gap(against wanted: Shape) -> String? {
        guard self !== wanted else { return nil }
        for field in wanted.fields {
            guard let mine = self.field(field.name) else {
                if field.isOptional { continue }
                return "it has no '\(field.name)'"
            }
            guard mine.kind.fits(field.kind) else {
                return "its '\(field.name)' is \(mine.kind.word), not \(field.kind.word)"
            }
            if mine.isOptional, !field.isOptional { return "its '\(field.name)' may be missing" }
        }
        return nil
    }
}
