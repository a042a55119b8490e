import Engine
import Foundation

extension Benchmark {
    /// What screens ask of a floor with 5,000 open sessions.
    static let floor = Benchmark(
        name: "floor",
        summary: "what consoles and boards read from a floor of 5,000 open sessions",
        cases: [
            Case("list of a console: 200 waiting, and its own", ours: readConsole),
            Case("figures of a board", ours: readFigures),
        ]
    )

    private static func readConsole() async throws -> Double {
        let crowd = Crowd()
        return await Stopwatch.median(of: 9, each: 20) { _ in
            _ = crowd.floor.waiting(for: crowd.agent, limit: 200)
            _ = crowd.floor.inService(by: crowd.agent.agent.id)
        }
    }

    private static func readFigures() async throws -> Double {
        let crowd = Crowd()
        return await Stopwatch.median(of: 9, each: 20) { _ in
            _ = crowd.floor.liveFigures(for: crowd.administrator, at: crowd.now)
        }
    }
}

/// Is a company of ten teams with 5,000 open sessions, half of them waiting.
private struct Crowd {
    let now = Timestamp(milliseconds: HouseSample.now)
    let floor: Floor
    let agent: Viewer
    let administrator: Viewer

    init() {
        let teams = (0..<10).map { number in
            Team(id: ID(Int64(1_001 + number)), slug: "equipe-\(number)", name: "Equipe \(number)")
        }
        let agents = (0..<100).map { number in
            Agent(
                id: ID(Int64(2_001 + number)),
                email: "agente\(number)@example.com",
                name: "Agente \(number)",
                teams: [teams[number % 10].id],
                sessionLimit: 30
            )
        }
        let boss = Agent(
            id: ID(3_001),
            email: "gestor@example.com",
            name: "Gestor",
            role: .administrator,
            scope: .all
        )
        let now = now
        floor = Floor(
            company: Company(name: "Companhia Exemplo"),
            teams: teams,
            agents: agents + [boss],
            channels: [FloorSample.channel],
            presences: Dictionary(
                uniqueKeysWithValues: agents.map { agent in
                    (agent.id, PresenceState(presence: .available, since: now))
                }
            ),
            sessions: (0..<5_000).map { number in
                Self.session(number, team: teams[number % 10], agents[number % 100], now)
            },
            lastID: 10_000_000
        )
        agent = floor.viewer(of: agents[3])
        administrator = floor.viewer(of: boss)
    }

    /// Half of each team's sessions wait, half are served.
    private static func session(
        _ number: Int,
        team: Team,
        _ agent: Agent,
        _ now: Timestamp
    ) -> Session {
        let isWaiting = number / 10 % 2 == 1
        let since = now.adding(seconds: -Int64(number))
        let leg = Leg(
            id: ID(Int64(1_000_000 + number)),
            phase: isWaiting ? .waiting : .inService,
            team: team.id,
            agent: isWaiting ? nil : agent.id,
            startedAt: since,
            start: .flow
        )
        var session = Session(
            id: ID(Int64(2_000_000 + number)),
            protocolNumber: ProtocolNumber(day: 20_261_122, sequence: Int64(number) + 1),
            channel: FloorSample.channel.id,
            contact: ID(Int64(3_000_000 + number)),
            contactName: "Conceição Araújo",
            address: FloorSample.phone(number),
            origin: .inbound,
            phase: leg.phase,
            startedAt: since,
            leg: leg
        )
        session.team = team.id
        session.agent = leg.agent
        session.waitingSince = isWaiting ? since : nil
        session.serviceSince = isWaiting ? nil : since
        session.windowEndsAt = now.adding(seconds: 3_000)
        session.preview = "Bom dia! Gostaria de saber do meu pedido."
        return session
    }
}
