internal import Engine
internal import Operations
internal import Store

/// Writes schedules, their runs and mails for the API.
struct ScheduleWriter: Sendable {
    let exports: ExportWriter
    let schedules: Schedules

    /// The schedule as the API shows it, with its last run.
    func json(_ schedule: Schedule) async throws -> JSON {
        let draft = schedule.draft
        let owner = schedule.owner
        let value: JSON = [
            "id": .text(String(schedule.id)), "name": .text(draft.name),
            "report": .text(draft.order.report),
            "formats": .list(draft.order.formats) { .text($0) },
            "parameters": JSON(parsing: draft.order.parameters) ?? .null,
            "period": .text(draft.period?.rawValue),
            "every": .text(draft.recurrence.rhythm.rawValue),
            "weekdays": .list(draft.recurrence.days) { .text($0.rawValue) },
            "day": .count(draft.recurrence.day), "at": .text(draft.recurrence.time),
            "timeZone": .text(draft.order.zone), "language": .text(draft.order.language),
            "privacy": .bool(draft.order.isPrivate), "paper": .text(draft.order.paper),
            "recipients": .list(draft.recipients) { recipient in
                [
                    "address": .text(recipient.address), "name": .text(recipient.name),
                    "language": .text(recipient.language),
                ]
            },
        ]
        let last = try await schedules.runs(of: schedule.id, limit: 1).first
        var lastRun = JSON.null
        if let last { lastRun = try await json(last) }
        return value.adding([
            "subject": .text(draft.subject), "message": .text(draft.message),
            "active": .bool(draft.isActive), "problem": .text(schedule.problem),
            "owner": exports.directory.reference(owner),
            "nextAt": .text(schedule.nextAt?.text), "createdAt": .text(schedule.createdAt.text),
            "lastRun": lastRun,
        ])
    }

    /// The run as the API shows it, with its mails.
    func json(_ run: ScheduleRun) async throws -> JSON {
        let mailings = try await schedules.mailings(of: run.number)
        return [
            "id": .text(String(run.number)), "dueAt": .text(run.dueAt.text),
            "startedAt": .text(run.startedAt.text), "finishedAt": .text(run.finishedAt?.text),
            "manual": .bool(run.isManual), "late": .bool(run.isLate),
            "missed": .count(run.missed), "from": .text(run.period?.lowerBound.text),
            "to": .text(run.period?.upperBound.text), "state": .text(run.state.rawValue),
            "export": run.export.map { .text(String($0)) } ?? .null,
            "error": exports.problem(run.problem),
            "recipients": .list(mailings.filter { !$0.isNotice }, Self.json),
            "notice": mailings.first(where: \.isNotice).map(Self.json) ?? .null,
        ]
    }

    private static func json(_ mailing: Mailing) -> JSON {
        [
            "address": .text(mailing.recipient.address), "name": .text(mailing.recipient.name),
            "messageId": .text(mailing.messageID), "state": .text(mailing.state.rawValue),
            "attempts": .count(mailing.attempts),
            "nextAttemptAt": .text(mailing.nextAttemptAt?.text),
            "lastAttemptAt": .text(mailing.lastAttemptAt?.text),
            "status": mailing.status.map { .count($0) } ?? .null, "answer": .text(mailing.answer),
        ]
    }
}

extension Services {
    /// What writes schedules for whoever asks.
    func scheduleWriter(_ context: ServerContext) async throws -> ScheduleWriter {
        ScheduleWriter(
            exports: try await exportWriter(context),
            schedules: try post().schedules.schedules
        )
    }
}
