/// A value between braces, as it is written.
indirect enum Expression: Sendable {
    case literal(String)
    case path(Path, format: Format?)
    case words(Words)
    case asset(String, offset: Int)
    case language
    case conditional(Test, then: Expression, otherwise: Expression?)

    /// A name and the fields after its dots.
    struct Path: Sendable {
        let names: [String]
        let offset: Int

        var text: String { names.joined(separator: ".") }
    }

    /// How a value is written.
    struct Format: Sendable {
        let name: String
        let places: Int?
        let offset: Int
    }

    /// A key of the catalogue with what it needs.
    struct Words: Sendable {
        let key: String
        /// The choice whose value is the key's last part.
        let selector: Path?
        let arguments: [(name: String, value: Expression)]
        let offset: Int
    }
}

/// A condition as it is written.
indirect enum Test: Sendable {
    enum Comparison: String, Sendable {
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case equal = "=="
        case unequal = "!="
    }

    enum Operand: Sendable {
        case text(String)
        case integer(Int64)
        case path(Expression.Path)
    }

    case truth(Expression.Path)
    case not(Test)
    case and(Test, Test)
    case or(Test, Test)
    case compare(Expression.Path, Comparison, Operand, offset: Int)
}

/// A part of a text: characters, or a value between braces.
enum Piece: Sendable {
    case text(String)
    case expression(Expression, offset: Int)
}

extension Expression {
    /// The simple path that this is, if it is one without a format.
    var barePath: Path? {
        if case .path(let path, nil) = self { path } else { nil }
    }
}
