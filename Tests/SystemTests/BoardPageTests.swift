import Foundation
import Testing

/// Drives boards in real browsers: the page of a screen, and where boards are built.
@Suite(.serialized) struct BoardPageTests {
    @Test(.timeLimit(.minutes(5)))
    func `a screen shows the board, says its age without a server, and comes back by itself`()
        async throws
    {
        try await BrowserTrial.run { trial in
            let link = try await trial.house.answer("board", "link", "operacao", "--json")
            let path = try #require(Self.field("secret", of: link))
            let screen = try await trial.browser(size: (1_280, 720))
            try await screen.go(to: trial.house.address + path)
            try await Self.waitForPicture(on: screen)
            #expect(try await screen.count("a[href='/boards']") == 0, "a screen leads nowhere")
            // The network goes: what was shown stays, and its age is said.
            try await screen.run(
                """
                window.reach = window.fetch;
                window.fetch = () => Promise.reject(new TypeError('no network'));
                dispatchEvent(new Event('online'));
                """
            )
            try await screen.wait("the age is said", seconds: 30) {
                try await screen.run("return !document.getElementById('since').hidden") as? Bool
                    == true
            }
            #expect(
                try await screen.run("return document.getElementById('picture').naturalWidth > 0")
                    as? Bool == true
            )
            // It is back: the screen asks again without anybody's hand.
            try await screen.run(
                "window.fetch = window.reach; window.dispatchEvent(new Event('online'))"
            )
            try await screen.wait("the picture is fresh", seconds: 60) {
                try await screen.run("return document.getElementById('since').hidden") as? Bool
                    == true
            }
            // A link that is revoked shows nothing more.
            let id = try #require(Self.field("id", of: link))
            try await trial.house.command("token", "revoke", id)
            try await screen.wait(for: "não vale mais", in: "#age", seconds: 60)
            #expect(
                try await screen.run(
                    "return document.getElementById('picture').hasAttribute('src')"
                )
                    as? Bool == false
            )
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a supervisor builds a board with the keyboard alone`() async throws {
        try await BrowserTrial.run { trial in
            let sara = try await trial.supervisor("/boards/new")
            try await sara.type("Sala de Vendas", into: "#name")
            try await sara.type("\u{E006}", into: "#add")
            try await sara.wait(for: "Em espera", in: ".builder-widget[aria-current='true']")
            try await Self.waitForPreview(on: sara)
            // The new part has the focus: arrows move it, with Shift they make it larger.
            try await sara.press(.right, .right, .down)
            try await sara.press(.right, .down, withShift: true)
            #expect(
                try await sara.run(
                    "return document.querySelector('.builder-widget').getAttribute('aria-label')"
                ) as? String == "Em espera: coluna 3, linha 2, largura 4, altura 4"
            )
            // At the edge a key does nothing.
            try await sara.press(.up, .up, .up)
            #expect(
                try await sara.run(
                    "return document.querySelector('.builder-widget').getAttribute('aria-label')"
                ) as? String == "Em espera: coluna 3, linha 1, largura 4, altura 4"
            )
            // Another that is put over it is told, and the way back is undo.
            try await sara.type("\u{E006}", into: "#add")
            try await sara.wait("there are two") {
                try await sara.count(".builder-widget") == 2
            }
            try await sara.run(
                """
                const field = document.querySelector("#fields [name='column']");
                field.value = '3'; field.dispatchEvent(new Event('input', { bubbles: true }));
                """
            )
            try await sara.wait(for: "cobre outro item", in: "#problems")
            try await sara.type("\u{E006}", into: "#undo")
            try await sara.wait("the problem is gone") {
                try await sara.run("return document.getElementById('problems').hidden") as? Bool
                    == true
            }
            try await sara.type("\u{E006}", into: "#save")
            try await sara.wait("the list is shown") { try await sara.path == "/boards" }
            try await sara.wait(for: "Sala de Vendas", in: ".board-list")
            let severe = try await sara.complaints()
                .filter { !$0.contains("favicon") && !$0.contains("422") }
            #expect(severe == [])
            try await sara.go(to: trial.house.address + "/boards/sala-de-vendas/edit")
            try await sara.wait("both parts are there") {
                try await sara.count(".builder-widget") == 2
            }
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a link is made and ended on its page`() async throws {
        try await BrowserTrial.run { trial in
            let sara = try await trial.supervisor("/boards/equipe/links")
            try await sara.type("TV da recepção", into: "input[name='name']")
            try await sara.type("\u{E007}", into: "input[name='name']")
            try await sara.wait("the address is shown") {
                let value = try await sara.run("return document.getElementById('made-page').value")
                return (value as? String ?? "").contains("/boards/equipe?key=")
            }
            try await sara.go(to: trial.house.address + "/boards/equipe/links")
            try await sara.wait(for: "TV da recepção", in: "table")
            try await sara.click("[data-do='revoke-link']")
            try await sara.click("#revoke-dialog [type='submit']")
            try await sara.wait("no link is left") { try await sara.count("table") == 0 }
        }
    }

    private static func waitForPicture(on screen: WebDriver) async throws {
        try await screen.wait("the picture is there", seconds: 30) {
            try await screen.run(
                """
                const p = document.getElementById('picture');
                return p.naturalWidth > 0 && p.src.startsWith('blob:');
                """
            ) as? Bool == true
        }
    }

    private static func waitForPreview(on page: WebDriver) async throws {
        try await page.wait("the preview is there", seconds: 30) {
            try await page.run("return document.getElementById('preview').naturalWidth > 0")
                as? Bool == true
        }
    }

    private static func field(_ name: String, of json: String) -> String? {
        let object = try? JSONSerialization.jsonObject(with: Data(json.utf8))
        return (object as? [String: Any])?[name] as? String
    }
}

extension BrowserTrial {
    /// Opens a browser in which the supervisor is logged in, on a page.
    fileprivate func supervisor(_ page: String) async throws -> WebDriver {
        let browser = try await browser()
        try await browser.go(to: house.address + "/login?next=" + page)
        try await browser.type("sara@teste", into: "input[name='email']")
        try await browser.type(House.password, into: "input[name='password']")
        try await browser.click("button[type='submit']")
        try await browser.wait("the page is there") { try await browser.path == page }
        return browser
    }
}
