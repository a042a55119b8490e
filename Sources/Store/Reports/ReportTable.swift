public import Engine

/// Says how a column of a dataset is made from its lines.
struct ReportField<Line> {
    fileprivate enum Making {
        case integer((Line) -> Int64?)
        case duration((Line) -> Int64?)
        case decimal((Line) -> Double?)
        case moment((Line) -> Timestamp?)
        case text((Line) -> String?)
        case truth((Line) -> Bool?)
    }

    private let name: String
    private let making: Making

    /// A column of whole numbers.
    static func integer(_ name: String, _ value: @escaping (Line) -> Int64?) -> ReportField {
        ReportField(name: name, making: .integer(value))
    }

    /// A column of lengths of time in milliseconds.
    static func duration(_ name: String, _ value: @escaping (Line) -> Int64?) -> ReportField {
        ReportField(name: name, making: .duration(value))
    }

    /// A column of numbers.
    static func decimal(_ name: String, _ value: @escaping (Line) -> Double?) -> ReportField {
        ReportField(name: name, making: .decimal(value))
    }

    /// A column of moments.
    static func moment(_ name: String, _ value: @escaping (Line) -> Timestamp?) -> ReportField {
        ReportField(name: name, making: .moment(value))
    }

    /// A column of words.
    static func text(_ name: String, _ value: @escaping (Line) -> String?) -> ReportField {
        ReportField(name: name, making: .text(value))
    }

    /// A column of yes and no.
    static func truth(_ name: String, _ value: @escaping (Line) -> Bool?) -> ReportField {
        ReportField(name: name, making: .truth(value))
    }

    /// Makes the column of some lines.
    func column(_ lines: [Line]) -> ReportColumn {
        let values: ReportColumn.Values
        switch making {
        case .integer(let value): values = .integers(lines.map(value))
        case .duration(let value): values = .durations(lines.map(value))
        case .decimal(let value): values = .decimals(lines.map(value))
        case .moment(let value): values = .moments(lines.map { value($0)?.milliseconds })
        case .text(let value): values = .texts(lines.map(value))
        case .truth(let value): values = .truths(lines.map(value))
        }
        return ReportColumn(name: name, values: values)
    }
}

extension ReportBatch {
    /// Makes a batch of some lines.
    init<Line>(_ lines: [Line], _ fields: [ReportField<Line>]) {
        self.init(columns: fields.map { $0.column(lines) })
    }
}

/// Reads a dataset that is at hand, batch by batch.
public final class BatchCursor: ReportCursor {
    private var batches: ArraySlice<ReportBatch>

    /// Creates a cursor over batches with the same columns.
    public init(_ batches: [ReportBatch]) {
        self.batches = batches[...]
    }

    /// Reads the next batch; `nil` when there is no more.
    public func next() -> ReportBatch? {
        batches.popFirst()
    }
}
