import Testing

@testable import Demo

private let morning: Int64 = 1_795_348_800_000

private func card(
    _ id: String,
    agent: String? = nil,
    waited: Int64 = 0,
    at now: Int64 = morning,
    inbound: String = "a",
    isWindowOver: Bool = false
) throws -> SessionCard {
    let json: JSON = [
        "id": .text(id), "phase": agent == nil ? "waiting" : "inService",
        "agent": agent.map { ["id": .text($0)] } ?? .null, "contact": ["name": "Ana"],
        "lastInboundAt": .text(inbound), "may": ["start"], "tags": [],
        "window": ["limited": true, "endsAt": isWindowOver ? .null : "2099-01-01T00:00:00.000Z"],
    ]
    var card = try #require(SessionCard(json, at: now))
    card.waitingSince = now - waited
    return card
}

private func mind(limit: Int = 3, at now: Int64 = morning) -> ColleagueMind {
    ColleagueMind(agent: "eu", name: "Gi", teams: [], limit: limit, seed: 9, at: now)
}

@Suite struct ColleagueMindTests {
    @Test func `a good part of the queue is left to people for a while`() throws {
        let cards = try (0..<200).map { try card("s\($0)", waited: 200_000) }
        let taken = cards.filter { card in
            var mind = mind()
            return mind.deeds(seeing: [card], at: morning) == [.start(card.id)]
        }
        #expect((90...150).contains(taken.count))
        let late = try (0..<200).map { try card("s\($0)", waited: 500_000) }
        #expect(
            late.allSatisfy { card in
                var mind = mind()
                return mind.deeds(seeing: [card], at: morning) == [.start(card.id)]
            }
        )
    }

    @Test func `no more sessions are taken than an agent serves at once`() throws {
        var mind = mind(limit: 2)
        let own = [try card("a", agent: "eu"), try card("b", agent: "eu")]
        let waiting = try card("c", waited: 900_000)
        #expect(!mind.deeds(seeing: own + [waiting], at: morning).contains(.start("c")))
        #expect(mind.deeds(seeing: [own[0], waiting], at: morning).contains(.start("c")))
    }

    @Test func `a session whose window is over is left alone`() throws {
        var mind = mind()
        let over = try card("a", waited: 900_000, isWindowOver: true)
        #expect(mind.deeds(seeing: [over], at: morning).isEmpty)
    }

    @Test func `a contact who falls silent is said goodbye to and the session closed`() throws {
        var mind = mind()
        mind.began("a", at: morning)
        var deeds: [ColleagueMind.Deed] = []
        for now in stride(from: morning, through: morning + 600_000, by: 4_000) {
            for deed in mind.deeds(seeing: [try card("a", agent: "eu")], at: now) {
                deeds.append(deed)
                if case .answer = deed { mind.answered("a", at: nil, isEnd: false, now: now) }
                if case .giveUp = deed { mind.gaveUp("a", now: now) }
            }
            if deeds.last == .close("a") { break }
        }
        #expect(deeds == [.answer("a"), .giveUp("a"), .close("a")])
    }

    @Test func `each new message of the contact is answered`() throws {
        var mind = mind()
        var answers = 0
        for now in stride(from: morning, through: morning + 240_000, by: 4_000) {
            let inbound = String((now - morning) / 80_000)
            let seen = try card("a", agent: "eu", inbound: inbound)
            for deed in mind.deeds(seeing: [seen], at: now) where deed == .answer("a") {
                answers += 1
                mind.answered("a", at: nil, isEnd: false, now: now)
            }
        }
        #expect(answers == 3)
    }

    @Test func `pauses come when nobody is being served, and end`() throws {
        var mind = mind()
        var deeds: [ColleagueMind.Deed] = []
        for now in stride(from: morning, through: morning + 3_000_000, by: 5_000) {
            deeds += mind.deeds(seeing: [], at: now)
        }
        let pauses = deeds.filter { if case .pause = $0 { true } else { false } }
        #expect(pauses.count >= 1)
        #expect(deeds.count { $0 == .comeBack } >= pauses.count - 1)
    }
}

@Suite struct TopicRecognitionTests {
    @Test func `what a contact says is found in its topic`() {
        var generator = SeededGenerator(seed: 3)
        for (index, topic) in Topic.library.enumerated() {
            for (number, line) in topic.lines.enumerated() where line.side == .contact {
                let text = Topic.write(
                    line,
                    contact: "Ana",
                    agent: "Gi",
                    greeting: "Bom dia",
                    using: &generator
                )
                // Very short words are in many places.
                guard text.count > 12 else { continue }
                let known = Topic.Place(topic: index, line: max(0, number - 1))
                let place = Topic.place(of: text, after: known)
                #expect(place?.topic == index, "\(text)")
            }
        }
        #expect(Topic.place(of: "xyz", after: nil) == nil)
    }

    @Test func `an answer is what an agent says until the contact's turn`() {
        for (index, topic) in Topic.library.enumerated() {
            let answers = Topic.answers(at: Topic.Place(topic: index, line: 0))
            #expect(!answers.isEmpty)
            #expect(answers.allSatisfy { $0.side == .agent })
            #expect(answers.count < topic.lines.count)
        }
    }
}
