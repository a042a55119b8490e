import Foundation
import FoundationNetworking
import Testing

/// Makes a channel without code in a real browser, and talks over it with a provider of no known make.
@Suite(.serialized) struct MappedChannelTests {
    private static let secret = "segredo do crm"

    @Test(.timeLimit(.minutes(5)))
    func `an administrator maps a webhook, tries it, and an agent talks over it`() async throws {
        let provider = try ProviderStandIn()
        defer { provider.stop() }
        try await BrowserTrial.run { trial in
            let alda = try await trial.person("alda@teste")
            try await begin(alda, trial)
            try await mend(alda)
            try await save(alda, provider)
            try await talk(trial, provider)
            let severe = try await alda.complaints().filter { !$0.contains("favicon") }
            #expect(severe == [])
        }
    }

    /// A ready mapping, its example, and a path that leads nowhere.
    private func begin(_ alda: WebDriver, _ trial: BrowserTrial) async throws {
        try await alda.click("a.rail-item[href='/channels']")
        try await alda.wait(for: "WhatsApp Vendas", in: "table")
        try picture(await alda.picture(), "channels")
        try await alda.click("a[href='/channels/new/mapped']")
        try await alda.wait(for: "Cole um webhook e experimente", in: "#trial-result")
        try await alda.click("#presets .button:nth-child(2)")
        try await alda.wait("the mapping is there") {
            try await value("/incoming/contact", alda) == "@.customer.id"
        }
        try await alda.type(Self.secret, into: "[data-pointer='/webhookSecret']")
        try await alda.type("t0ken", into: "[data-pointer='/apiToken']")
        try await set("/incoming/contact", "@.client.id", alda)
        try await alda.click("#sample")
        try await alda.wait(
            for: "$.messages[0].client: is not there; $.messages[0] is an object with",
            in: "#trial-result"
        )
        try await alda.wait(for: "Sem assinatura válida", in: "#trial-result")
        // What was pasted is offered where paths are typed.
        #expect(try await alda.count("#paths option[value='@.customer.id']") == 1)
    }

    /// The right path, and a mistake that the plugin finds, with its place.
    private func mend(_ alda: WebDriver) async throws {
        try await set("/incoming/contact", "$.messages[", alda)
        try await alda.click("#trial button[type='submit']")
        try await alda.wait(for: "sign 12", in: "#trial-result .notice.bad")
        try await alda.click("#trial-result .notice.bad button")
        #expect(
            try await alda.run("return document.activeElement.dataset.pointer") as? String
                == "/incoming/contact"
        )
        try await set("/incoming/contact", "@.customer.id", alda)
        // By the keyboard, from within the sample.
        try await alda.type("\u{E009}\u{E007}", into: "#trial textarea[name='body']")
        try await alda.wait(for: "Maria Souza", in: "#trial-result .trial-event")
        let result = try await alda.text("#trial-result") ?? ""
        #expect(result.contains("provider c-77, phone +5511987650001"))
        #expect(result.contains("POST https://api.crm.example/v1/messages"))
        #expect(result.contains("authorization: Bearer {{secret:apiToken}}"))
        #expect(result.contains("\"text\": \"Bom dia! Em que posso ajudar?\""))
        #expect(!result.contains("t0ken"))
        try picture(await alda.picture(), "channel-trial")
    }

    private func save(_ alda: WebDriver, _ provider: ProviderStandIn) async throws {
        try await set("/sendURL", provider.address + "/v1/messages", alda)
        try await set("/answer/id", "$.messages[0].id", alda)
        try await alda.type("CRM da loja", into: "#channel-form [name='name']")
        try await alda.type("crm", into: "#channel-form [name='slug']")
        try await alda.run("document.querySelector(\"[name='team']\").value = 'vendas'")
        try await alda.click("#channel-form button[type='submit']")
        try await alda.wait("it is saved") { try await alda.path == "/channels/crm" }
        try await alda.wait(for: "/hooks/crm", in: "#hook")
        // The secrets are kept and not shown.
        #expect(try await value("/apiToken", alda) == "")
        #expect(try await value("/incoming/contact", alda) == "@.customer.id")
        try picture(await alda.picture(), "channel")
        #expect(provider.taken.isEmpty)
    }

    private func talk(_ trial: BrowserTrial, _ provider: ProviderStandIn) async throws {
        let ana = try await trial.person("ana@teste")
        let message = """
            {"messages": [{"id": "m-1", "customer": {"id": "c-77", "name": "Maria Souza"},
             "content": {"text": "Vocês entregam hoje?"}}]}
            """
        #expect(try await post(message, signed: "outro segredo", trial) == 401)
        #expect(try await post(message, signed: Self.secret, trial) == 200)
        // The provider brings it again: it is the same message.
        #expect(try await post(message, signed: Self.secret, trial) == 200)
        try await ana.wait(for: "Maria Souza", in: "#waiting .card")
        try await ana.click("#waiting .card-body")
        try await ana.wait(for: "Vocês entregam hoje?", in: "#timeline")
        #expect(try await ana.count("#timeline .message:not(.ours)") == 1)
        try await ana.type("Sim, até as \"18h\".\u{E007}", into: "#composer textarea")
        try await ana.wait("the provider took it") {
            try await ana.count("#timeline .ours[data-delivery='accepted']") == 1
        }
        let taken = try #require(provider.taken.first)
        let body = try JSONSerialization.jsonObject(with: Data(taken.body.utf8)) as? [String: Any]
        #expect(body?["to"] as? String == "c-77")
        #expect(body?["text"] as? String == "Sim, até as \"18h\".")
        let receipt = #"{"statuses": [{"messageId": "\#(taken.id)", "status": "SEEN"}]}"#
        #expect(try await post(receipt, signed: Self.secret, trial) == 200)
        try await ana.wait("the contact has read it") {
            try await ana.count("#timeline .ours[data-delivery='read']") == 1
        }
    }

    private func post(
        _ body: String,
        signed secret: String,
        _ trial: BrowserTrial
    ) async throws -> Int {
        let url = try #require(URL(string: trial.house.address + "/hooks/crm"))
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = Data(body.utf8)
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        let signature = "sha256=" + Signature.hex(of: Data(body.utf8), key: secret)
        request.setValue(signature, forHTTPHeaderField: "X-Signature-256")
        let (_, answer) = try await URLSession.shared.data(for: request)
        return (answer as? HTTPURLResponse)?.statusCode ?? 0
    }

    private func value(_ pointer: String, _ browser: WebDriver) async throws -> String? {
        let script = "return document.querySelector(arguments[0])?.value"
        return try await browser.run(script, ["[data-pointer='\(pointer)']"]) as? String
    }

    private func set(_ pointer: String, _ text: String, _ browser: WebDriver) async throws {
        let script = "document.querySelector(arguments[0]).value = arguments[1]"
        try await browser.run(script, ["[data-pointer='\(pointer)']", text])
    }

    private func picture(_ bytes: Data, _ name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["CONECTA_PICTURES"] else { return }
        try bytes.write(to: URL(filePath: folder).appending(path: "page-\(name).png"))
    }
}
