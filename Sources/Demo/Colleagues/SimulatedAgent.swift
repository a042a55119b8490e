internal import Engine
internal import Foundation
internal import Logging

/// Is a colleague at work: looks at the lists, takes sessions, answers, closes.
struct SimulatedAgent: Sendable {
    let colleague: Colleague
    let server: String
    let seed: UInt64
    let clock: any LifeClock
    let logger: Logger

    /// Works until the task is cancelled; comes back after every trouble.
    func run(through client: any WebClient) async {
        let desk = ColleagueDesk(colleague, server: server, client: client)
        var wait: Int64 = 1_000
        var warnings = 0
        while !Task.isCancelled {
            let began = clock.now
            do {
                try await work(at: desk)
            } catch is CancellationError {
                return
            } catch let locked as ColleagueDesk.Locked {
                warnings += 1
                if warnings == 3 {
                    logger.warning(
                        "a simulated agent cannot work",
                        metadata: ["agent": "\(colleague.email)", "reason": "\(locked)"]
                    )
                }
            } catch {
                logger.debug("a simulated agent was interrupted", metadata: ["reason": "\(error)"])
            }
            if clock.now.since(began) > 60_000 { wait = 1_000 }
            guard (try? await clock.sleep(milliseconds: wait)) != nil else { return }
            wait = min(wait * 2, 30_000)
        }
    }

    private func work(at desk: ColleagueDesk) async throws {
        let me = try await desk.enter()
        _ = try await desk.call("PUT", "me/presence", ["state": "available"])
        let nickname = me["nickname"].string ?? ""
        let mind = ColleagueMind(
            agent: me["id"].string ?? "",
            name: nickname.isEmpty ? me["name"].string ?? "" : nickname,
            teams: Set(me["teams"].elements.compactMap { $0["id"].string }),
            limit: colleague.limit,
            seed: seed,
            at: clock.now.milliseconds
        )
        let teams = try await desk.call("GET", "teams?limit=200").json["items"].elements
        var slugs: [String: String] = [:]
        for team in teams {
            if let slug = team["slug"].string, let id = team["id"].string { slugs[slug] = id }
        }
        let list = try await desk.call("GET", "dispositions?limit=200").json["items"].elements
        let named = list.compactMap { item -> (String, String)? in
            guard let name = item["name"].string, let id = item["id"].string else { return nil }
            return (name, id)
        }
        let hands = AgentHands(
            desk: desk,
            teams: slugs,
            dispositions: Dictionary(named) { _, leaf in leaf },
            clock: clock
        )
        try await withThrowingTaskGroup { group in
            group.addTask { try await watch(desk) }
            group.addTask { try await serve(with: mind, hands) }
            // Whichever ends first ends in an error.
            try await group.next()
            group.cancelAll()
        }
    }

    /// Keeps the feed open, as the console of somebody at work does.
    private func watch(_ desk: ColleagueDesk) async throws {
        while true {
            try? await desk.watch()
            try await clock.sleep(milliseconds: 5_000)
        }
    }

    private func serve(with first: ColleagueMind, _ hands: AgentHands) async throws {
        var mind = first
        while true {
            try await clock.sleep(milliseconds: mind.draw { $0.number(3_000...6_000) })
            let cards = try await hands.look()
            for deed in mind.deeds(seeing: cards, at: clock.now.milliseconds) {
                try await hands.perform(deed, cards, &mind)
            }
        }
    }
}
