import PluginKit

extension Sheet {
    /// The teams, the one in most trouble first.
    func teams(in area: Area, most: Int = 1) throws {
        try table(
            RankedTeam.ranked(try data.rows("teams"), words),
            RoomyColumn<RankedTeam>.teams(words),
            in: area,
            title: words("wallboard.teams.title"),
            empty: words("wallboard.teams.empty"),
            most: most
        )
    }

    /// Who waits, the longest first.
    func queue(in area: Area, team: String? = nil) throws {
        let all = try data.rows("queue")
        let rows = team.map { slug in all.filter { $0.text("team_slug") == slug } } ?? all
        let names = rows.contains { !$0.text("contact").isEmpty }
        try table(
            rows,
            RoomyColumn<Record>.queue(words, names: names),
            in: area,
            title: words("wallboard.queue"),
            empty: words("wallboard.queue.empty")
        )
    }

    /// What is out of the ordinary.
    func exceptions(in area: Area) throws {
        try table(
            try data.rows("exceptions"),
            RoomyColumn<Record>.exceptions(words),
            in: area,
            title: words("wallboard.exceptions"),
            empty: words("wallboard.exceptions.empty")
        )
    }

    /// The channels, those that do not work first.
    func channels(in area: Area, most: Int = 1) throws {
        try table(
            RoomyColumn<Record>.ranked(channels: try data.rows("channels")),
            RoomyColumn<Record>.channels(words),
            in: area,
            title: words("wallboard.channels.title"),
            empty: words("wallboard.channels.empty"),
            most: most
        )
    }

    /// The people, those who need a look first.
    func agents(in area: Area, most: Int = 1) throws {
        try table(
            RankedAgent.ranked(try data.rows("agents"), words),
            RoomyColumn<RankedAgent>.agents(words),
            in: area,
            title: words("wallboard.agents.title"),
            empty: words("wallboard.agents.empty"),
            most: most
        )
    }

    /// A chart of the day by hours.
    func chart(_ kind: HourChart, title: String? = nil, in area: Area) throws {
        let chart = try kind.chart(
            try data.rows("volume"),
            words,
            title: title,
            goal: try data.live().number("goal")
        )
        try cell(area) { try paper.chart(chart) }
    }
}
