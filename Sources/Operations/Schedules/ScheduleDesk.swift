public import Engine
internal import Foundation
internal import Mail
internal import OrderedCollections
public import Store

/// Keeps reports that are sent again and again, for those who may have them.
public struct ScheduleDesk: Sendable {
    /// How many schedules a company may have.
    static let limit = 500

    /// Keeps the schedules, their runs and mails.
    public let schedules: Schedules

    let exports: ExportDesk
    let mail: MailDesk
    let switchboard: Switchboard
    let clock: WallClock
    let bell: Bell

    /// Lists the schedules that a person may see: their own, or all for an administrator.
    public func list(for viewer: Viewer) async throws -> [Schedule] {
        try await schedules.all(of: viewer.administers ? nil : viewer.agent.id)
    }

    /// Reads a schedule that a person may see.
    public func schedule(_ id: Int64, for viewer: Viewer) async throws -> Schedule? {
        guard let found = try await schedules.schedule(id),
            viewer.administers || found.owner == viewer.agent.id
        else { return nil }
        return found
    }

    /// Adds a schedule, whose owner's permissions hold at each of its times.
    ///
    /// - Throws: `InvalidField`, `ReportError`; `nil` when there are too many already.
    public func add(_ draft: ScheduleDraft, by viewer: Viewer) async throws -> Schedule? {
        let draft = try await checked(draft, viewer)
        let now = clock.now()
        let made = try await schedules.add(
            draft,
            by: viewer.agent.id,
            nextAt: draft.recurrence.next(after: now, in: await zone(of: draft)),
            at: now,
            limit: Self.limit
        )
        bell.ring()
        return made
    }

    /// Changes a schedule; it is next due at its first time from now on.
    ///
    /// - Throws: `InvalidField`, `ReportError`.
    public func change(
        _ id: Int64,
        to draft: ScheduleDraft,
        by viewer: Viewer
    ) async throws -> Schedule? {
        let draft = try await checked(draft, viewer)
        let next = draft.recurrence.next(after: clock.now(), in: await zone(of: draft))
        let changed = try await schedules.change(id, to: draft, nextAt: next)
        bell.ring()
        return changed
    }

    /// Does a schedule now, beside its times.
    ///
    /// - Throws: `ReportError.forbidden` when its owner may not have reports any more.
    public func sendNow(_ schedule: Schedule) async throws -> ScheduleRun? {
        let now = clock.now()
        guard await owner(of: schedule) != nil else { throw ReportError.forbidden }
        let zone = await zone(of: schedule.draft)
        var draft = ScheduleRunDraft(
            dueAt: now,
            period: schedule.draft.period?.interval(at: now, in: zone)
        )
        draft.isManual = true
        return try await begin(draft, schedule, zone, nextAt: nil, at: now)
    }

    /// Lets the mails of a run that did not arrive, or perhaps did, go once more; how many.
    public func resend(_ run: ScheduleRun) async throws -> Int {
        let count = try await schedules.resend(run.number, at: clock.now())
        bell.ring()
        return count
    }

    /// Begins a run, whose report is then made.
    func begin(
        _ run: ScheduleRunDraft,
        _ schedule: Schedule,
        _ zone: String,
        nextAt: Timestamp?,
        at now: Timestamp
    ) async throws -> ScheduleRun? {
        var order = schedule.draft.order
        order.zone = zone
        if let period = run.period {
            order.parameters = try Self.adding(period, to: order.parameters)
        }
        let made = try await schedules.begin(
            run,
            of: schedule,
            order,
            titled: schedule.draft.name,
            at: now,
            nextAt: nextAt
        )
        exports.bell.ring()
        return made
    }

    /// The zone whose clocks count: the schedule's own, or the company's.
    func zone(of draft: ScheduleDraft) async -> String {
        if let zone = draft.order.zone { return zone }
        return await switchboard.read { $0.company.timeZone }
    }

    /// The owner, while they may have reports.
    func owner(of schedule: Schedule) async -> Viewer? {
        await switchboard.read { floor in
            guard let agent = floor.agents[schedule.owner], agent.isActive else { return nil }
            let viewer = floor.viewer(of: agent)
            return viewer.readsReports && viewer.may(.exports) ? viewer : nil
        }
    }

    /// Adds a period to parameters, as moments.
    static func adding(_ period: Range<Timestamp>, to parameters: String) throws -> String {
        let object = try JSONSerialization.jsonObject(with: Data(parameters.utf8))
        var fields = object as? [String: Any] ?? [:]
        fields["from"] = Self.text(of: period.lowerBound)
        fields["to"] = Self.text(of: period.upperBound)
        let data = try JSONSerialization.data(
            withJSONObject: fields,
            options: [.sortedKeys, .withoutEscapingSlashes]
        )
        return String(decoding: data, as: UTF8.self)
    }

    private static func text(of moment: Timestamp) -> String {
        Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000).formatted(.iso8601)
    }
}
