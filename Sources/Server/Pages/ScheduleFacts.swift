internal import Engine
internal import Store
internal import Templates

extension SchedulePages {
    /// The facts of a schedule in the list.
    static func facts(
        _ schedule: Schedule,
        _ last: ScheduleRun?,
        report: String?,
        owner: String
    ) -> PageFacts {
        let draft = schedule.draft
        let people = draft.recipients.map(\.address)
        let more = people.count > 3 ? " +\(people.count - 3)" : ""
        return [
            "id": .text(String(schedule.id)),
            "name": .text(draft.name),
            "report": .text(report ?? draft.order.report),
            "owner": .text(owner),
            "every": .text(draft.recurrence.rhythm.rawValue),
            "days": .list(draft.recurrence.days) { ["day": .text($0.rawValue)] },
            "day": .text(String(draft.recurrence.day)),
            "at": .text(draft.recurrence.time),
            "period": .text(draft.period?.rawValue),
            "people": .text(people.prefix(3).joined(separator: ", ") + more),
            "isActive": .flag(draft.isActive),
            "hasProblem": .flag(schedule.problem != nil),
            "next": moment(schedule.nextAt),
            "lastState": .text(last?.state.rawValue),
            "lastAt": moment(last?.startedAt),
        ]
    }

    /// The facts of a run in the history.
    static func facts(_ run: ScheduleRun, _ mailings: [Mailing]) -> PageFacts {
        let isOpen = mailings.contains { $0.state == .failed || $0.state == .unknown }
        return [
            "id": .text(String(run.number)),
            "dueAt": moment(run.dueAt),
            "isManual": .flag(run.isManual),
            "isLate": .flag(run.isLate),
            "missed": .integer(run.missed),
            "state": .text(run.state.rawValue),
            "problem": .text(run.problem?.code.rawValue),
            "mayResend": .flag(isOpen),
            "people": .list(mailings) { mailing in
                [
                    "address": .text(mailing.recipient.address),
                    "state": .text(mailing.state.rawValue),
                    "attempts": .integer(mailing.attempts),
                    "next": moment(mailing.attempts > 0 ? mailing.nextAttemptAt : nil),
                    "answer": .text(mailing.answer ?? ""),
                    "isNotice": .flag(mailing.isNotice),
                ]
            },
        ]
    }

    private static func moment(_ moment: Timestamp?) -> PageFact {
        moment.map { .moment(milliseconds: $0.milliseconds) } ?? .none
    }
}
