import Engine
import Paper
import Synchronization

/// Is a report's data, which the server reads.
struct RemoteData: ReportData {
    let desk: ServingDesk
    let call: UInt32
    let asOf: Timestamp

    func open(_ dataset: String, parameters: String) throws -> any ReportCursor {
        var (carriage, dataset, parameters) = (Carriage(), dataset, parameters)
        try carriage.carry(&dataset)
        try carriage.carry(&parameters)
        var answer = try desk.askBlocking(.dataOpen, of: call, carriage)
        var number: UInt32 = 0
        try answer.carry(&number)
        return RemoteCursor(desk: desk, call: call, number: number)
    }
}

/// Reads a dataset; while one batch is used, the server reads the next.
private final class RemoteCursor: ReportCursor {
    private let desk: ServingDesk
    private let call: UInt32
    private let number: UInt32
    private var ahead: PendingAnswer?
    private var isAtEnd = false

    init(desk: ServingDesk, call: UInt32, number: UInt32) {
        self.desk = desk
        self.call = call
        self.number = number
    }

    deinit {
        var (carriage, number) = (Carriage(), number)
        try? carriage.carry(&number)
        desk.tell(.dataClose, of: call, carriage)
    }

    func next() throws -> ReportBatch? {
        guard !isAtEnd else { return nil }
        let pending = try ahead ?? ask()
        ahead = nil
        var answer = Carriage(reading: try pending.take())
        var batch: ReportBatch?
        try answer.carry(&batch)
        if batch == nil { isAtEnd = true } else { ahead = try ask() }
        return batch
    }

    private func ask() throws -> PendingAnswer {
        var (carriage, number) = (Carriage(), number)
        try carriage.carry(&number)
        let pending = PendingAnswer()
        desk.ask(.dataNext, of: call, carriage.bytes) { pending.put($0) }
        return pending
    }
}

/// Sends a report's document to the server, many blocks at a time.
final class RemoteSink: ReportSink {
    private struct State {
        var blocks = BlockEncoder()
        var underway: [PendingAnswer] = []
    }

    /// How many bytes of blocks travel together.
    private static let load = 48 << 10
    /// How many loads may be underway before the report waits.
    private static let mostUnderway = 8

    private let desk: ServingDesk
    private let call: UInt32
    private let state = Mutex(State())

    init(desk: ServingDesk, call: UInt32) {
        self.desk = desk
        self.call = call
    }

    func begin(_ info: DocumentInfo) throws {
        var carriage = Carriage()
        try carriage.write(info)
        desk.tell(.document, of: call, carriage)
    }

    func emit(_ block: Block) throws {
        try state.withLock { state in
            state.blocks.write(block)
            guard state.blocks.bytes.count >= Self.load else { return }
            flush(&state)
            if state.underway.count >= Self.mostUnderway {
                _ = try state.underway.removeFirst().take()
            }
        }
    }

    func progress(done: UInt64, total: UInt64) {
        state.withLock { flush(&$0) }
        var (carriage, done, total) = (Carriage(), done, total)
        guard (try? carriage.carry(&done)) != nil, (try? carriage.carry(&total)) != nil else {
            return
        }
        desk.tell(.progress, of: call, carriage)
    }

    func measure(_ text: String, _ style: TextStyle) -> (width: Double, height: Double) {
        var (carriage, text) = (Carriage(), text)
        do {
            try carriage.carry(&text)
            try carriage.write(style)
            var answer = try desk.askBlocking(.measure, of: call, carriage)
            var size = (width: 0.0, height: 0.0)
            try answer.carry(&size.width)
            try answer.carry(&size.height)
            return size
        } catch {
            return (0, 0)
        }
    }

    /// Waits until the server has taken the whole document.
    func end() throws {
        try state.withLock { state in
            flush(&state)
            while !state.underway.isEmpty { _ = try state.underway.removeFirst().take() }
        }
    }

    private func flush(_ state: inout State) {
        guard !state.blocks.bytes.isEmpty else { return }
        let pending = PendingAnswer()
        desk.ask(.blocks, of: call, state.blocks.bytes) { pending.put($0) }
        state.blocks.bytes.removeAll(keepingCapacity: true)
        state.underway.append(pending)
    }
}
