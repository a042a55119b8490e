import Dispatch
import Engine
import Paper

/// Serves one report that is written in a plugin's process: reads its data and takes its document.
///
/// Everything of it happens on a queue of its own, one after the other, and may block there.
///
/// Unchecked: cursors and grammar are touched on that queue alone, and the trouble only after the call.
final class WorkerReportDesk: @unchecked Sendable {
    /// The most datasets that are read at once.
    private static let mostCursors = 64

    private let data: any ReportData
    private let sink: any ReportSink
    private let queue = DispatchQueue(label: "conecta-report", qos: .userInitiated)
    private var grammar = BlockGrammar()
    private var hasBegun = false
    private var cursors: [UInt32: any ReportCursor] = [:]
    private var lastCursor: UInt32 = 0
    private var dataTrouble: (any Error)?
    private var sinkTrouble: (any Error)?
    private var isOver = false

    init(data: any ReportData, sink: any ReportSink) {
        self.data = data
        self.sink = sink
    }

    /// Ends the report, and gives what data or sink threw: it tells more than the plugin's failure.
    func trouble() async -> (any Error)? {
        await withCheckedContinuation { continuation in
            queue.async { [self] in
                isOver = true
                cursors = [:]
                continuation.resume(returning: sinkTrouble ?? dataTrouble)
            }
        }
    }

    /// Ends the report, and checks that its document is whole.
    func end() async throws {
        let result: Result<Void, any Error> = await withCheckedContinuation { continuation in
            queue.async { [self] in
                continuation.resume(
                    returning: Result {
                        isOver = true
                        cursors = [:]
                        if let sinkTrouble { throw sinkTrouble }
                        guard hasBegun else {
                            throw PluginFailure(.internal, "the report has no document")
                        }
                        do {
                            try grammar.end()
                        } catch {
                            throw PluginFailure(.argument, "\(error)")
                        }
                    }
                )
            }
        }
        try result.get()
    }

    /// Answers a question of the report.
    func answer(
        _ question: WorkerQuestion,
        _ bytes: [UInt8],
        reply: @escaping @Sendable (Result<[UInt8], any Error>) -> Void
    ) {
        queue.async { [self] in
            reply(
                Result {
                    guard !isOver else { throw PluginFailure(.cancelled, "the report is over") }
                    if question == .blocks {
                        try bytes.withUnsafeBytes { try take(BlockDecoder($0)) }
                        return []
                    }
                    var carriage = Carriage(reading: bytes)
                    return try answer(question, &carriage).bytes
                }
            )
        }
    }

    /// Hears what the report tells.
    func hear(_ news: WorkerNews, _ bytes: [UInt8]) {
        queue.async { [self] in
            guard !isOver else { return }
            var carriage = Carriage(reading: bytes)
            do {
                try hear(news, &carriage)
            } catch {
                sinkTrouble = sinkTrouble ?? error
            }
        }
    }

    private func answer(
        _ question: WorkerQuestion,
        _ carriage: inout Carriage
    ) throws -> Carriage {
        var answer = Carriage()
        switch question {
        case .dataOpen: try open(&carriage, &answer)
        case .dataNext: try next(&carriage, &answer)
        case .measure:
            var text = ""
            try carriage.carry(&text)
            let style = try carriage.read(TextStyle.self)
            guard style.size.isFinite, style.size > 0, style.size <= 1_000 else {
                throw PluginFailure(.argument, "a text of size \(style.size)")
            }
            var size = sink.measure(text, style)
            try answer.carry(&size.width)
            try answer.carry(&size.height)
        default: throw PluginFailure(.unsupported, "a report does not ask for \(question)")
        }
        return answer
    }

    private func open(_ carriage: inout Carriage, _ answer: inout Carriage) throws {
        var (dataset, parameters) = ("", "")
        try carriage.carry(&dataset)
        try carriage.carry(&parameters)
        guard cursors.count < Self.mostCursors else {
            throw PluginFailure(.limit, "too many open cursors")
        }
        do {
            let cursor = try data.open(dataset, parameters: parameters)
            lastCursor += 1
            cursors[lastCursor] = cursor
        } catch {
            dataTrouble = error
            throw error
        }
        var number = lastCursor
        try answer.carry(&number)
    }

    private func next(_ carriage: inout Carriage, _ answer: inout Carriage) throws {
        var number: UInt32 = 0
        try carriage.carry(&number)
        guard let cursor = cursors[number] else {
            throw PluginFailure(.argument, "no such cursor")
        }
        do {
            var batch = try cursor.next()
            try answer.carry(&batch)
        } catch {
            dataTrouble = error
            throw error
        }
    }

    private func take(_ blocks: consuming BlockDecoder) throws {
        var blocks = blocks
        if let sinkTrouble { throw sinkTrouble }
        guard hasBegun else { throw PluginFailure(.argument, "a block before the document") }
        while !blocks.isAtEnd {
            let block = try blocks.block()
            try block.check()
            do {
                try grammar.accept(block)
            } catch {
                throw PluginFailure(.argument, "\(error)")
            }
            do {
                try sink.emit(block)
            } catch {
                sinkTrouble = error
                throw error
            }
        }
    }

    private func hear(_ news: WorkerNews, _ carriage: inout Carriage) throws {
        switch news {
        case .document:
            guard !hasBegun else { throw PluginFailure(.argument, "a second document") }
            let info = try carriage.read(DocumentInfo.self)
            for length in [info.page.width, info.page.height] {
                _ = try length.length("the page")
            }
            guard info.page.margin.isFinite, info.page.margin >= 0 else {
                throw PluginFailure(.argument, "a margin of \(info.page.margin)")
            }
            hasBegun = true
            try sink.begin(info)
        case .progress:
            var (done, total) = (UInt64(0), UInt64(0))
            try carriage.carry(&done)
            try carriage.carry(&total)
            sink.progress(done: done, total: total)
        case .dataClose:
            var number: UInt32 = 0
            try carriage.carry(&number)
            cursors[number] = nil
        case .log, .outcome: break
        }
    }
}
