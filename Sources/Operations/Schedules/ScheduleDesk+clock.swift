internal import Engine
internal import Store

extension ScheduleDesk {
    /// By how many milliseconds a clock may be set back and have been right before.
    private static let correction: Int64 = 86_400_000

    /// Brings back what waits for a time after its next one, since the clock was wrong when that was
    /// reckoned.
    ///
    /// A time that was done already, with a clock that went a little fast, is not done again; what was
    /// done with a clock that was days ahead does not count.
    func mend(at now: Timestamp) async throws {
        let limit = Timestamp(milliseconds: now.milliseconds + Self.correction)
        for schedule in try await schedules.all() {
            guard let planned = schedule.nextAt, planned > now else { continue }
            let zone = await zone(of: schedule.draft)
            let recurrence = schedule.draft.recurrence
            guard var next = recurrence.next(after: now, in: zone), next < planned else { continue }
            let done = try await schedules.times(of: schedule.id, after: now, begunBefore: limit)
            while done.contains(next), let later = recurrence.next(after: next, in: zone) {
                next = later
            }
            if next < planned { try await schedules.move(schedule, to: next) }
        }
        let longest = MailCourier.schedule.pauses.max() ?? 0
        try await schedules.hasten(after: now.adding(seconds: longest), to: now)
    }
}
