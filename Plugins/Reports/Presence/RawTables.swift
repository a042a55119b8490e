import PluginKit

/// Writes everything for machines: the stretches of presence, then each person's sums.
struct RawTables {
    private let time: WorkingTime

    init(_ time: WorkingTime) {
        self.time = time
    }

    func write(on paper: Paper) throws {
        let stretches = [
            "agent_id", "agent", "state", "reason", "started", "ended", "duration", "whole",
            "running",
            "limit", "over",
        ]
        try paper.table(stretches.map { Column(id: $0, title: $0) }) {
            for stretch in time.stretches {
                try paper.row([
                    .text(stretch.agent), .text(stretch.name), .text(stretch.state),
                    stretch.reason.isEmpty ? .nothing : .text(stretch.reason),
                    .moment(stretch.start), .moment(stretch.end), .duration(stretch.length),
                    .duration(stretch.whole), .truth(stretch.isRunning),
                    stretch.limit.map(Value.duration) ?? .nothing,
                    stretch.limit == nil ? .nothing : .duration(stretch.over),
                ])
            }
        }
        let sums = [
            "agent_id", "agent", "teams", "available", "occupied", "occupancy", "utilisation",
            "pause_time", "session_limit",
        ]
        try paper.table(sums.map { Column(id: $0, title: $0) }) {
            for person in time.people {
                try paper.row([
                    .text(person.id), .text(person.name), .text(person.teams),
                    .duration(person.available), .duration(person.occupied),
                    person.occupancy.map { .decimal($0, places: 4) } ?? .nothing,
                    person.utilisation.map { .decimal($0, places: 4) } ?? .nothing,
                    .duration(person.paused), person.sessionLimit.map { .integer($0) } ?? .nothing,
                ])
            }
        }
    }
}
