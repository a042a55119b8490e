import Engine
import Foundation
import Store

extension Benchmark {
    /// Looking back into a long past, and starting on it.
    static let search = Benchmark(
        name: "search",
        summary:
            "history by words and number, and the start, in a store of BENCH_SESSIONS sessions",
        cases: [
            Case("a common word, p99", rounds: 3, ours: { try await slowest(of: "pedido") }),
            Case(
                "two common words, p99",
                rounds: 3,
                ours: { try await slowest(of: "pedido resposta") }
            ),
            Case("a rare word, p99", rounds: 3, ours: { try await slowest(of: "ornitorrinco") }),
            Case("an absent word, p99", rounds: 3, ours: { try await slowest(of: "xilofone") }),
            Case("a name, p99", rounds: 3, ours: { try await slowest(of: "conceição") }),
            Case("a protocol number", rounds: 3, ours: findNumbers),
            Case("start: folder and floor", rounds: 3, ours: start),
        ]
    )

    private static let page = 50
    private static let searches = 200

    /// The 99th of 100 of searches by people who see one, three or all of the teams.
    private static func slowest(of words: String) async throws -> Double {
        let folder = try DataFolder.open(Archive().path, as: .reader)
        var times: [Double] = []
        for place in 0..<searches {
            var filter = SessionFilter()
            filter.text = words
            let viewer = viewer(place)
            times.append(
                try await Stopwatch.once {
                    _ = try await folder.library.history(
                        filter,
                        for: viewer,
                        after: nil,
                        limit: page
                    )
                }
            )
        }
        return times.sorted()[searches * 99 / 100]
    }

    /// The median of finding sessions from anywhere in the past by their numbers.
    private static func findNumbers() async throws -> Double {
        let folder = try DataFolder.open(Archive().path, as: .reader)
        let viewer = viewer(2)
        return try await Stopwatch.median(of: searches) { place in
            let number = Archive.number(place * 7_919 % Archive.sessions)
            var filter = SessionFilter()
            filter.text = ProtocolNumber(day: number.day, sequence: number.sequence).description
            let found = try await folder.library.history(
                filter,
                for: viewer,
                after: nil,
                limit: page
            )
            guard found.count == 1 else { throw BenchFailure("\(filter.text) is not there") }
        }
    }

    private static func start() async throws -> Double {
        let path = try Archive().path
        return try await Stopwatch.once {
            let folder = try DataFolder.open(path)
            let floor = try folder.journal().loadFloor()
            guard floor.sessions.count == min(Archive.openSessions, Archive.sessions) else {
                throw BenchFailure("the floor has \(floor.sessions.count) sessions")
            }
        }
    }

    private static func viewer(_ place: Int) -> Viewer {
        let role: Role = place % 3 == 2 ? .administrator : .supervisor
        let count = place % 3 == 0 ? 1 : 3
        let teams = (0..<count).map { ID<Team>(Int64(1 + (place + $0) % Archive.teams)) }
        let agent = Agent(id: ID(499), email: "s@example.com", name: "S", role: role, teams: teams)
        return Viewer(agent)
    }
}
