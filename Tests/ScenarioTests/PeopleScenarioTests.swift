import Engine
import Foundation
import Testing

/// What administrators and agents do while sessions are open.
@Suite struct PeopleScenarioTests {
    @Test func `a team with open sessions is not deleted from under them`() async throws {
        try await ScenarioHouse.play { house in
            let made = try await house.call(
                "POST",
                "teams",
                as: "alda",
                #"{"slug": "pos-venda", "name": "Pós-venda"}"#
            )
            #expect(made.status == 201)
            let phone = "5511900000901"
            try await house.write(from: phone)
            let session = try await house.session(of: phone)
            let path = "sessions/\(session.id.string)"
            let moved = try await house.call(
                "POST",
                path + "/transfer",
                as: "alda",
                #"{"team": "pos-venda"}"#
            )
            #expect((200..<300).contains(moved.status))
            let refused = try await house.call("DELETE", "teams/pos-venda", as: "alda")
            #expect(refused.status == 409)
            #expect(refused.json.code.string == "session-in-use")
            let still = try await house.session(of: phone)
            #expect(still.team.name.string == "Pós-venda")
            // Moved away by a person, nothing stands in the way any more.
            let back = #"{"team": "vendas"}"#
            _ = try await house.call("POST", path + "/transfer", as: "alda", back)
            let gone = try await house.call("DELETE", "teams/pos-venda", as: "alda")
            #expect((200..<300).contains(gone.status))
            #expect(try await house.session(of: phone).team.name.string == "Vendas")
        }
    }

    @Test func `two contacts with open sessions are merged and separated without a trace`()
        async throws
    {
        try await ScenarioHouse.play { house in
            let phones = ["5511900001001", "5511900001002"]
            for phone in phones { try await house.write(from: phone) }
            let first = try await house.session(of: phones[0])
            let second = try await house.session(of: phones[1])
            let kept = first.contact.id.string
            let other = second.contact.id.string
            let before = try await house.call("GET", "contacts/\(other)", as: "alda").json
            let merged = try await house.call(
                "POST",
                "contacts/\(kept)/merge",
                as: "alda",
                #"{"contact": "\#(other)"}"#
            )
            #expect(merged.status == 200)
            // Both are reachable, each at its own address, as one contact.
            for phone in phones {
                #expect(try await house.session(of: phone).contact.id.string == kept)
                try await house.write("De novo", from: phone)
            }
            #expect(try await house.sessions().count == 2)
            for phone in phones {
                let line = try await house.timeline(try await house.session(of: phone))
                #expect(line.count { $0.kind.string == "message" } == 2)
            }
            let undone = try await house.call("POST", "contacts/\(other)/separate", as: "alda")
            #expect(undone.status == 200)
            #expect(try await house.session(of: phones[0]).contact.id.string == kept)
            #expect(try await house.session(of: phones[1]).contact.id.string == other)
            let after = try await house.call("GET", "contacts/\(other)", as: "alda").json
            #expect(after.identities == before.identities)
            #expect(after.name == before.name)
        }
    }
}
