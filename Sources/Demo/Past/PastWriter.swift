internal import Engine
internal import Foundation

/// Writes thirty days of conversations into the books, up to now.
///
/// What a day brings depends on the day and the seed alone. Conversations that go beyond the present
/// stay open: the place is alive when somebody first looks at it.
struct PastWriter {
    let company: DemoCompany
    let ledger: Ledger
    let seed: UInt64

    /// Sessions on a working day, against the rhythm's own 161.
    var load = 0.75

    /// How many days go back.
    var days = 30

    private static let chunk = 1_000

    /// Writes everything up to a moment.
    func write(until now: Timestamp) throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = DemoCompany.zone
        let today = calendar.startOfDay(
            for: Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000)
        )
        var stage = PastStage(company: company, ledger: ledger)
        for back in stride(from: days, through: 0, by: -1) {
            guard let day = calendar.date(byAdding: .day, value: -back, to: today) else { continue }
            let start = Timestamp(seconds: Int64(day.timeIntervalSince1970))
            let script = script(of: start, isWorkday: back == 0 || !calendar.isDateInWeekend(day), back: back)
            stage.begin(script.sessions)
            let entries = script.entries.filter { $0.at < now }
            try arrive(start, &stage, until: now)
            for first in stride(from: 0, to: entries.count, by: Self.chunk) {
                try ledger.transaction {
                    for entry in entries[first..<min(first + Self.chunk, entries.count)] {
                        try stage.play(entry)
                    }
                }
            }
            try ledger.transaction { try stage.settle(until: now) }
            if back > 0 { try leave(start, until: now) }
        }
    }

    private func script(of start: Timestamp, isWorkday: Bool, back: Int) -> DayScript {
        let number = UInt64(bitPattern: start.milliseconds / 86_400_000)
        let clerks = company.staff.enumerated().compactMap { index, person -> DayScript.Clerk? in
            // Ana's conversations of today are left to whoever logs in as her.
            guard person.role == .agent, person.isSimulated || back > 0 else { return nil }
            let places = Array(repeating: start, count: 3)
            return DayScript.Clerk(index: index, teams: Set(person.teams), freeAt: places)
        }
        return DayScript(
            company: company,
            start: start,
            isWorkday: isWorkday,
            load: load,
            people: company.people.count,
            clerks: clerks,
            seed: seed &* 1_000_003 &+ number
        )
    }

    /// The staff comes at seven.
    private func arrive(_ day: Timestamp, _ stage: inout PastStage, until now: Timestamp) throws {
        try setPresence(.available, at: day.adding(seconds: 7 * 3_600), until: now)
    }

    /// The staff leaves before midnight.
    private func leave(_ day: Timestamp, until now: Timestamp) throws {
        try setPresence(.offline, at: day.adding(seconds: 86_340), until: now)
    }

    private func setPresence(_ presence: Presence, at moment: Timestamp, until now: Timestamp) throws {
        guard moment < now else { return }
        try ledger.transaction {
            for person in company.staff where person.role == .agent {
                guard let agent = ledger.floor.agent(email: person.email) else { continue }
                let command = Command.setPresence(agent.id, presence)
                try ledger.perform(command, by: .system, at: moment)
            }
        }
    }
}
