import Foundation
import Testing

/// Lets an administrator forget a person in a real browser, on the page of one of their sessions.
@Suite struct ErasePageTests {
    @Test(.timeLimit(.minutes(5)))
    func `a contact is erased once that is confirmed and no session is open`() async throws {
        try await BrowserTrial.run { trial in
            try await trial.house.receive("Oi", from: "5511999990001", named: "Maria Souza")
            let alda = try await trial.person("alda@teste")
            let found = try await alda.run(
                "return fetch('/api/v1/sessions').then(a => a.json()).then(l => l.items[0].id)"
            )
            let session = try #require(found as? String)
            let page = trial.house.address + "/history/\(session)"

            // Who may not erase is not offered it.
            let sara = try await trial.person("sara@teste")
            try await sara.go(to: page)
            try await sara.wait(for: "Maria Souza", in: "h1")
            #expect(try await sara.count("form[action$='/erase']") == 0)
            #expect(try await post("/history/\(session)/erase", "confirm=yes", sara) == 403)

            try await alda.go(to: page)
            try await confirm(alda)
            try await alda.wait(for: "já tem um atendimento aberto", in: ".notice.bad")
            try await alda.wait(for: "Maria Souza", in: "h1")

            try await close(session, alda)
            try await alda.go(to: page)
            // The browser itself asks for the tick; whoever goes around it is refused.
            try await alda.run(
                """
                document.querySelector('details:has(form)').open = true;
                document.querySelector('input[name=confirm]').required = false;
                """
            )
            try await alda.click("form[action$='/erase'] button")
            try await alda.wait(for: "confirme antes", in: ".notice.bad")
            #expect(try await alda.count("details[open] form[action$='/erase']") == 1)
            try await alda.wait(for: "Maria Souza", in: "h1")

            try await confirm(alda)
            try await alda.wait(for: "foram apagados", in: ".notice.good")
            try await alda.wait(for: "Contato anonimizado", in: "h1")
            #expect(try await alda.count("form[action$='/erase']") == 0)
            let words = try await alda.text("body") ?? ""
            for secret in ["Maria", "5511999990001", "Oi"] {
                #expect(!words.contains(secret), "\(secret)")
            }
        }
    }

    private func confirm(_ alda: WebDriver) async throws {
        try await alda.run("document.querySelector('details:has(form)').open = true")
        try await alda.click("form[action$='/erase'] input[name='confirm']")
        try await alda.click("form[action$='/erase'] button")
    }

    private func close(_ session: String, _ alda: WebDriver) async throws {
        #expect(try await post("/api/v1/sessions/\(session)/close", "{}", alda) == 200)
    }

    /// Sends what no page offers, as whoever is logged in there, and tells the status.
    private func post(_ path: String, _ body: String, _ person: WebDriver) async throws -> Int? {
        let status = try await person.run(
            """
            return fetch(arguments[0], {
                method: 'POST', body: arguments[1],
                headers: {
                    'content-type': arguments[1] === '{}'
                        ? 'application/json' : 'application/x-www-form-urlencoded',
                    'x-csrf-token': document.querySelector('meta[name=csrf]').content,
                },
            }).then(answer => answer.status)
            """,
            [path, body]
        )
        return (status as? NSNumber)?.intValue
    }
}
