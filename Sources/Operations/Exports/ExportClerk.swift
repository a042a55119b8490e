internal import Engine
internal import Foundation
public import Logging
internal import OrderedCollections
internal import Paper
public import ServiceLifecycle
internal import Store
internal import Synchronization

/// Makes the reports that wait in the background, and removes what was kept long enough.
///
/// What was being made when the process ended begins again, and is given up after some times.
public final class ExportClerk: Service {
    private let desk: ExportDesk
    private let logger: Logger
    private let isStopping = Mutex(false)

    /// How many exports were taken and are not through.
    private let taken = Mutex(0)

    // How often an export is begun that the end of the server cut off.
    private static let attempts = 3

    // After how many seconds a schedule's report is tried again that could not be made.
    private static let pauses: [Int64] = [60, 600]

    // Files expire by the minute; records of what is gone are kept for a year.
    private static let careSeconds: Int64 = 60
    private static let recordSeconds: Int64 = 365 * 86_400

    /// Creates a clerk.
    public init(desk: ExportDesk, logger: Logger) {
        self.desk = desk
        self.logger = logger
    }

    /// Works until the server stops; what is then being made begins again at the next start.
    public func run() async throws {
        await recover()
        desk.bell.ring()
        await withGracefulShutdownHandler {
            await withTaskGroup { watchers in
                watchers.addTask { await self.watch() }
                watchers.addTask { await self.care() }
                await self.work()
                watchers.cancelAll()
            }
        } onGracefulShutdown: { [self] in
            isStopping.withLock { $0 = true }
            desk.bell.finish()
            desk.halt()
        }
    }

    private func recover() async {
        do {
            try await desk.exports.recover(at: desk.clock.now(), attempts: Self.attempts)
            await desk.shelf.sweep(keeping: try await desk.exports.keptFiles())
            for owner in try await desk.exports.owners() {
                let isActive = await desk.switchboard.read { $0.agents[owner]?.isActive ?? false }
                if !isActive { try await desk.cancelAll(of: owner) }
            }
            desk.ended.ring()
        } catch {
            logger.error("exports could not be gone through", metadata: ["reason": "\(error)"])
        }
    }

    /// Ends what people asked for who are kept out from now on.
    private func watch() async {
        while !Task.isCancelled {
            for await batch in desk.switchboard.subscribe() {
                for case .configured(.agent(let agent)) in batch.map(\.event)
                where !agent.isActive {
                    do {
                        try await desk.cancelAll(of: agent.id)
                    } catch {
                        logger.error(
                            "exports of a disabled person could not be ended",
                            metadata: ["reason": "\(error)"]
                        )
                    }
                }
            }
        }
    }

    private func care() async {
        repeat {
            do {
                let now = desk.clock.now()
                for export in try await desk.exports.expire(at: now) {
                    await desk.shelf.remove(export.number)
                }
                try await desk.exports.prune(before: now.adding(seconds: -Self.recordSeconds))
                desk.bell.echo()
            } catch {
                logger.warning("old exports stay", metadata: ["reason": "\(error)"])
            }
        } while (try? await desk.clock.sleep(milliseconds: Self.careSeconds * 1_000)) != nil
    }

    private func work() async {
        await withDiscardingTaskGroup { jobs in
            var alarm: Task<Void, Never>?
            for await _ in desk.bell.rings {
                guard !isStopping.withLock(\.self) else { break }
                alarm?.cancel()
                let (exports, nextAt) = await take()
                for export in exports { jobs.addTask { await self.make(export) } }
                alarm = nextAt.map { moment in
                    Task { [desk] in
                        guard (try? await desk.clock.sleep(until: moment)) != nil else { return }
                        desk.bell.ring()
                    }
                }
            }
            alarm?.cancel()
        }
    }

    /// Takes as many as may be made at once.
    private func take() async -> (exports: [Export], nextAt: Timestamp?) {
        var taken: [Export] = []
        do {
            let atOnce = try await desk.rules().atOnce
            while self.taken.withLock(\.self) < atOnce {
                let (export, nextAt) = try await desk.exports.take(at: desk.clock.now())
                guard let export else { return (taken, nextAt) }
                self.taken.withLock { $0 += 1 }
                taken.append(export)
            }
            // Whoever is through rings the bell.
            return (taken, nil)
        } catch {
            logger.warning("exports have to wait", metadata: ["reason": "\(error)"])
            return (taken, desk.clock.now().adding(seconds: 5))
        }
    }

