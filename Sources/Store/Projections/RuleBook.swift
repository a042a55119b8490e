import Engine
import GRDB

/// Keeps what the figures need to know of the configuration, as it was when things happened.
///
/// The journal's own begins with the rows and follows the events. A rebuild's begins with nothing:
/// the events tell it everything in their order, so that it counts by the same rules.
final class RuleBook {
    /// Is how the figures of a team count.
    struct Terms {
        var target: Int64 = 300_000
        var shortLimit: Int64 = 10_000
        var countsAbandoned = true
        var hours: ID<BusinessHours>?
    }

    private var isLoaded: Bool
    private var teams: [ID<Team>: Terms] = [:]
    private var rhythms: [ID<Channel>: ChannelCapabilities.Rhythm] = [:]
    private var hours: [ID<BusinessHours>: BusinessHours] = [:]

    /// Creates a book that begins with the rows, or with nothing.
    init(beginsWithRows: Bool) {
        isLoaded = !beginsWithRows
    }

    /// Takes a change of the configuration in.
    func apply(_ configuration: Engine.Configuration) {
        switch configuration {
        case .team(let team): teams[team.id] = Terms(team)
        case .channel(let channel): rhythms[channel.id] = channel.capabilities.rhythm
        case .hours(let item): hours[item.id] = item
        default: return
        }
    }

    /// Forgets what a transaction that was undone may have told.
    func forget() {
        teams = [:]
        rhythms = [:]
        hours = [:]
        isLoaded = false
    }

    /// How the figures of a team count.
    func terms(of team: ID<Team>?, _ db: Database) throws -> Terms {
        try load(db)
        return team.flatMap { teams[$0] } ?? Terms()
    }

    /// How fast a channel is.
    func rhythm(of channel: ID<Channel>, _ db: Database) throws -> ChannelCapabilities.Rhythm {
        try load(db)
        return rhythms[channel] ?? .async
    }

    /// The milliseconds between two moments within a team's hours; all of them without hours.
    func business(
        _ terms: Terms,
        from start: Timestamp,
        to end: Timestamp
    ) -> Int64 {
        guard let id = terms.hours, let hours = hours[id] else { return max(0, end.since(start)) }
        return hours.businessSeconds(from: start, to: end) * 1_000
    }

    // Channels and teams that were removed still have sessions that come to their end.
    private func load(_ db: Database) throws {
        guard !isLoaded else { return }
        for team in try ConfigurationRows.teams(db, withRemoved: true) {
            teams[team.id] = Terms(team)
        }
        for channel in try ConfigurationRows.channels(db, withRemoved: true) {
            rhythms[channel.id] = channel.capabilities.rhythm
        }
        for item in try SettingItem.fetchAll(db, .hours, as: BusinessHours.self) {
            hours[item.id] = item
        }
        isLoaded = true
    }
}

extension RuleBook.Terms {
    fileprivate init(_ team: Team) {
        target = team.targetSeconds * 1_000
        shortLimit = team.shortAbandonSeconds * 1_000
        countsAbandoned = team.countsAbandoned
        hours = team.rules.hours
    }
}
