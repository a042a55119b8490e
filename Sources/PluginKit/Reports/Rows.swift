import CPluginABI
import FoundationEssentials

/// Reads a dataset row by row; only one row is in hand at a time.
///
/// ```swift
/// let sessions = try call.query("sessions", ["from": from, "to": to])
/// while try sessions.next() {
///     try paper.row([sessions["protocol"], sessions["started"], sessions["waiting"]])
/// }
/// ```
public final class Rows {
    private let call: Call
    private let table: cnx_host_query_v1
    private var cursor: OpaquePointer?
    private var batch: UnsafePointer<cnx_batch_v1>?
    private var index = -1
    private var positions: [String: Int] = [:]

    fileprivate init(call: Call, dataset: String, parameters: String) throws {
        self.call = call
        table = try call.table(CNX_HOST_QUERY, cnx_host_query_v1.self).pointee
        let arena = Arena()
        let status = table.open?(
            call.pointer,
            arena.text(dataset),
            arena.text(parameters),
            &cursor
        )
        try PluginError.check(status, "the query of \(dataset)")
    }

    deinit {
        if let cursor { table.close?(call.pointer, cursor) }
    }

    /// Goes to the next row; `false` after the last.
    public func next() throws -> Bool {
        if let batch, index + 1 < Int(batch.pointee.n_rows) {
            index += 1
            return true
        }
        guard let cursor else { return false }
        var fetched: UnsafePointer<cnx_batch_v1>?
        try PluginError.check(table.next?(call.pointer, cursor, &fetched), "reading rows")
        batch = fetched
        index = 0
        if let batch = fetched?.pointee, positions.isEmpty {
            for position in 0..<Int(batch.n_columns) {
                if let column = batch.columns?[position] {
                    positions[String(column.name)] = position
                }
            }
        }
        guard let batch, batch.pointee.n_rows > 0 else {
            table.close?(call.pointer, cursor)
            self.cursor = nil
            self.batch = nil
            return false
        }
        return true
    }

    /// The names of the columns; known after the first `next()`, even if there is no row.
    public var columns: [String] {
        positions.sorted { $0.value < $1.value }.map(\.key)
    }

    /// The position of a column, for `value(at:)`; `nil` when there is none of that name.
    public func position(of name: String) -> Int? {
        positions[name]
    }

    /// The value of a column in the row in hand; `nothing` where there is none.
    public subscript(name: String) -> Value {
        positions[name].map(value(at:)) ?? .nothing
    }

    /// The value of the column at a position in the row in hand.
    public func value(at position: Int) -> Value {
        guard let column = column(position) else { return .nothing }
        switch Int(column.type) {
        case CNX_COLUMN_INTEGER: return .integer(number(column))
        case CNX_COLUMN_MOMENT_MS: return .moment(number(column))
        case CNX_COLUMN_DURATION_MS: return .duration(number(column))
        case CNX_COLUMN_DAY: return .day(Int32(clamping: number(column)))
        case CNX_COLUMN_DECIMAL: return .decimal(decimal(column), places: 2)
        case CNX_COLUMN_TEXT: return .text(String(decoding: slice(column), as: UTF8.self))
        case CNX_COLUMN_TRUTH: return .truth(truth(column))
        default: return .nothing
        }
    }

    /// The words of a column; empty where there is no value.
    public func text(_ name: String) -> String {
        guard let column = column(name, CNX_COLUMN_TEXT) else { return "" }
        return String(decoding: slice(column), as: UTF8.self)
    }

    /// The number of a column of integers, moments, durations (both in milliseconds) or days.
    public func integer(_ name: String) -> Int64? {
        guard let column = positions[name].flatMap(column(_:)) else { return nil }
        switch Int(column.type) {
        case CNX_COLUMN_INTEGER, CNX_COLUMN_MOMENT_MS, CNX_COLUMN_DURATION_MS, CNX_COLUMN_DAY:
            return number(column)
        default: return nil
        }
    }

    /// The number of a column of decimals or integers.
    public func decimal(_ name: String) -> Double? {
        guard let column = column(name, CNX_COLUMN_DECIMAL) else {
            return integer(name).map(Double.init)
        }
        return decimal(column)
    }

    /// The truth of a column; `nil` where there is no value.
    public func truth(_ name: String) -> Bool? {
        column(name, CNX_COLUMN_TRUTH).map(truth)
    }

    /// The bytes of a column; empty where there is no value.
    public func bytes(_ name: String) -> [UInt8] {
        guard let column = column(name, CNX_COLUMN_BYTES) else { return [] }
        return [UInt8](slice(column))
    }

    private func column(_ name: String, _ type: Int) -> cnx_column_v1? {
        guard let column = positions[name].flatMap(column(_:)), Int(column.type) == type else {
            return nil
        }
        return column
    }

    /// The column at a position, if it has a value in the row in hand.
    private func column(_ position: Int) -> cnx_column_v1? {
        guard index >= 0, let batch = batch?.pointee, let columns = batch.columns,
            (0..<Int(batch.n_columns)).contains(position)
        else { return nil }
        let column = columns[position]
        guard column.values != nil else { return nil }
        if let valid = column.valid, valid[index >> 3] & (1 << (index & 7)) == 0 { return nil }
        return column
    }

    private func number(_ column: cnx_column_v1) -> Int64 {
        column.values?.loadUnaligned(fromByteOffset: index * 8, as: Int64.self) ?? 0
    }

    private func decimal(_ column: cnx_column_v1) -> Double {
        column.values?.loadUnaligned(fromByteOffset: index * 8, as: Double.self) ?? 0
    }

    private func truth(_ column: cnx_column_v1) -> Bool {
        column.values?.load(fromByteOffset: index, as: UInt8.self) != 0
    }

    private func slice(_ column: cnx_column_v1) -> UnsafeRawBufferPointer {
        guard let offsets = column.offsets, let values = column.values else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        let start = Int(offsets[index])
        return UnsafeRawBufferPointer(
            start: values + start,
            count: max(0, Int(offsets[index + 1]) - start)
        )
    }
}

extension Call {
    /// Opens a dataset; its rows are already cut to what the viewer may see.
    ///
    /// - Throws: `PluginError` of class `argument` when there is no such dataset or a parameter of
    ///   it is wrong.
    public func query(_ dataset: String, _ parameters: some Encodable) throws -> Rows {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let json = try encoder.encode(parameters)
        return try Rows(
            call: self,
            dataset: dataset,
            parameters: String(decoding: json, as: UTF8.self)
        )
    }

    /// Opens a dataset without parameters.
    public func query(_ dataset: String) throws -> Rows {
        try Rows(call: self, dataset: dataset, parameters: "{}")
    }
}
