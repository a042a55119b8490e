public import Engine
public import Foundation
public import Logging
internal import Paper
internal import PluginHost
public import Rendering
public import Store

/// Makes reports: lets a plugin write one from a viewer's data, and has it drawn.
public struct ReportDesk: Sendable {
    /// Is a report that can be made.
    public struct Listing: Sendable, Hashable {
        /// The id.
        public var id: String
        /// The name for people.
        public var name: String
        /// The plugin that makes it.
        public var plugin: String
        /// The JSON Schema of its parameters.
        public var schema: String
    }

    let switchboard: Switchboard
    let room: DataRoom
    let plugins: any PluginShelf
    let rendering: RenderingDesk
    let ruler: TextRuler
    let clock: WallClock
    private let logger: Logger
    private let turnstile: Turnstile

    /// The report about one session, which those who may see the session may have too.
    static let sessionReport = "protocol"

    /// Creates a desk that makes so many reports at once and lets so many wait.
    public init(
        switchboard: Switchboard,
        library: Library,
        plugins: any PluginShelf,
        rendering: RenderingDesk,
        ruler: TextRuler,
        clock: WallClock = .system,
        atOnce: Int = 2,
        waiting: Int = 16,
        logger: Logger
    ) {
        self.switchboard = switchboard
        room = DataRoom(switchboard: switchboard, library: library)
        self.plugins = plugins
        self.rendering = rendering
        self.ruler = ruler
        self.clock = clock
        self.logger = logger
        turnstile = Turnstile(limit: atOnce, queue: waiting)
    }

    /// Lists the reports.
    public func list() async -> [Listing] {
        await plugins.features()
            .filter { $0.manifest.kind == .report }
            .map {
                Listing(
                    id: $0.manifest.id,
                    name: $0.manifest.name,
                    plugin: $0.plugin,
                    schema: $0.schema
                )
            }
            .sorted { $0.id < $1.id }
    }

    /// Makes a report.
    ///
    /// - Throws: `ReportError`, or `CancellationError` when the caller gave up.
    public func run(_ job: ReportJob) async throws -> FinishedReport {
        guard job.viewer.readsReports || job.report == Self.sessionReport else {
            throw ReportError.forbidden
        }
        guard await plugins.report(job.report) != nil else { throw ReportError.unknown(job.report) }
        do {
            return try await turnstile.pass { try await make(job) }
        } catch {
            throw translated(error, of: job.report)
        }
    }

    private func make(_ job: ReportJob) async throws -> FinishedReport {
        let now = clock.now()
        let (language, zone, company) = await setting(of: job)
        let request = ReportRequest(
            format: ReportRequest.Format(job.format),
            language: language,
            timeZone: zone.identifier,
            parameters: job.parameters,
            viewer: job.viewer.agent.name,
            company: company.name,
            hidesConfidential: job.hidesIdentities
        )
        let data = try await room.data(
            for: job.viewer,
            at: now,
            showsNames: true,
            hidesIdentities: job.hidesIdentities
        )
        var info = DocumentInfo(title: job.report, author: company.name, language: language)
        info.dataAsOf = data.asOf.milliseconds
        let sink = ReportSpool(info, ruler: ruler)
        let port = try await plugins.openReport(job.report)
        try await port.render(request, data: data, into: sink)
        let written = try sink.finish()
        return try await draw(written, job, Paper.Wording(language: language, zone: zone))
    }

    private func setting(of job: ReportJob) async -> (Language, TimeZone, Company) {
        let company = await switchboard.read { $0.company }
        let tag = job.viewer.agent.language
        let language = job.language ?? Language(tag: tag) ?? .portuguese
        let zone = TimeZone(identifier: job.zone ?? company.timeZone) ?? .gmt
        return (language, zone, company)
    }

    private func draw(
        _ written: (info: DocumentInfo, document: SpooledDocument),
        _ job: ReportJob,
        _ wording: Paper.Wording
    ) async throws -> FinishedReport {
        let (info, document) = written
        var report = FinishedReport(
            title: info.title,
            format: job.format,
            contentHash: document.contentHash
        )
        if job.format == .png {
            let picture = try await rendering.png(
                document,
                info: info,
                wording: wording,
                page: job.page
            )
            report.body = .bytes(picture.bytes)
            return report
        }
        let file = FileManager.default.temporaryDirectory
            .appending(path: "conecta-\(UUID().uuidString).\(job.format.rawValue)")
        switch job.format {
        case .pdf:
            let paper = try await rendering.pdf(document, info: info, wording: wording, to: file)
            report.pages = paper.pages
            report.contentHash = paper.contentHash
        case .csv: try await rendering.csv(document, to: file)
        case .html: try await rendering.html(document, wording: wording, to: file)
        case .png: break
        }
        report.body = .file(file)
        return report
    }

    /// Says in the words of reports why one could not be made, and logs what is nobody's wish.
    func translated(_ error: any Error, of report: String) -> any Error {
        switch error {
        case is ReportError, is CancellationError: return error
        case ReportDataError.badParameter(let name, let reason):
            return ReportError.badParameter(name: name, reason: reason)
        case ReportDataError.notFound: return ReportError.notFound
        case RenderingError.busy(let seconds): return ReportError.busy(retryAfterSeconds: seconds)
        case RenderingError.noSuchPage, RenderingError.outOfBounds:
            return ReportError.badParameter(name: "page", reason: "\(error)")
        case let failure as PluginFailure where failure.class == .busy:
            return ReportError.busy(retryAfterSeconds: 2)
        case let failure as PluginFailure where failure.class == .argument:
            return ReportError.badParameter(name: "parameters", reason: failure.message)
        default:
            logger.error(
                "a report could not be made",
                metadata: ["report": "\(report)", "reason": "\(error)"]
            )
            return ReportError.failed("\(error)")
        }
    }
}

/// Is a report that was made.
public struct FinishedReport: Sendable {
    /// Is where the bytes of a document are.
    public enum Body: Sendable {
        /// Here.
        case bytes([UInt8])
        /// In a temporary file, which the receiver removes.
        case file(URL)
    }

    /// The title.
    public var title: String

    /// The format.
    public var format: DocumentFormat

    /// The bytes.
    public var body = Body.bytes([])

    /// The count of pages; 0 where there are none.
    public var pages = 0

    /// The SHA-256 of the content in hexadecimal.
    public var contentHash: String

    init(title: String, format: DocumentFormat, contentHash: String) {
        self.title = title
        self.format = format
        self.contentHash = contentHash
    }
}

extension ReportRequest.Format {
    init(_ format: DocumentFormat) {
        switch format {
        case .pdf: self = .pdf
        case .png: self = .png
        case .csv: self = .csv
        case .html: self = .html
        }
    }
}
