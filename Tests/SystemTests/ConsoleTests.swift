import Foundation
import Testing

/// Drives the agent's screen in real browsers against the real program.
@Suite(.serialized) struct ConsoleTests {
    @Test(.timeLimit(.minutes(5)))
    func `an agent serves a contact from the first alert to the close`() async throws {
        try await BrowserTrial.run { trial in
            let ana = try await trial.person("ana@teste")
            try await ana.wait(for: "Ninguém em espera", in: ".waiting-list")

            // Live: the card comes without a reload, with name, channel, team and a ticking clock.
            try await trial.house.receive("Bom dia!", from: "5511999990001", named: "Maria Souza")
            try await ana.wait(for: "Maria Souza", in: "#waiting .card")
            #expect(try await ana.text("#waiting .card-place")?.contains("WhatsApp Vendas") == true)
            #expect(try await ana.text("#waiting .card-place")?.contains("Vendas") == true)
            try await ana.wait("the clock ticks") {
                try await ana.text("#waiting .card-clock")?.contains("0:0") ?? false
            }
            try await ana.wait("the title counts") {
                try await ana.run("return document.title") as? String ?? "" > "(1)"
            }

            // A click starts service and opens the conversation.
            try await ana.click("#waiting .card-body")
            try await ana.wait(for: "Maria Souza", in: "#serving .card")
            try await ana.wait(for: "Bom dia!", in: "#timeline")
            #expect(try await ana.count("#waiting .card") == 0)

            // An answer goes out and is taken by the provider.
            try await ana.type(
                "Olá, Maria. Em que posso ajudar?\u{E007}",
                into: "#composer textarea"
            )
            try await ana.wait(for: "Em que posso ajudar?", in: "#timeline .message.ours")
            try await ana.wait("the provider took it") {
                try await ana.count("#timeline .ours[data-delivery='accepted']") == 1
            }
            #expect(try await ana.count("#timeline .ours") == 1)

            // What the contact writes now appears once.
            try await trial.house.receive("Um orçamento", from: "5511999990001", named: "Maria")
            try await ana.wait(for: "Um orçamento", in: "#timeline")
            #expect(try await ana.count("#timeline .message:not(.ours)") == 2)

            try await note(ana)
            try await close(ana)
            let severe = try await ana.complaints().filter { !$0.contains("favicon") }
            #expect(severe == [])
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a message shows how far it got, even when that is heard before it is shown`() async throws
    {
        try await BrowserTrial.run { trial in
            let ana = try await trial.person("ana@teste")
            try await trial.house.receive("Oi", from: "5511999990009", named: "Rui Melo")
            try await ana.wait(for: "Rui Melo", in: "#waiting .card")
            try await ana.click("#waiting .card-body")
            try await ana.wait(for: "Oi", in: "#timeline")
            // Both answers that tell of the message come late: the one to its sending, and the timeline it stands in.
            try await ana.run(
                """
                const real = window.fetch;
                const late = (name) => new Promise((resolve) => { window[name] = resolve; });
                const [sent, fetched] = [late('releaseSent'), late('releaseFetched')];
                window.fetch = async (...call) => {
                    const answer = await real(...call);
                    const path = String(call[0].url ?? call[0]);
                    if (path.endsWith('/messages')) await sent;
                    if (path.includes('/timeline?after')) await fetched;
                    return answer;
                };
                """
            )
            try await ana.type("Já vejo.\u{E007}", into: "#composer textarea")
            try await ana.wait("the provider takes the message") {
                let answer = try await ana.run(
                    """
                    const { session } = document.querySelector('.desk > .talk').dataset;
                    const answer = await fetch(`/api/v1/sessions/${session}/timeline?limit=5`);
                    return (await answer.text()).includes('"accepted"');
                    """
                )
                return answer as? Bool == true
            }
            // What is heard comes in its order: with this contact the way of the message is heard too.
            try await trial.house.receive("Oi", from: "5511999990010", named: "Lia Reis")
            try await ana.wait(for: "Lia Reis", in: "#waiting")
            #expect(try await ana.count("#timeline .pending:not([data-message])") == 1)
            try await ana.run("window.releaseSent()")
            try await ana.wait("the way shows while the message is still being fetched") {
                try await ana.count("#timeline .pending[data-delivery='accepted']") == 1
            }
            try await ana.run("window.releaseFetched()")
            try await ana.wait("the message itself is shown") {
                try await ana.count("#timeline .ours[data-key]:not(.pending)") == 1
            }
            #expect(try await ana.count("#timeline .ours[data-delivery='accepted']") == 1)
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `of two agents who click at once one is told who has it`() async throws {
        try await BrowserTrial.run { trial in
            let ana = try await trial.person("ana@teste")
            let bruno = try await trial.person("bruno@teste")
            try await trial.house.receive("Oi", from: "5511999990002", named: "João Pedro")
            for browser in [ana, bruno] {
                try await browser.wait(for: "João Pedro", in: "#waiting")
            }
            try await bruno.run("document.documentElement.dataset.kept = 'yes'")
            async let first: Void = ana.click("#waiting .card-body")
            async let second: Void = bruno.click("#waiting .card-body")
            _ = try await (first, second)
            try await ana.wait("one of them serves") {
                let mine = try await ana.count("#serving .card")
                return try await mine + bruno.count("#serving .card") == 1
            }
            for browser in [ana, bruno] {
                try await browser.wait("nobody waits") {
                    try await browser.count("#waiting .card") == 0
                }
            }
            // Nothing of it reloaded the page.
            #expect(
                try await bruno.run("return document.documentElement.dataset.kept") as? String
                    == "yes"
            )
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `a waiting session is transferred without being opened`() async throws {
        try await BrowserTrial.run { trial in
            let ana = try await trial.person("ana@teste")
            try await trial.house.receive("Oi", from: "5511999990003", named: "Inês Prado")
            try await ana.wait(for: "Inês Prado", in: "#waiting")
            try await ana.click("#waiting .card-more")
            try await ana.click("#card-menu [data-do='menu-transfer']")
            try await ana.wait(for: "Suporte", in: "#transfer-dialog")
            try await ana.run(
                """
                for (const choice of document.querySelectorAll('#transfer-dialog .choice'))
                    if (choice.innerText.includes('Suporte')) choice.click();
                """
            )
            try await ana.click("#transfer-dialog [data-part='submit']")
            try await ana.wait(for: "Suporte", in: "#waiting .card-place")
            #expect(try await ana.path == "/console")
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `with the window over only a template goes, and a tag can be taken back`() async throws {
        try await BrowserTrial.run { trial in
            let alda = try await trial.person("alda@teste")
            try await prepare(alda)
            let ana = try await trial.person("ana@teste")
            let yesterday = Date().addingTimeInterval(-25 * 3_600)
            try await trial.house.receive(
                "Ainda está aí?",
                from: "5511999990005",
                named: "Célia Dias",
                at: yesterday
            )
            try await ana.click("#waiting .card-body")
            try await ana.wait(for: "A janela de mensagens terminou", in: "#composer")
            #expect(try await ana.count("#composer form[hidden]") == 1)
            try await ana.click("#composer [data-do='template']")
            try await ana.click("#template-dialog .choice")
            try await ana.click("#template-dialog [data-part='submit']")
            try await ana.wait(for: "Olá Célia, podemos continuar?", in: "#timeline .ours")

            try await ana.run(
                """
                const list = document.querySelector("[data-form='tag'] select");
                list.selectedIndex = 1;
                list.dispatchEvent(new Event('change', { bubbles: true }));
                """
            )
            try await ana.wait(for: "Orçamento", in: "#tags")
            try await ana.click("#tags [data-do='untag']")
            try await ana.wait("the tag is off") { try await ana.count("#tags .chip") == 0 }
        }
    }

    /// Publishes a tag and a template, as an administrator's program would.
    private func prepare(_ alda: WebDriver) async throws {
        try await alda.run(
            """
            const call = async (method, path, body) => {
                const token = document.querySelector('meta[name="csrf"]').content;
                const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': token };
                const answer = await fetch('/api/v1' + path,
                    { method, headers, body: body && JSON.stringify(body) });
                if (!answer.ok) throw new Error(await answer.text());
                return answer.json();
            };
            return (async () => {
                await call('POST', '/tags', { slug: 'orcamento', name: 'Orçamento' });
                const { items } = await call('GET', '/channels');
                const channel = items.find((channel) => channel.plugin === 'whatsapp').id;
                await call('POST', '/templates', {
                    channel, name: 'retomada', language: 'pt_BR', state: 'approved',
                    body: 'Olá {{1}}, podemos continuar?',
                });
            })();
            """
        )
    }

    @Test(.timeLimit(.minutes(5)))
    func `the page is of use before its script runs`() async throws {
        try await BrowserTrial.run { trial in
            try await trial.house.receive("Oi", from: "5511999990004", named: "Otávio Reis")
            let ana = try await trial.person("ana@teste")
            try await ana.wait(for: "Otávio Reis", in: "#waiting")
            let page = try await ana.run(
                "return fetch('/console').then((answer) => answer.text())"
            )
            let html = try #require(page as? String)
            #expect(html.contains("Otávio Reis"))
            #expect(html.contains("WhatsApp Vendas"))
        }
    }

    private func note(_ ana: WebDriver) async throws {
        try await ana.type("Quer desconto à vista", into: "[data-form='note'] textarea")
        try await ana.click("[data-form='note'] button[type='submit']")
        try await ana.wait(for: "Quer desconto à vista", in: "#notes")
        try await ana.wait(for: "Quer desconto à vista", in: "#timeline .note")
        #expect(try await ana.text("#protocol-number")?.count == 17)
    }

    private func close(_ ana: WebDriver) async throws {
        try await ana.click(".talk-actions [data-do='close']")
        try await ana.click("#close-dialog [data-part='submit']")
        try await ana.wait("nobody is served") { try await ana.count("#serving .card") == 0 }
        try await ana.wait(for: "encerrou o atendimento", in: "#timeline")
    }
}
