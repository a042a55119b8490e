internal import Engine
internal import Foundation
internal import Logging
internal import Mail
internal import Paper
public import ServiceLifecycle
internal import Store
internal import Synchronization

/// Does schedules at their times: has the report made, sends it, tries again, tells of failures.
///
/// Each step is on disk before the next one begins. A time that passed while the server did not run
/// is done once, late; a mail that was on its way when the process ended is not sent again by
/// itself, since nobody knows whether it arrived.
public final class ScheduleClerk: Service {
    private let desk: ScheduleDesk
    private let courier: MailCourier
    private let halt: MailHalt
    private let logger: Logger
    private let isStopping = Mutex(false)

    /// When was looked last; `nil` before the first time.
    private let looked = Mutex<Timestamp?>(nil)

    /// How much later than it was due a run is late, in milliseconds.
    static let lateness: Int64 = 300_000

    private static let careSeconds: Int64 = 86_400
    private static let recordSeconds: Int64 = 365 * 86_400

    /// Creates a clerk; it ends the talks with the mail server when it is to stop.
    init(desk: ScheduleDesk, words: Catalogue, halt: MailHalt, logger: Logger) {
        self.desk = desk
        self.halt = halt
        self.logger = logger
        courier = MailCourier(desk: desk, words: words, logger: logger)
    }

    /// Works until the server stops; mails whose last word is said wait for their answer.
    public func run() async throws {
        do {
            try await desk.schedules.recover()
        } catch {
            logger.error("mails could not be gone through", metadata: ["reason": "\(error)"])
        }
        desk.bell.ring()
        await withGracefulShutdownHandler {
            await withTaskGroup { watchers in
                watchers.addTask { await self.care() }
                await self.work()
                watchers.cancelAll()
            }
        } onGracefulShutdown: { [self] in
            isStopping.withLock { $0 = true }
            desk.bell.finish()
            halt.stop()
        }
    }

    private func care() async {
        repeat {
            do {
                let limit = desk.clock.now().adding(seconds: -Self.recordSeconds)
                try await desk.schedules.prune(before: limit)
            } catch {
                logger.warning("old runs stay", metadata: ["reason": "\(error)"])
            }
        } while (try? await desk.clock.sleep(milliseconds: Self.careSeconds * 1_000)) != nil
    }

    private func work() async {
        await withDiscardingTaskGroup { mails in
            var alarm: Task<Void, Never>?
            for await _ in desk.bell.rings {
                guard !isStopping.withLock(\.self) else { break }
                alarm?.cancel()
                let (due, nextAt) = await plan()
                desk.bell.echo()
                for mailing in due { mails.addTask { await self.courier.send(mailing) } }
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

    /// Does what is due, and gives the mails that go now.
    private func plan() async -> (due: [Mailing], nextAt: Timestamp?) {
        let now = desk.clock.now()
        do {
            try await mend(at: now)
            let (due, nextSchedule) = try await desk.schedules.due(at: now)
            for schedule in due { try await begin(schedule, at: now) }
            for (run, export) in try await desk.schedules.ready() {
                try await dispatch(run, export, at: now)
            }
            for (run, mailings) in try await desk.schedules.through() {
                try await end(run, mailings, at: now)
            }
            let (mails, nextMail) = try await courier.take(at: now)
            return (mails, [nextSchedule, nextMail].compactMap(\.self).min())
        } catch {
            logger.warning("schedules have to wait", metadata: ["reason": "\(error)"])
            return ([], now.adding(seconds: 5))
        }
    }

    /// Looks whether the clock was set back since the last time; the first time it may have been.
    private func mend(at now: Timestamp) async throws {
        let before = looked.withLock(\.self)
        if before.map({ now < $0 }) ?? true { try await desk.mend(at: now) }
        looked.withLock { $0 = now }
    }

    /// Begins the last time that a schedule was due; those before it are left out, and counted.
    private func begin(_ schedule: Schedule, at now: Timestamp) async throws {
        guard await desk.owner(of: schedule) != nil else {
            try await desk.schedules.suspend(schedule.id, because: "ownerDisabled")
            logger.notice("a schedule lost its owner", metadata: ["schedule": "\(schedule.id)"])
            return
        }
        let zone = await desk.zone(of: schedule.draft)
        let recurrence = schedule.draft.recurrence
        guard let dueAt = schedule.nextAt else { return }
        let last = max(dueAt, recurrence.last(upTo: now, in: zone) ?? dueAt)
        var draft = ScheduleRunDraft(
            dueAt: last,
            period: schedule.draft.period?.interval(at: last, in: zone)
        )
        draft.isLate = now.since(last) > Self.lateness
        draft.missed = recurrence.count(from: dueAt, until: last, in: zone)
        let run = try await desk.begin(
            draft,
            schedule,
            zone,
            nextAt: recurrence.next(after: now, in: zone),
            at: now
        )
        guard let run, run.isLate || run.missed > 0 else { return }
        logger.notice(
            "a schedule is done late",
            metadata: ["schedule": "\(schedule.id)", "missed": "\(run.missed)"]
        )
    }

    /// Lets the mails of a run go out, or ends it when there is no report to send.
    private func dispatch(_ run: ScheduleRun, _ export: Export, at now: Timestamp) async throws {
        guard let schedule = try await desk.schedules.schedule(run.schedule) else { return }
        guard export.state == .done else {
            let problem = export.problem ?? ExportProblem(.interrupted)
            return try await end(run, schedule, .failed, problem, at: now)
        }
        let settings = try await desk.mail.current()
        let recipients = schedule.draft.recipients
        let ids = recipients.indices.map { index in
            MailDesk.messageID("\(schedule.id).\(run.number).\(index)", settings)
        }
        try await desk.schedules.send(run.number, to: recipients, messageIDs: ids, at: now)
    }

    private func end(_ run: ScheduleRun, _ mailings: [Mailing], at now: Timestamp) async throws {
        guard let schedule = try await desk.schedules.schedule(run.schedule) else { return }
        let sent = mailings.count { $0.state == .sent }
        let state: ScheduleRun.State =
            sent == mailings.count ? .done : sent == 0 ? .failed : .partial
        try await end(run, schedule, state, nil, at: now)
    }

    /// Ends a run; of what did not go out its owner is told, once.
    private func end(
        _ run: ScheduleRun,
        _ schedule: Schedule,
        _ state: ScheduleRun.State,
        _ problem: ExportProblem?,
        at now: Timestamp
    ) async throws {
        var notice: (recipient: ScheduleDraft.Recipient, messageID: String)?
        if state != .done, let owner = await desk.owner(of: schedule)?.agent {
            let settings = try await desk.mail.current()
            notice = (
                ScheduleDraft.Recipient(
                    address: owner.email,
                    name: owner.name,
                    language: owner.language
                ),
                MailDesk.messageID("\(schedule.id).\(run.number).notice", settings)
            )
            logger.warning(
                "a schedule did not reach everyone",
                metadata: [
                    "schedule": "\(schedule.id)", "run": "\(run.number)", "state": "\(state)",
                    "problem": "\(problem?.code.rawValue ?? "mail")",
                ]
            )
        }
        try await desk.schedules.end(run.number, state, problem, notice: notice, at: now)
        desk.bell.ring()
    }
}
