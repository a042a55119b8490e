public import Engine
public import Foundation
public import Logging
internal import Paper
internal import PluginHost
public import Rendering
public import Store

/// Makes reports: lets a plugin write one from a viewer's data, and has it drawn.
public struct ReportDesk: Sendable {
    let switchboard: Switchboard
    let room: DataRoom
    let plugins: any PluginShelf
    let rendering: RenderingDesk
    let ruler: TextRuler
    private let pageStyle: @Sendable () throws -> String
    let clock: WallClock
    private let log: ReportLog?
    private let logger: Logger
    private let turnstile: Turnstile

    /// The report about one session, which those who may see the session may have too.
    static let sessionReport = "protocol"

    /// Creates a desk that makes so many reports at once and lets so many wait.
    ///
    /// Without a media folder files have no small pictures. With a log, no report leaves the desk that
    /// the log does not have. `pageStyle` reads the style sheet of reports in HTML, anew for each, so that an
    /// operator can change it. `degraded` tells which channels do not work, and why.
    public init(
        switchboard: Switchboard,
        library: Library,
        media: MediaFolder? = nil,
        log: ReportLog? = nil,
        plugins: any PluginShelf,
        rendering: RenderingDesk,
        ruler: TextRuler,
        pageStyle: @escaping @Sendable () throws -> String = { "" },
        clock: WallClock = .system,
        atOnce: Int = 2,
        waiting: Int = 16,
        degraded: @escaping @Sendable () async -> [ID<Channel>: String] = { [:] },
        logger: Logger
    ) {
        self.switchboard = switchboard
        room = DataRoom(
            switchboard: switchboard,
            library: library,
            media: media,
            degraded: degraded
        )
        self.plugins = plugins
        self.rendering = rendering
        self.ruler = ruler
        self.pageStyle = pageStyle
        self.clock = clock
        self.log = log
        self.logger = logger
        turnstile = Turnstile(limit: atOnce, queue: waiting)
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
        try await make(
            job,
            from: try await data(for: job),
            into: FileManager.default.temporaryDirectory
        )
    }

    /// Opens the data that a job reads, as of now.
    func data(for job: ReportJob) async throws -> LiveDatasets {
        try await room.data(
            for: job.viewer,
            at: clock.now(),
            showsNames: true,
            hidesIdentities: job.hidesIdentities
        )
    }

    /// Lets the plugin write a report from data, and draws it into a folder.
    func make(
        _ job: ReportJob,
        from data: LiveDatasets,
        into folder: URL,
        _ meter: ExportMeter? = nil
    ) async throws -> FinishedReport {
        let (language, zone, company) = await setting(of: job)
        let sheet = job.paper?.setup ?? PageSetup()
        let request = ReportRequest(
            format: ReportRequest.Format(job.format),
            language: language,
            timeZone: zone.identifier,
            parameters: job.parameters,
            viewer: job.viewer.agent.name,
            company: company.name,
            width: sheet.width,
            height: sheet.height,
            fixesPage: job.paper?.orientation != nil,
            hidesConfidential: job.hidesIdentities
        )
        var info = DocumentInfo(title: job.report, author: company.name, language: language)
        info.dataAsOf = data.asOf.milliseconds
        info.page = sheet
        let sink = ReportSpool(info, ruler: ruler, meter: meter)
        let port = try await plugins.openReport(job.report)
        try await port.render(request, data: data, into: sink)
        let written = try sink.finish()
        meter?.draw()
        let wording = Paper.Wording(language: language, zone: zone)
        let report = try await draw(written, job, wording, Self.theme(of: company), into: folder)
        do {
            try await note(report, job, written.info, wording, at: clock.now())
        } catch {
            report.discard()
            throw error
        }
        return report
    }

    /// The colours and the logo of a company's documents or boards.
    static func theme(of company: Company, isDark: Bool = false) -> Theme {
        let brand = company.rules.brand
        return (isDark ? Theme.dark : .light).branded(
            accent: brand.accentRGB.map { Color(rgba: $0 << 8 | 0xFF) },
            logo: Logo(brand.logoBytes)
        )
    }

    /// Enters a report into the log.
    private func note(
        _ report: FinishedReport,
        _ job: ReportJob,
        _ info: DocumentInfo,
        _ wording: Paper.Wording,
        at now: Timestamp
    ) async throws {
        try await log?.add(
            ReportEntry(
                at: now,
                viewer: job.viewer.agent.id.value,
                viewerName: job.viewer.agent.name,
                report: job.report,
                title: info.title,
                format: job.format.rawValue,
                parameters: job.parameters,
                dataAsOf: Timestamp(milliseconds: info.dataAsOf),
                language: wording.language.rawValue,
                zone: wording.zone.identifier,
                hidesIdentities: job.hidesIdentities,
                pages: report.pages,
                contentHash: report.contentHash
            )
        )
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
        _ wording: Paper.Wording,
        _ theme: Theme,
        into folder: URL
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
                theme: theme,
                page: job.page
            )
            report.body = .bytes(picture.bytes)
            return report
        }
        let file = folder.appending(path: "conecta-\(UUID().uuidString).\(job.format.rawValue)")
        switch job.format {
        case .pdf:
            let paper = try await rendering.pdf(
                document,
                info: info,
                wording: wording,
                theme: theme,
                to: file
            )
            report.pages = paper.pages
            report.contentHash = paper.contentHash
        case .csv: try await rendering.csv(document, to: file)
        case .html:
            try await rendering.html(
                document,
                info: info,
                wording: wording,
                style: try pageStyle(),
                to: file
            )
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
        case ReportDataError.forbidden: return ReportError.forbidden
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

    /// Removes the file of a report that nobody gets.
    func discard() {
        if case .file(let file) = body { try? FileManager.default.removeItem(at: file) }
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
