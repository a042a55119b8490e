import PluginKit

/// Is what people did with a period, as the host's datasets tell.
struct WorkingTime {
    /// Is a stretch of one person's presence.
    struct Stretch {
        var agent: String
        var name: String
        var state: String
        var reason: String
        var start: Int64
        var end: Int64
        var whole: Int64
        var isRunning: Bool
        var limit: Int64?
        /// What of the whole pause is beyond its limit.
        var over: Int64

        var length: Int64 { end - start }
        var isPause: Bool { state == "paused" }
    }

    /// Is one person with the sums of the period.
    struct Person {
        var id: String
        var name: String
        var teams: String
        var available: Int64
        var paused: Int64
        var occupied: Int64
        var utilised: Int64?
        var capacity: Int64?
        var sessionLimit: Int64?
        var stretches: [Stretch] = []
        /// When the person had at least one session while available.
        var busy: [Range<Int64>] = []

        var pauses: [Stretch] { stretches.filter(\.isPause) }
        var offline: Int64 {
            stretches.filter { $0.state == "offline" }.reduce(0) { $0 + $1.length }
        }
        var occupancy: Double? { available > 0 ? Double(occupied) / Double(available) : nil }
        var utilisation: Double? {
            guard let utilised, let capacity, capacity > 0 else { return nil }
            return Double(utilised) / Double(capacity)
        }
    }

    /// The people, by name.
    let people: [Person]

    /// Everyone's stretches, by name and start.
    var stretches: [Stretch] { people.flatMap(\.stretches) }

    init(_ parameters: PresenceReport.Parameters, _ call: Call) throws {
        var people: [Person] = []
        var places: [String: Int] = [:]
        func place(_ rows: Rows) -> Int {
            let id = rows.text("agent_id")
            if let known = places[id] { return known }
            places[id] = people.count
            people.append(
                Person(
                    id: id,
                    name: rows.text("agent"),
                    teams: "",
                    available: 0,
                    paused: 0,
                    occupied: 0
                )
            )
            return people.count - 1
        }
        let work = try call.query("work", parameters)
        while try work.next() {
            let place = place(work)
            people[place].teams = work.text("teams")
            people[place].available = work.integer("available") ?? 0
            people[place].paused = work.integer("paused") ?? 0
            people[place].occupied = work.integer("occupied") ?? 0
            people[place].utilised = work.integer("utilised")
            people[place].capacity = work.integer("capacity")
            people[place].sessionLimit = work.integer("session_limit")
        }
        let presence = try call.query("presence", parameters)
        while try presence.next() {
            let place = place(presence)
            people[place].stretches.append(Stretch(presence))
        }
        let busy = try call.query("busy", parameters)
        while try busy.next() {
            guard let start = busy.integer("started"), let end = busy.integer("ended"), start <= end
            else { continue }
            let place = place(busy)
            people[place].busy.append(start..<end)
        }
        // Who was away all the time has no work: such people stand by their names, too.
        self.people = people.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }
}

extension WorkingTime.Stretch {
    fileprivate init(_ rows: Rows) {
        let start = rows.integer("started") ?? 0
        self.init(
            agent: rows.text("agent_id"),
            name: rows.text("agent"),
            state: rows.text("state"),
            reason: rows.text("reason"),
            start: start,
            end: max(start, rows.integer("ended") ?? start),
            whole: rows.integer("whole") ?? 0,
            isRunning: rows.truth("running") == true,
            limit: rows.integer("limit"),
            over: rows.integer("over") ?? 0
        )
    }
}