    private func make(_ export: Export) async {
        let meter = ExportMeter()
        let task = Task {
            let viewer = try await self.owner(of: export)
            try Task.checkCancellation()
            return ExportDesk.Work(
                reports: try await self.reports(export, viewer, meter),
                reach: Reach(viewer)
            )
        }
        desk.begin(export.number, task, meter)
        if isStopping.withLock(\.self) { task.cancel() }
        do {
            let work = try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
            do {
                try await keep(work, export)
            } catch {
                // Those that were not taken over yet lie beside the others.
                for report in work.reports { report.discard() }
                throw error
            }
        } catch {
            await desk.shelf.remove(export.number)
            await note(error, of: export, isCancelled: task.isCancelled)
        }
        desk.end(export.number)
        taken.withLock { $0 -= 1 }
        desk.bell.ring()
        desk.ended.ring()
    }

    /// The owner, with the permissions that they have now.
    private func owner(of export: Export) async throws -> Viewer {
        let owner = export.owner
        let viewer = await desk.switchboard.read { floor in
            floor.agents[owner].flatMap { $0.isActive ? floor.viewer(of: $0) : nil }
        }
        guard let viewer else { throw ExportFailure(problem: ExportProblem(.ownerDisabled)) }
        return viewer
    }

    /// Makes the files.
    private func reports(
        _ export: Export,
        _ viewer: Viewer,
        _ meter: ExportMeter
    ) async throws -> [FinishedReport] {
        let formats = export.order.formats.compactMap(DocumentFormat.init)
        return try await desk.reports.export(
            ReportJob(
                report: export.order.report,
                parameters: export.order.parameters,
                format: formats.first ?? .pdf,
                viewer: viewer,
                language: export.order.language.flatMap(Language.init(tag:)),
                zone: export.order.zone,
                hidesIdentities: export.order.isPrivate,
                paper: export.order.paper.flatMap(PaperChoice.init)
            ),
            as: formats,
            into: desk.shelf.folder,
            meter
        )
    }

    private func keep(_ work: ExportDesk.Work, _ export: Export) async throws {
        let rules = try await desk.rules()
        var files: [Export.File] = []
        for report in work.reports {
            let size = try await desk.shelf.keep(report, of: export.number)
            guard size <= Int64(rules.maximumMegabytes) << 20 else {
                let words =
                    "\(report.format.rawValue): \(size >> 20) MB of \(rules.maximumMegabytes)"
                throw ExportFailure(problem: ExportProblem(.tooLarge, words))
            }
            files.append(
                Export.File(
                    format: report.format.rawValue,
                    size: size,
                    pages: report.pages,
                    contentHash: report.contentHash
                )
            )
        }
        let now = desk.clock.now()
        let isKept = try await desk.exports.finish(
            export.number,
            titled: work.reports.first?.title ?? export.title,
            files,
            seen: work.reach,
            at: now,
            until: now.adding(seconds: Int64(rules.keepHours) * 3_600)
        )
        // Cancelled in the last moment: nobody wants them.
        if !isKept { await desk.shelf.remove(export.number) }
    }

    private func note(_ error: any Error, of export: Export, isCancelled: Bool) async {
        do {
            let now = desk.clock.now()
            if isCancelled {
                // Whoever cancelled it has noted that; the end of the server is no failure.
                if isStopping.withLock(\.self) {
                    try await desk.exports.putBack(export.number, at: now)
                }
                return
            }
            let failure = ExportFailure(error)
            let againAt = again(failure, export, now)
            try await desk.exports.fail(export.number, failure.problem, at: now, againAt: againAt)
            logger.notice(
                "an export could not be made",
                metadata: [
                    "export": "\(export.number)", "report": "\(export.order.report)",
                    "code": "\(failure.problem.code)", "isGivenUp": "\(againAt == nil)",
                ]
            )
        } catch {
            // Still running in the books: it begins again at the next start.
            logger.error("an export could not be noted", metadata: ["reason": "\(error)"])
        }
    }

    private func again(_ failure: ExportFailure, _ export: Export, _ now: Timestamp) -> Timestamp? {
        if let seconds = failure.retrySeconds, export.attempts < 6 {
            return now.adding(seconds: Int64(seconds))
        }
        let isScheduled = export.run != nil && failure.problem.code == .plugin
        guard isScheduled, (1...Self.pauses.count).contains(export.attempts) else { return nil }
        return now.adding(seconds: Self.pauses[export.attempts - 1])
    }
}
