import Engine
import Store
import TestSupport
import Testing

@testable import Operations

/// Schedules of a machine whose clock was wrong for a while.
@Suite(.timeLimit(.minutes(3))) struct ScheduleClockTests {
    private static let years: Int64 = 3 * 365 * 86_400

    /// Daily at ten, an hour after the room's clock begins.
    private func add(_ room: PostRoom) async throws -> Schedule {
        let draft = ScheduleDraft(
            name: "Diário",
            order: ExportOrder(report: "history", formats: ["csv"]),
            period: .yesterday,
            recurrence: Recurrence(rhythm: .daily, minute: 600),
            recipients: [ScheduleDraft.Recipient(address: "ana@example.com")]
        )
        return try #require(try await room.post.schedules.add(draft, by: await room.sofia))
    }

    private func next(_ room: PostRoom, _ schedule: Schedule) async throws -> Timestamp? {
        try await room.post.schedules.schedules.schedule(schedule.id)?.nextAt
    }

    /// Waits until the mail of the last run was tried so often; there is no server to take it.
    private func tried(_ room: PostRoom, _ schedule: Schedule, _ count: Int) async throws {
        let schedules = room.post.schedules.schedules
        _ = try await room.until("the mail was tried \(count) times") {
            let runs = try await schedules.runs(of: schedule.id, limit: 1)
            guard let run = runs.first else { return nil as Bool? }
            let mailing = try await schedules.mailings(of: run.number).first
            return mailing?.state == .queued && mailing?.attempts == count ? true : nil
        }
    }

    @Test func `a schedule that a wrong clock moved away is brought back at the next start`()
        async throws
    {
        let room = try await PostRoom()
        let schedule = try await add(room)
        try await room.working {
            room.clock.advance(seconds: Self.years)
            try await tried(room, schedule, 1)
        }
        room.clock.advance(seconds: -Self.years)
        // What every start does first.
        try await room.post.schedules.mend(at: room.clock.now)
        #expect(try await next(room, schedule) == schedule.nextAt)
    }

    @Test func `what was done by a clock that was a little fast is not done again`() async throws {
        let room = try await PostRoom()
        let schedule = try await add(room)
        try await room.working {
            room.clock.advance(seconds: 3_600)
            try await tried(room, schedule, 1)
        }
        let tomorrow = schedule.nextAt?.adding(seconds: 86_400)
        #expect(try await next(room, schedule) == tomorrow)
        room.clock.advance(seconds: -600)
        try await room.post.schedules.mend(at: room.clock.now)
        #expect(try await next(room, schedule) == tomorrow)
        // Days ahead it was wrong, and what it did then does not count.
        room.clock.advance(seconds: -3 * 86_400)
        try await room.post.schedules.mend(at: room.clock.now)
        #expect(try await next(room, schedule) == schedule.nextAt?.adding(seconds: -3 * 86_400))
    }
}
