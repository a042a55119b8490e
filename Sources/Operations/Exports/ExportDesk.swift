public import Engine
public import Foundation
internal import Paper
public import Store
internal import Synchronization

/// Takes reports that are to be made in the background, and hands out what became of them.
public final class ExportDesk: Sendable {
    /// Is what was made, and how much its owner saw then.
    struct Work: Sendable {
        var reports: [FinishedReport]
        var reach: Reach
    }

    private struct Job {
        var task: Task<Work, any Error>
        var meter: ExportMeter
    }

    let exports: Exports
    let reports: ReportDesk
    let shelf: ExportShelf
    let switchboard: Switchboard
    let clock: WallClock
    let bell = Bell()

    /// Rings when an export ended, for who waits for that.
    let ended: Bell

    private let settings: ServiceSettings
    private let links: ExportLinks
    private let running = Mutex<[Int64: Job]>([:])

    init(
        folder: DataFolder,
        reports: ReportDesk,
        switchboard: Switchboard,
        clock: WallClock,
        ended: Bell
    ) {
        exports = folder.exports()
        settings = folder.serviceSettings
        shelf = ExportShelf(folder: URL(filePath: folder.exportsPath, directoryHint: .isDirectory))
        links = ExportLinks(secret: try? folder.secret(for: "export-links/1"))
        self.reports = reports
        self.switchboard = switchboard
        self.clock = clock
        self.ended = ended
    }

    /// How much is exported, and how long it is kept.
    public func rules() async throws -> ExportRules {
        try await settings.value(ExportRules.name) ?? ExportRules()
    }

    /// Sets how much is exported from now on, and how long it is kept.
    public func set(_ rules: ExportRules) async throws {
        try await settings.set(ExportRules.name, rules)
        bell.ring()
    }

    /// Takes a report that is to be made; `nil` when its owner has too many that wait already.
    ///
    /// - Throws: `ReportError` when there is no such report, or not for this person.
    public func add(_ order: ExportOrder, by viewer: Viewer) async throws -> Export? {
        guard viewer.readsReports, viewer.may(.exports) else { throw ReportError.forbidden }
        let listing = await reports.list().first { $0.id == order.report }
        guard let listing else { throw ReportError.unknown(order.report) }
        let added = try await exports.add(
            order,
            titled: listing.name,
            by: viewer.agent.id,
            at: clock.now(),
            limit: try await rules().perPerson
        )
        bell.ring()
        return added
    }

    /// Reads an export that a person may see: their own, or any for an administrator.
    public func export(_ number: Int64, for viewer: Viewer) async throws -> Export? {
        guard let export = try await exports.export(number),
            viewer.administers || export.owner == viewer.agent.id
        else { return nil }
        return export
    }

    /// Lists the exports that a person may see, newest first: their own, or all of them.
    public func list(
        for viewer: Viewer,
        everyone: Bool = false,
        state: Export.State? = nil,
        after number: Int64? = nil,
        limit: Int
    ) async throws -> [Export] {
        try await exports.list(
            of: everyone && viewer.administers ? nil : viewer.agent.id,
            state: state,
            after: number,
            limit: limit
        )
    }

    /// How far an export is; `nil` for one that is not being made at this moment.
    public func progress(of number: Int64) -> ExportProgress? {
        running.withLock { $0[number]?.meter.progress }
    }

    /// Ends an export that waits or runs, and the work for it; false when there is none to end.
    @discardableResult
    public func cancel(
        _ number: Int64,
        because problem: ExportProblem = ExportProblem(.cancelled)
    ) async throws -> Bool {
        let isEnded = try await exports.cancel(number, because: problem, at: clock.now())
        running.withLock { $0[number]?.task.cancel() }
        if isEnded { ended.ring() }
        return isEnded
    }

    /// Ends all exports of a person who may not log in any more.
    func cancelAll(of owner: ID<Agent>) async throws {
        for number in try await exports.open(of: owner) {
            try await cancel(number, because: ExportProblem(.ownerDisabled))
        }
    }

    /// Where a file of an export is, for a person who may fetch it; `nil` when it has none such.
    ///
    /// - Throws: `ExportWithheld` when the person may not see any more what is in it.
    public func file(_ format: String, of export: Export, for viewer: Viewer) throws -> URL? {
        guard !export.isWithheld(from: viewer) else { throw ExportWithheld() }
        return file(format, of: export)
    }

    /// Where a file of an export is, whoever asks; `nil` when it has none such.
    func file(_ format: String, of export: Export) -> URL? {
        guard export.state == .done, export.files.contains(where: { $0.format == format }) else {
            return nil
        }
        return shelf.place(export.number, format)
    }

    /// The key of a link by which the recipient of a mail fetches the file that was too large.
    func key(of mailing: Mailing) -> String? { links.key(of: mailing) }

    /// Finds the export that a link's key opens, and whose permissions hold; `nil` when it opens none.
    public func export(_ number: Int64, key: String, among schedules: ScheduleDesk) async throws
        -> (export: Export, owner: Viewer)?
    {
        guard let mail = links.mailing(in: key),
            let mailing = try await schedules.schedules.mailing(mail),
            !mailing.isNotice, links.opens(key, mailing),
            let export = try await exports.export(number), export.run == mailing.run,
            let run = try await schedules.schedules.run(mailing.run),
            let schedule = try await schedules.schedules.schedule(run.schedule),
            let owner = await schedules.owner(of: schedule),
            schedule.draft.recipients.contains(where: {
                $0.address == mailing.recipient.address
            })
        else { return nil }
        return (export, owner)
    }

    func begin(_ number: Int64, _ task: Task<Work, any Error>, _ meter: ExportMeter) {
        running.withLock { $0[number] = Job(task: task, meter: meter) }
    }

    func end(_ number: Int64) {
        running.withLock { $0[number] = nil }
    }

    /// Cancels the work on everything, since the server stops.
    func halt() {
        running.withLock { running in
            for job in running.values { job.task.cancel() }
        }
    }
}
