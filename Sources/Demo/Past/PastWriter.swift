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
    /// The pictures that contacts send, which are in the media folder already.
    var pictures: [Attachment] = []

    /// Sessions on a working day, against the rhythm's own 161.
    var load = 0.75

    /// How many days go back.
    var days = 30

    private static let chunk = 1_000

    /// Writes everything up to a moment.
    func write(until now: Timestamp) throws {
        let (entries, sessions) = script(until: now)
        guard let beginning = entries.first?.at else { return }
        var stage = PastStage(
            company: company,
            ledger: ledger,
            script: sessions,
            pictures: pictures,
            beginning: beginning
        )
        for first in stride(from: 0, to: entries.count, by: Self.chunk) {
            try ledger.transaction {
                for entry in entries[first..<min(first + Self.chunk, entries.count)] {
                    try stage.play(entry)
                }
            }
        }
        try ledger.transaction { try stage.settle(until: now) }
    }

    /// Puts the days together: what happens in all of them, in order, with the sessions it is in.
    private func script(until now: Timestamp) -> (entries: [PastEntry], sessions: [PastSession]) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = DemoCompany.zone
        let today = calendar.startOfDay(
            for: Date(timeIntervalSince1970: Double(now.milliseconds) / 1_000)
        )
        var entries: [PastEntry] = []
        var sessions: [PastSession] = []
        for back in stride(from: days, through: 0, by: -1) {
            guard let day = calendar.date(byAdding: .day, value: -back, to: today) else { continue }
            let start = Timestamp(seconds: Int64(day.timeIntervalSince1970))
            let isWorkday = back == 0 || !calendar.isDateInWeekend(day)
            let script = script(of: start, isWorkday: isWorkday, back: back)
            entries += staff(from: start)
            entries += script.entries.map { entry in
                var entry = entry
                entry.session += sessions.count
                return entry
            }
            sessions += script.sessions
        }
        let past = entries.filter { $0.at < now }.enumerated()
        let ordered = past.sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
        return (ordered.map(\.element), sessions)
    }

    /// The staff comes at six and leaves before midnight, with breaks for lunch and coffee.
    ///
    /// Those of one team go to lunch one after the other; only the last of a team that shares its
    /// table leaves the queue alone for a while.
    private func staff(from day: Timestamp) -> [PastEntry] {
        var entries = [
            PastEntry(at: day.adding(seconds: 21_600), session: -1, step: .staff(.available)),
            PastEntry(at: day.adding(seconds: 86_340), session: -1, step: .staff(.offline)),
        ]
        for (index, person) in company.staff.enumerated()
        where person.role == .agent && person.isSimulated {
            let isTogether = person.teams.contains("financeiro")
            let lunch = Int64(isTogether ? 43_200 + 420 * index : 39_600 + 1_500 * index)
            let coffee = Int64(54_000 + 600 * index)
            let breaks: [(reason: String, at: Int64, lasts: Int64)] = [
                ("Almoço", lunch, 3_000), ("Café", coffee, 720),
            ]
            for (reason, at, lasts) in breaks {
                entries.append(rest(index, .paused(reason: reason), day.adding(seconds: at)))
                entries.append(rest(index, .available, day.adding(seconds: at + lasts)))
            }
        }
        return entries
    }

    private func rest(_ agent: Int, _ presence: Presence, _ at: Timestamp) -> PastEntry {
        PastEntry(at: at, session: -1, step: .rest(agent: agent, presence))
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
}
