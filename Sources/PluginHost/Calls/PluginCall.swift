import CPluginABI
import Engine
import Foundation
import Logging
import Paper

/// Is what stands behind a `cnx_call`: one call of a plugin, what was lent to it and what it told.
///
/// It lives on the plugin's thread alone; only `signal` is shared with others.
final class PluginCall {
    /// Who is called, and what it may use.
    let party: PluginParty
    /// Says when to stop.
    let signal: CallSignal
    /// Names the call in logs.
    private(set) lazy var trace = Trace.next()
    /// Memory until the call ends.
    let scratch: Scratch
    /// The words of the job, or of the account.
    let wording: Paper.Wording

    /// What went wrong, as the plugin put it.
    var detail: PluginFailure?
    /// What went wrong last in a function of the host.
    var hostDetail = ""
    /// What a channel told.
    var told = ToldByChannel()
    /// Blobs that are being written.
    var writers: [UInt: OpenWriter] = [:]
    /// Connections that are open.
    var streams: [UInt: any PluginStream] = [:]
    /// A report's data.
    var data: (any ReportData)?
    /// What the data threw last.
    var dataError: (any Error)?
    /// Rows that are being read.
    var cursors: [UInt: OpenCursor] = [:]
    /// A report's document.
    var paper: OpenPaper?

    /// Hears what the plugin says of a message as soon as it does.
    var heard: ((SendResult) -> Void)?

    private var lines = 0
    private var lastHandle: UInt = 0

    init(party: PluginParty, signal: CallSignal, wording: Paper.Wording) {
        self.party = party
        scratch = Scratch(isForbiddenAfterwards: party.environment.forbidsOldLoans)
        self.signal = signal
        self.wording = wording
    }

    /// Finds the call behind a pointer that the plugin passed.
    static func at(_ pointer: OpaquePointer?) -> PluginCall? {
        pointer.map { Unmanaged.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue() }
    }

    /// Names something opaque that the plugin is given.
    func handle() -> UInt {
        lastHandle += 1
        return lastHandle
    }

    /// Lends a text to the plugin until the call ends.
    func lend(_ text: String) -> cnx_str {
        let copy = scratch.text(text)
        return cnx_str(ptr: copy.start, len: copy.count)
    }

    /// Writes a line to the log; a plugin that floods it is cut off.
    func log(_ level: Logger.Level, _ message: String, _ fields: Logger.Metadata = [:]) {
        lines += 1
        guard lines <= 200 else { return }
        var fields = fields
        fields["trace"] = "\(trace)"
        let note = lines == 200 ? message + " (more of this call are left out)" : message
        party.logger.log(level: level, "\(note)", metadata: fields)
    }

    /// Notes why a function of the host did not work, and gives its status.
    func refuse(_ unfit: Unfit) -> cnx_status {
        hostDetail = unfit.reason
        log(.warning, "refused: \(unfit.reason)")
        return unfit.status
    }

    /// Runs a function of the host for the plugin.
    func serve(_ body: (PluginCall) throws -> Void) -> cnx_status {
        do {
            try body(self)
            return cnx_status(CNX_OK)
        } catch let unfit as Unfit {
            return refuse(unfit)
        } catch let failure as PluginFailure {
            return refuse(Unfit(failure.class.rawValue, failure.message))
        } catch {
            return refuse(Unfit(cnx_status(CNX_E_INTERNAL), "\(error)"))
        }
    }

    /// Runs asynchronous work of the host for the plugin, until the call's deadline.
    func wait<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) throws -> Value {
        try waitBlocking(milliseconds: max(1, signal.remaining), work)
    }

    /// Makes the call and turns its status into a failure, if it is one.
    func perform(_ body: (OpaquePointer) -> cnx_status) throws {
        let status = withExtendedLifetime(self) {
            body(OpaquePointer(Unmanaged.passUnretained(self).toOpaque()))
        }
        closeAll()
        guard status != cnx_status(CNX_OK) else { return }
        throw failure(status)
    }

    private func failure(_ status: cnx_status) -> PluginFailure {
        let known = PluginFailure.Class(rawValue: status)
        let kind = known.flatMap { $0.rawValue > -1_000 ? $0 : nil } ?? .internal
        guard var failure = detail else {
            let reason = hostDetail.isEmpty ? "the plugin gave no reason" : hostDetail
            return PluginFailure(kind, reason)
        }
        failure.class = kind
        if !hostDetail.isEmpty, !failure.message.contains(hostDetail) {
            failure.message += ": " + hostDetail
        }
        return failure
    }

    private func closeAll() {
        cursors.removeAll()
        let abandoned = writers.values.map(\.writer)
        writers.removeAll()
        let open = Array(streams.values)
        streams.removeAll()
        guard !abandoned.isEmpty || !open.isEmpty else { return }
        Task {
            for writer in abandoned { await writer.abandon() }
            for stream in open { await stream.close() }
        }
    }
}

/// Is what a channel told during a call.
struct ToldByChannel {
    var events: [ChannelEvent] = []
    var refused: [String] = []
    var bytes = 0
    var answer: (status: Int, headers: [WebhookRequest.Header], body: [UInt8])?
    var outcome: SendResult.Outcome?
    var cursor: [UInt8]?
    var next: Int64 = 0
    var findings: [ConfigurationFinding] = []
    var traits: ChannelTraits?
    var media: FetchedMedia?
    var contact: ResolvedContact?
    var page: VisitorPage?
    var pushes: [VisitorPush] = []
}

/// Is a blob that is being written.
struct OpenWriter {
    let writer: any BlobWriter
    var left: UInt64
}
