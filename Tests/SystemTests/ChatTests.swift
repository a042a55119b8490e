import Foundation
import Testing

/// Drives the visitors' chat in a real browser, with an agent in another.
@Suite(.serialized) struct ChatTests {
    @Test(.timeLimit(.minutes(5)))
    func `a visitor and an agent write to each other, each message once`() async throws {
        try await BrowserTrial.run { trial in
            let ana = try await trial.person("ana@teste")
            let visitor = try await trial.browser(size: (500, 844))
            try await visitor.go(to: trial.house.address + "/chat/chat-teste")
            try await visitor.type("Preciso de ajuda\u{E007}", into: "#text")
            try await visitor.wait("the server has it") {
                try await visitor.count(".message.ours[data-id]") == 1
            }
            try await ana.wait("the visitor waits") { try await ana.count("#waiting .card") == 1 }
            try await ana.click("#waiting .card-body")
            try await ana.wait(for: "Preciso de ajuda", in: "#timeline")
            try await ana.type("Claro, diga.\u{E007}", into: "#composer textarea")
            try await visitor.wait(for: "Claro, diga.", in: "#entries")
            try await visitor.wait(for: "Ana", in: "#who")

            // A visitor who comes back finds the same conversation, and nothing twice.
            try await visitor.go(to: trial.house.address + "/chat/chat-teste")
            try await visitor.wait(for: "Claro, diga.", in: "#entries")
            #expect(try await visitor.count("#entries .message[data-id]") == 2)
            let severe = try await visitor.complaints().filter { !$0.contains("favicon") }
            #expect(severe == [])
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a message typed without connection goes once it is back`() async throws {
        try await BrowserTrial.run { trial in
            let visitor = try await trial.browser(size: (500, 844))
            try await visitor.go(to: trial.house.address + "/chat/chat-teste")
            try await visitor.run(
                """
                self.whole = fetch;
                self.fetch = () => Promise.reject(new TypeError('no connection'));
                """
            )
            try await visitor.type("Alguém aí?\u{E007}", into: "#text")
            try await visitor.wait("it is on its way") {
                try await visitor.count(".message.pending") == 1
            }
            try await visitor.run("self.fetch = self.whole")
            try await visitor.wait("it has gone") {
                try await visitor.count(".message.ours[data-id]") == 1
            }
            #expect(try await visitor.count(".message.ours") == 1)
        }
    }
}
