import Engine
import Foundation
import Operations
import TestSupport
import Testing

/// What happens in queues while nobody looks.
@Suite struct QueueScenarioTests {
    @Test func `a close that is due in the batch of an inbound loses against it`() async throws {
        try await ScenarioHouse.play { house in
            let phone = "5511900000501"
            try await house.rule(
                "vendas",
                #"{"inactivity": {"warnSeconds": 600, "closeSeconds": 300}}"#
            )
            try await house.write(from: phone)
            let session = try await house.session(of: phone)
            let path = "sessions/\(session.id.string)"
            #expect(try await house.call("POST", path + "/start", as: "ana").status == 200)
            let text = #"{"text": "Pode me dizer o número?"}"#
            #expect(try await house.call("POST", path + "/messages", as: "ana", text).status == 201)
            try await house.pass(seconds: 890)
            #expect(try await house.session(of: phone).phase.string == "inService")
            // The writer is held up while both arrive, so that one batch takes them.
            let board = house.house.switchboard
            let inbound = try await house.inbound("Sim!", from: phone)
            let gate = DispatchSemaphore(value: 0)
            let held = Task { await board.read { _ in gate.wait() } }
            while board.underWay > 0 { await Task.yield() }
            house.clock.advance(seconds: 20)
            async let tick = board.submit(.tick, by: .system)
            async let written = board.submit(.receive(inbound), by: .contact)
            try await house.until("both wait") { board.underWay >= 2 }
            let both = board.underWay
            gate.signal()
            await held.value
            _ = try await (tick, written)
            #expect(both >= 2, "both waited for the same batch")
            let after = try await house.session(of: phone)
            #expect(after.phase.string == "inService")
            #expect(after.id == session.id)
        }
    }

    @Test func `everyone at lunch, then the browsers close: overflow after the keep-alive`()
        async throws
    {
        try await ScenarioHouse.play { house in
            let company = #"{"keepAliveSeconds": 300}"#
            let changed = try await house.call("PATCH", "company", as: "alda", company)
            #expect(changed.status == 200)
            try await house.rule(
                "vendas",
                #"{"overflow": {"unavailable": "suporte", "unavailableSeconds": 60}}"#
            )
            for person in ["ana", "bruno", "carla"] {
                try await house.presence("available", of: person)
                try await house.connect(person, isOpen: true)
            }
            try await house.write(from: "5511900000601")
            try await house.pass(seconds: 300)
            #expect(try await house.session(of: "5511900000601").team.name.string == "Vendas")
            // Ana pauses; Bruno only shuts his browser, and counts as there until the keep-alive.
            try await house.presence("paused", of: "ana")
            try await house.connect("bruno", isOpen: false)
            try await house.pass(seconds: 240)
            #expect(try await house.session(of: "5511900000601").team.name.string == "Vendas")
            try await house.pass(seconds: 180)
            let moved = try await house.session(of: "5511900000601")
            #expect(moved.team.name.string == "Suporte")
            #expect(moved.overflow.origin.name.string == "Vendas")
            #expect(moved.overflow.cause.string == "unavailable")
            let line = try await house.timeline(moved)
            #expect(line.count { $0.leg.began.start.string == "overflow-unavailable" } == 1)
        }
    }

    @Test func `A to B to A with nobody anywhere ends in A, once`() async throws {
        try await ScenarioHouse.play { house in
            for (team, other) in [("vendas", "suporte"), ("suporte", "vendas")] {
                try await house.rule(
                    team,
                    #"{"overflow": {"unavailable": "\#(other)", "unavailableSeconds": 60}}"#
                )
            }
            try await house.write(from: "5511900000701")
            try await house.pass(seconds: 3_600)
            let session = try await house.session(of: "5511900000701")
            #expect(session.team.name.string == "Vendas")
            #expect(session.phase.string == "waiting")
            let legs = try await house.call(
                "GET",
                "sessions/\(session.id.string)/legs",
                as: "alda"
            ).json.items.elements
            let teams = legs.map(\.team.name.string).filter { !$0.isEmpty }
            #expect(teams == ["Vendas", "Suporte", "Vendas"])
        }
    }

    @Test func `two bots that answer each other are cut, visibly`() async throws {
        try await ScenarioHouse.play { house in
            let texts =
                #"{"texts": {"greeting": "Olá!", "closed": "Até logo.", "enteredQueue": "Aguarde."}}"#
            #expect(try await house.call("PATCH", "company", as: "alda", texts).status == 200)
            try await house.rule("vendas", #"{"inactivity": {"queueLimitSeconds": 1}}"#)
            let phone = "5511900000801"
            var answers = 0
            for round in 0..<40 {
                try await house.write("Olá! Sou um robô.", from: phone, id: "wamid.bot.\(round)")
                try await house.pass(seconds: 3)
                answers = house.provider.texts.count
            }
            for _ in 0..<20 where answers != house.provider.texts.count {
                answers = house.provider.texts.count
            }
            let found = try await house.cutSession(of: phone)
            #expect(found, "a session says that its automatic messages were cut")
            let before = house.provider.texts.count
            for round in 0..<10 {
                try await house.write("Olá! Sou um robô.", from: phone, id: "wamid.more.\(round)")
                try await house.pass(seconds: 3)
            }
            #expect(house.provider.texts.count <= before + 4, "the other bot is hardly answered")
        }
    }
}

extension ScenarioHouse {
    /// Notes that a person's screen came or went, as the feed does.
    fileprivate func connect(_ person: String, isOpen: Bool) async throws {
        let agent = await house.switchboard.read { $0.agent(email: "\(person)@example.com") }
        guard let agent else { throw Never(description: "\(person) is nobody") }
        let command = Command.connection(agent.id, isOpen: isOpen)
        _ = try await house.switchboard.submit(command, by: .system)
    }

    /// What the channel makes of a contact's message.
    fileprivate func inbound(_ text: String, from phone: String) async throws -> Inbound {
        let channel = await house.switchboard.read { $0.channel(slug: "whatsapp")?.id }
        guard let channel else { throw Never(description: "there is no channel") }
        return Inbound(
            channel: channel,
            dedupeKey: "wamid.\(phone).\(text)",
            sentAt: clock.now.adding(seconds: 20),
            identities: [ContactIdentity(kind: .phone, value: phone)],
            address: phone,
            providerID: "wamid.\(phone).\(text)",
            signal: .message(Content(kind: .text, text: text))
        )
    }

    /// Tells whether a session of a phone, open or closed, was cut off from automatic messages.
    fileprivate func cutSession(of phone: String) async throws -> Bool {
        let open = try await sessions()
        let closed = try await call("GET", "history?limit=200", as: "alda").json.items.elements
        return (open + closed).contains {
            $0.address.string == phone && $0.automationCut == .truth(true)
        }
    }
}
