internal import Engine
internal import Foundation
internal import Hummingbird

/// Says which open sessions a list is about.
struct OpenSessionFilter: Sendable {
    private var phases: Set<Session.Phase> = [.selfService, .waiting, .inService]
    private var teams: Set<ID<Team>> = []
    private var channels: Set<ID<Channel>> = []
    private var agents: Set<ID<Agent>> = []
    private var text = ""

    /// Reads the filter of a request; what it names must be there.
    init(_ request: Request, _ directory: Directory) throws {
        let names = request.values("phase")
        if !names.isEmpty {
            phases = try Set(
                names.map { name in
                    guard let phase = Session.Phase(rawValue: name), phase != .closed else {
                        throw Problem.badRequest(
                            "selfService, waiting or inService; closed ones are in /history",
                            field: "phase"
                        )
                    }
                    return phase
                }
            )
        }
        teams = try request.teams(directory)
        channels = try request.channels(directory)
        agents = try request.agents(directory)
        text = (request.query("q") ?? "").folded
    }

    /// Tells whether a session is in the list.
    func lets(_ session: Session) -> Bool {
        guard phases.contains(session.phase) else { return false }
        if !teams.isEmpty, !(session.team.map(teams.contains) ?? false) { return false }
        if !channels.isEmpty, !channels.contains(session.channel) { return false }
        if !agents.isEmpty {
            guard let agent = session.agent ?? session.reservedFor, agents.contains(agent) else {
                return false
            }
        }
        guard !text.isEmpty else { return true }
        return session.contactName.folded.contains(text) || session.address.contains(text)
            || session.protocolNumber.description.contains(text)
    }
}

/// Is where an open session stands in lists: by how long it waits, then by how long it is served.
struct OpenSessionPlace: Sendable, Comparable {
    var since: Timestamp
    var id: ID<Session>

    /// The place as a cursor.
    var text: String { "\(since.milliseconds)-\(id)" }

    static func < (left: Self, right: Self) -> Bool {
        left.since == right.since ? left.id < right.id : left.since < right.since
    }
}

extension OpenSessionPlace {
    /// Reads a cursor.
    init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 1).map(String.init)
        guard parts.count == 2, let since = Int64(parts[0]), let id = ID<Session>(parts[1]) else {
            return nil
        }
        self.init(since: Timestamp(milliseconds: since), id: id)
    }
}

extension Session {
    /// Where the session stands in lists of open ones.
    var place: OpenSessionPlace {
        OpenSessionPlace(since: waitingSince ?? serviceSince ?? startedAt, id: id)
    }
}

extension Request {
    /// The teams that `team` names.
    func teams(_ directory: Directory) throws -> Set<ID<Team>> {
        try named("team", .team) { directory.team($0)?.id }
    }

    /// The channels that `channel` names.
    func channels(_ directory: Directory) throws -> Set<ID<Channel>> {
        try named("channel", .channel) { directory.channel($0)?.id }
    }

    /// The agents that `agent` names.
    func agents(_ directory: Directory) throws -> Set<ID<Agent>> {
        try named("agent", .agent) { directory.agent($0)?.id }
    }

    /// The tags that `tag` names.
    func tags(_ directory: Directory) throws -> Set<ID<Tag>> {
        try named("tag", .tag) { directory.tag($0)?.id }
    }

    private func named<Entity>(
        _ name: String,
        _ subject: Refusal.Subject,
        _ find: (String) -> ID<Entity>?
    ) throws -> Set<ID<Entity>> {
        try Set(
            values(name).map { text in
                guard let id = find(text) else { throw Refusal.notFound(subject) }
                return id
            }
        )
    }
}

extension String {
    /// The text without accents and in lower case, for comparing.
    var folded: String {
        folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    }
}
