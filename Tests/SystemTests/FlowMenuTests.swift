import Foundation
import Testing

/// Drives a flow's menu in the visitors' chat, and what the agent's screen shows of it.
@Suite(.serialized) struct FlowMenuTests {
    @Test(.timeLimit(.minutes(5)))
    func `a visitor presses a button of a menu, and the agent sees what the flow did`()
        async throws
    {
        try await BrowserTrial.run { trial in
            let alda = try await trial.person("alda@teste")
            try await arrange(alda)
            let ana = try await trial.person("ana@teste")
            let visitor = try await trial.browser(size: (500, 844))
            try await visitor.go(to: trial.house.address + "/chat/chat-teste")
            try await visitor.type("Oi\u{E007}", into: "#text")
            try await visitor.wait("the menu has its buttons") {
                try await visitor.count(".message-options button:enabled") == 3
            }
            // The options are buttons, and not repeated as numbers in the words.
            #expect(try await visitor.text(".message-options")?.contains("2ª via") == true)
            #expect(try await visitor.text("#entries")?.contains("1.") == false)

            // Words that are no option: the menu is put again, and the old one is over.
            try await visitor.type("banana\u{E007}", into: "#text")
            try await visitor.wait("the menu is put again") {
                try await visitor.count(".message-options button:enabled") == 3
            }
            #expect(try await visitor.count(".message-options button") == 6)
            try save(await visitor.picture(), as: "chat-menu")

            try await visitor.run(
                "document.querySelectorAll('.message-options button:enabled')[1].focus()"
            )
            try await visitor.run("document.activeElement.click()")
            try await visitor.wait("the choice is said once, and nothing can be pressed") {
                let ours = try await visitor.run(
                    """
                    return [...document.querySelectorAll('.message.ours[data-id] .message-text')]
                        .map((text) => text.textContent).join('|')
                    """
                )
                let enabled = try await visitor.count(".message-options button:enabled")
                return ours as? String == "Oi|banana|2ª via do boleto" && enabled == 0
            }
            try await visitor.wait(for: "aguarde um instante", in: "#entries")

            // What is over stays over when the page comes again.
            try await visitor.go(to: trial.house.address + "/chat/chat-teste")
            try await visitor.wait(for: "aguarde um instante", in: "#entries")
            #expect(try await visitor.count(".message-options button:enabled") == 0)
            let severe = try await visitor.complaints().filter { !$0.contains("favicon") }
            #expect(severe == [])

            try await ana.click("#waiting .card-body")
            try await ana.wait(for: "2ª via do boleto", in: "#timeline")
            for line in [
                "O fluxo Entrada pergunta em “menu”", "A resposta em “menu” não foi entendida",
                "O fluxo terminou",
            ] {
                #expect(try await ana.text("#timeline")?.contains(line) == true, "\(line)")
            }
            #expect(try await ana.text("#timeline .message-choices")?.contains("Comprar") == true)
            try save(await ana.picture(), as: "console-flow")
            try await rate(ana, visitor, trial)
        }
    }

    /// Closes the session, which asks for a rating, and lets the visitor press its stars.
    private func rate(
        _ ana: WebDriver,
        _ visitor: WebDriver,
        _ trial: BrowserTrial
    ) async throws {
        let session = try await ana.run(
            """
            const talk = document.querySelector('.desk > .talk').dataset.session;
            const token = document.querySelector('meta[name="csrf"]').content;
            const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': token };
            const post = (path, body) => fetch(`/api/v1/sessions/${talk}/${path}`,
                { method: 'POST', headers, body: JSON.stringify(body) });
            return (async () => {
                const { items } = await (await fetch('/api/v1/dispositions')).json();
                const answer = await post('close', { disposition: items[0].id });
                return answer.ok ? talk : await answer.text();
            })();
            """
        )
        try await visitor.wait("the stars can be pressed") {
            try await visitor.count(".message-options button:enabled") == 5
        }
        try await visitor.click(".message-options:last-of-type button:enabled")
        try await visitor.wait("the stars are given") {
            try await visitor.count(".message-options button:enabled") == 0
        }
        try await ana.go(to: trial.house.address + "/history/\(session as? String ?? "")")
        for line in [
            "Ana Beatriz classificou como Dúvida", "Avaliação pedida ao contato",
            "O contato avaliou com",
        ] {
            try await ana.wait(for: line, in: "main")
        }
        try save(await ana.picture(), as: "history-lines")
    }

    /// Makes the flow, the tree and the rule, as an administrator's program would.
    private func arrange(_ alda: WebDriver) async throws {
        try await alda.run(
            """
            const call = async (method, path, body) => {
                const token = document.querySelector('meta[name="csrf"]').content;
                const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': token };
                const answer = await fetch('/api/v1' + path,
                    { method, headers, body: body && JSON.stringify(body) });
                if (!answer.ok) throw new Error(path + ': ' + await answer.text());
                return answer.json();
            };
            return (async () => {
                const { items } = await call('GET', '/teams');
                const team = items.find((team) => team.slug === 'suporte').id;
                const options = [
                    { id: 'comprar', label: 'Comprar', next: 'fila' },
                    { id: 'boleto', label: '2ª via do boleto', detail: 'Por e-mail', next: 'fila' },
                    { id: 'outro', label: 'Outro assunto', next: 'fila' },
                ];
                const definition = {
                    start: 'menu',
                    blocks: {
                        menu: { kind: 'menu', text: 'Sobre o que quer falar?', options,
                            retry: { text: 'Não entendi. Escolha:', limit: 3, onLimit: 'fila' } },
                        fila: { kind: 'team', team, text: 'Certo, aguarde um instante.' },
                    },
                };
                await call('POST', '/flows/import', { slug: 'entrada', name: 'Entrada', definition });
                await call('POST', '/flows/entrada/publish', {});
                await call('PATCH', '/channels/chat-teste', { flow: 'entrada' });
                await call('POST', '/dispositions', { name: 'Dúvida' });
                await call('PATCH', '/teams/suporte', { rules: { asksRating: true } });
            })();
            """
        )
    }

    /// Writes a picture where a person who looks at them asked for it.
    private func save(_ picture: Data, as name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["CONECTA_PICTURES"] else { return }
        try picture.write(to: URL(filePath: folder).appending(path: "\(name).png"))
    }
}
