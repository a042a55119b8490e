import PluginKit

/// Is a field of a dataset as a column: on paper where it fits, for programs always.
struct RowField {
    /// How a value becomes a cell.
    enum Kind {
        case plain
        case number
        /// One of a few words: the catalogue's key begins with this.
        case word(String)
    }

    let id: String
    let kind: Kind
    /// The part of the width on paper; `nil` for programs alone.
    let weight: Double?

    init(_ id: String, _ kind: Kind = .plain, weight: Double? = nil) {
        self.id = id
        self.kind = kind
        self.weight = weight
    }
}

/// Is a table with a row for each row of a dataset.
struct RowList {
    let fields: [RowField]
    let job: ReportJob
    let words: Words
    /// The catalogue's key of a column's title begins with this.
    let titles: String

    init(_ all: [RowField], titles: String, _ job: ReportJob, _ words: Words) {
        fields = job.format == .csv ? all : all.filter { $0.weight != nil }
        self.titles = titles
        self.job = job
        self.words = words
    }

    /// The columns; programs get the fields' names as titles too.
    var columns: [Column] {
        fields.map { field in
            let isForMachines = job.format == .csv
            var column = Column(
                id: field.id,
                title: isForMachines ? field.id : words(titles + field.id),
                weight: field.weight ?? 1
            )
            if case .number = field.kind { column.alignment = .end }
            return column
        }
    }

    /// Writes the rows of a dataset, then perhaps a last one; tells how many there were.
    func write(
        _ rows: Rows,
        emptyText: String,
        on paper: Paper,
        call: Call,
        last: ((Int) throws -> [Cell])? = nil
    ) throws {
        try paper.table(columns, emptyText: emptyText) {
            var count = 0
            while try rows.next() {
                try paper.row(fields.map { cell($0, rows) })
                count += 1
                if count.isMultiple(of: 1_000) {
                    try call.checkCancellation()
                    call.progress(count, of: 0)
                }
            }
            if count > 0, job.format != .csv, let last {
                try paper.row(try last(count), kind: .total)
            }
        }
    }

    private func cell(_ field: RowField, _ rows: Rows) -> Cell {
        guard case .word(let prefix) = field.kind, job.format != .csv else {
            return Cell(rows[field.id])
        }
        let word = rows.text(field.id)
        if word.isEmpty { return Cell(.nothing) }
        return Cell(.text(words(prefix + word)), tone: word == "lost" ? .warning : .neutral)
    }
}
