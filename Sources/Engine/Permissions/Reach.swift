/// Is how much a person was let see at one moment, to be held against what they see later.
///
/// A document that was made goes on showing what its reader saw then. Whoever hands it out again asks
/// whether the reader's present reach still covers that.
public struct Reach: Sendable, Hashable, Codable {
    /// The teams whose open sessions and people were seen.
    public var teams: TeamScope

    /// The teams whose closed sessions were seen.
    public var pastTeams: TeamScope

    /// Whether closed sessions were seen that no team ever had.
    public var seesTeamless: Bool

    /// Whether closed sessions were seen that the person held last.
    public var seesOwnClosed: Bool

    /// Whether the log of who did what was open.
    public var audits: Bool

    /// The parts of the product that were open and decide what documents say.
    public var areas: Set<Area>

    // Boards, conversations that one begins and what one may do to others' put nothing into documents.
    private static let telling: [Area] = [.history, .reports, .exports, .contacts, .administration]

    /// Tells whether all that another reach shows is within this one.
    public func covers(_ other: Reach) -> Bool {
        teams.contains(other.teams) && pastTeams.contains(other.pastTeams)
            && (seesTeamless || !other.seesTeamless) && (seesOwnClosed || !other.seesOwnClosed)
            && (audits || !other.audits) && areas.isSuperset(of: other.areas)
    }
}

extension Reach {
    /// The reach of a person now.
    public init(_ viewer: Viewer) {
        self.init(
            teams: viewer.teams,
            pastTeams: viewer.historyTeams,
            seesTeamless: viewer.seesTeamless,
            seesOwnClosed: viewer.seesOwnClosed,
            audits: viewer.audits,
            areas: Set(Self.telling.filter(viewer.may))
        )
    }
}

extension TeamScope {
    /// Tells whether all teams of another scope are in it; that of all teams is in itself alone, since
    /// teams are to come.
    public func contains(_ scope: TeamScope) -> Bool {
        switch (self, scope) {
        case (.all, _): true
        case (.only, .all): false
        case (.only(let teams), .only(let others)): teams.isSuperset(of: others)
        }
    }
}
