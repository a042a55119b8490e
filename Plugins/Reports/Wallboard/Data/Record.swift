import PluginKit

/// Is a row of a dataset, kept after the cursor went on.
struct Record {
    private var values: [String: Value] = [:]

    init() {}

    init(_ rows: Rows) {
        for name in rows.columns {
            let value = rows[name]
            if value != .nothing { values[name] = value }
        }
    }

    subscript(name: String) -> Value { values[name] ?? .nothing }

    /// The number of a count, duration or moment.
    func integer(_ name: String) -> Int64? {
        switch self[name] {
        case .integer(let number), .duration(let number), .moment(let number): number
        default: nil
        }
    }

    /// The number of a fraction or count.
    func number(_ name: String) -> Double? {
        if case .decimal(let number, _) = self[name] { return number }
        return integer(name).map(Double.init)
    }

    func text(_ name: String) -> String {
        if case .text(let text) = self[name] { text } else { "" }
    }

    func truth(_ name: String) -> Bool { self[name] == .truth(true) }

    /// A count as a value; nothing where there is none.
    func count(_ name: String) -> Value { integer(name).map(Value.integer) ?? .nothing }

    /// A length of time as a value; nothing where there is none.
    func duration(_ name: String) -> Value { integer(name).map(Value.duration) ?? .nothing }

    /// A share as a value; nothing where there is none.
    func share(_ name: String) -> Value { number(name).map(Value.percent) ?? .nothing }
}

extension Call {
    /// Reads all rows of a dataset.
    func records(_ dataset: String, _ parameters: [String: Int] = [:]) throws -> [Record] {
        let rows = try query(dataset, parameters)
        var records: [Record] = []
        while try rows.next() { records.append(Record(rows)) }
        return records
    }
}
