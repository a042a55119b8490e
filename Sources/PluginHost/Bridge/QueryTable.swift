import CPluginABI
import Engine

/// Is a dataset that a report is reading, and the batch it has in hand.
final class OpenCursor {
    let cursor: any ReportCursor
    private let names: [String]
    private var memory: [UnsafeMutableRawPointer] = []

    init(_ cursor: any ReportCursor) {
        self.cursor = cursor
        names = []
    }

    deinit { release() }

    /// Gives the batch in hand back.
    private func release() {
        for block in memory { block.deallocate() }
        memory.removeAll(keepingCapacity: true)
    }

    /// Goes to the next batch; an empty one is the end.
    func next() throws -> UnsafePointer<cnx_batch_v1> {
        release()
        var batch = try cursor.next()
        // A batch without rows would look like the end.
        while let some = batch, some.columns.first.map(\.values.count) ?? 0 == 0 {
            batch = try cursor.next()
        }
        var lent = cnx_batch_v1()
        lent.size = UInt32(MemoryLayout<cnx_batch_v1>.size)
        if let batch {
            let count = batch.columns.first?.values.count ?? 0
            lent.n_rows = UInt64(count)
            lent.n_columns = UInt32(batch.columns.count)
            lent.columns = UnsafePointer(keep(try batch.columns.map { try lend($0, count) }))
        }
        return UnsafePointer(keep([lent]))
    }

    private func keep<Element: BitwiseCopyable>(
        _ elements: [Element]
    ) -> UnsafeMutablePointer<Element> {
        let size = max(1, elements.count) * MemoryLayout<Element>.stride
        let block = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
        memory.append(block)
        let start = block.bindMemory(to: Element.self, capacity: max(1, elements.count))
        start.initialize(from: elements, count: elements.count)
        return start
    }

    private func lend(_ column: ReportColumn, _ count: Int) throws -> cnx_column_v1 {
        guard column.values.count == count else {
            throw Unfit(
                cnx_status(CNX_E_INTERNAL),
                "the column \(column.name) has \(column.values.count) values, not \(count)"
            )
        }
        var lent = cnx_column_v1()
        lent.name = text(column.name)
        switch column.values {
        case .integers(let values):
            lent.type = cnx_column_type(CNX_COLUMN_INTEGER)
            fill(&lent, values, absent: 0)
        case .durations(let values):
            lent.type = cnx_column_type(CNX_COLUMN_DURATION_MS)
            fill(&lent, values, absent: 0)
        case .moments(let values):
            lent.type = cnx_column_type(CNX_COLUMN_MOMENT_MS)
            fill(&lent, values, absent: 0)
        case .decimals(let values):
            lent.type = cnx_column_type(CNX_COLUMN_DECIMAL)
            fill(&lent, values, absent: .nan)
        case .truths(let values):
            lent.type = cnx_column_type(CNX_COLUMN_TRUTH)
            fill(&lent, values.map { $0.map { $0 ? UInt8(1) : 0 } }, absent: 0)
        case .texts(let values):
            lent.type = cnx_column_type(CNX_COLUMN_TEXT)
            fill(&lent, slices: values.map { $0?.utf8 })
        case .bytes(let values):
            lent.type = cnx_column_type(CNX_COLUMN_BYTES)
            fill(&lent, slices: values)
        }
        return lent
    }

    private func text(_ text: String) -> cnx_str {
        let bytes = keep(Array(text.utf8))
        let start = UnsafeRawPointer(bytes).assumingMemoryBound(to: CChar.self)
        return cnx_str(ptr: start, len: text.utf8.count)
    }

    private func fill<Element: BitwiseCopyable>(
        _ lent: inout cnx_column_v1,
        _ values: [Element?],
        absent: Element
    ) {
        lent.values = UnsafeRawPointer(keep(values.map { $0 ?? absent }))
        lent.valid = bits(values.map { $0 != nil })
    }

    private func fill<Slice: Sequence<UInt8>>(_ lent: inout cnx_column_v1, slices: [Slice?]) {
        var bytes: [UInt8] = []
        var offsets: [UInt32] = [0]
        offsets.reserveCapacity(slices.count + 1)
        for slice in slices {
            if let slice { bytes.append(contentsOf: slice) }
            offsets.append(UInt32(clamping: bytes.count))
        }
        lent.values = UnsafeRawPointer(keep(bytes))
        lent.offsets = UnsafePointer(keep(offsets))
        lent.valid = bits(slices.map { $0 != nil })
    }

    /// The bits that say where values are; `nil` when all are there.
    private func bits(_ present: [Bool]) -> UnsafePointer<UInt8>? {
        guard present.contains(false) else { return nil }
        var bits = [UInt8](repeating: 0, count: (present.count + 7) / 8)
        for (index, isPresent) in present.enumerated() where isPresent {
            bits[index >> 3] |= 1 << UInt8(index & 7)
        }
        return UnsafePointer(keep(bits))
    }
}

extension ReportColumn.Values {
    /// How many values there are.
    fileprivate var count: Int {
        switch self {
        case .integers(let values): values.count
        case .durations(let values): values.count
        case .decimals(let values): values.count
        case .moments(let values): values.count
        case .texts(let values): values.count
        case .truths(let values): values.count
        case .bytes(let values): values.count
        }
    }
}

/// Lends a report its data.
enum QueryTable {
    static let fixed = Fixed(make())

    private static func make() -> cnx_host_query_v1 {
        var table = cnx_host_query_v1()
        table.size = UInt32(MemoryLayout<cnx_host_query_v1>.size)
        table.open = { call, dataset, parameters, result in
            serve(call) { call, data in
                guard let result else { throw Unfit.argument("cursor is NULL") }
                guard call.cursors.count < 64 else { throw Unfit.limit("too many open cursors") }
                let dataset = try dataset.required("dataset")
                let parameters = try parameters.json("parameters_json")
                let cursor = try data.open(
                    dataset,
                    parameters: parameters.isEmpty ? "{}" : parameters
                )
                let handle = call.handle()
                call.cursors[handle] = OpenCursor(cursor)
                result.pointee = OpaquePointer(bitPattern: handle)
            }
        }
        table.next = { call, cursor, result in
            serve(call) { call, _ in
                guard let open = call.cursors[UInt(bitPattern: cursor)], let result else {
                    throw Unfit.argument("no such cursor")
                }
                result.pointee = try open.next()
            }
        }
        table.close = { call, cursor in
            PluginCall.at(call)?.cursors[UInt(bitPattern: cursor)] = nil
        }
        return table
    }
}

private func serve(
    _ pointer: OpaquePointer?,
    _ body: (PluginCall, any ReportData) throws -> Void
) -> cnx_status {
    guard let call = PluginCall.at(pointer), let data = call.data else {
        return cnx_status(CNX_E_UNSUPPORTED)
    }
    return call.serve { call in
        do {
            try body(call, data)
        } catch let unfit as Unfit {
            throw unfit
        } catch let error as ReportDataError {
            call.dataError = error
            throw Unfit.argument("\(error)")
        } catch {
            call.dataError = error
            throw Unfit(cnx_status(CNX_E_INTERNAL), "the data cannot be read: \(error)")
        }
    }
}
