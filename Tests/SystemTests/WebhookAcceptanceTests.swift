import Foundation
import Testing

/// Posts what the provider posts to the real program, signed.
@Suite struct WebhookAcceptanceTests {
    private static let urlChannel = "whatsapp-1"

    @Test(.timeLimit(.minutes(3)))
    func `every webhook of the provider arrives once, however often and wherever it is posted`()
        async throws
    {
        let files = try ProviderFile.fixtures() + ProviderFile.examples()
        try await open(numbers: Set(files.flatMap(\.numbers))) { caller, channels in
            for (index, file) in files.enumerated() where file.documents > 0 {
                let times = index.isMultiple(of: 2) ? 8 : 1
                for status in try await post(file, times: times, caller) {
                    #expect(status == 200, "\(file.name)")
                }
                #expect(try await post(file, times: 1, caller) == [200], "\(file.name)")
            }
            let first = try await snapshot(caller, channels)
            try expect(files, in: first)

            // The provider brings everything again, out of order and all at once.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for file in files.shuffled() where file.documents > 0 {
                    group.addTask {
                        let statuses = try await post(file, times: 1, caller)
                        #expect(statuses == [200], "\(file.name)")
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await snapshot(caller, channels) == first)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a body that is more than one document loses nothing silently`() async throws {
        let text = try CloudWebhook.text("um", id: "wamid.1", from: "5511900000001", to: "71")
        let other = try CloudWebhook.text("dois", id: "wamid.2", from: "5511900000002", to: "71")
        try await open(numbers: ["71"]) { caller, channels in
            let channel = try #require(channels["71"])
            #expect(
                try await caller.hook(Self.urlChannel, text + Data("\n".utf8) + other).status == 200
            )
            let texts = try await caller.received(on: channel).map(\.text.string)
            #expect(Set(texts) == ["um", "dois"])

            // What no one can read is told to the administrators.
            let rest = Data("{\"object\": \"whatsapp_business_account\", \"entry\": [{\"cut".utf8)
            let third = try CloudWebhook.text(
                "três",
                id: "wamid.3",
                from: "5511900000002",
                to: "71"
            )
            let place = try await caller.get("/api/v1/sessions").json.asOf.double ?? 0
            #expect(try await caller.hook(Self.urlChannel, third + rest).status == 200)
            #expect(try await caller.received(on: channel).count == 3)
            try await FeedListener.text(of: caller, after: Int(place), until: "event: notice")

            // What is no document at all is not answered as if it had been taken.
            let nonsense = try await caller.hook(Self.urlChannel, Data("hello".utf8))
            #expect(!(200..<300).contains(nonsense.status))
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a webhook without the right signature is refused and leaves nothing`() async throws {
        try await open(numbers: ["81"]) { caller, channels in
            let channel = try #require(channels["81"])
            let body = try CloudWebhook.text(
                "falso",
                id: "wamid.f",
                from: "5511900000003",
                to: "81"
            )
            let wrong = try await caller.hook(Self.urlChannel, body, secret: "outro segredo")
            #expect(wrong.status == 401)
            let path = "/hooks/\(Self.urlChannel)"
            for headers in [
                [:], ["X-Hub-Signature-256": ""], ["X-Hub-Signature-256": "sha256="],
                ["X-Hub-Signature-256": Signature.hex(of: body, key: Premises.appSecret)],
                ["X-Hub-Signature": "sha256=" + Signature.hex(of: body, key: Premises.appSecret)],
            ] {
                let answer = try await caller.call("POST", path, body, headers: headers)
                #expect(answer.status == 401, "\(headers)")
            }
            // A signature is of these very bytes.
            let signed = "sha256=" + Signature.hex(of: body, key: Premises.appSecret)
            let longer = try await caller.call(
                "POST",
                path,
                body + Data(" ".utf8),
                headers: ["X-Hub-Signature-256": signed]
            )
            #expect(longer.status == 401)
            #expect(try await caller.received(on: channel).isEmpty)
            #expect(try await caller.get("/api/v1/contacts?q=Maria").json.items.elements.isEmpty)
            #expect(try await caller.hook("nada", body).status == 404)
            #expect(try await caller.hook(Self.urlChannel, body).status == 200)
            #expect(try await caller.received(on: channel).count == 1)
            let huge = Data(repeating: 32, count: (3 << 20) + 1)
            #expect(try await caller.hook(Self.urlChannel, huge).status == 413)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `the handshake answers the challenge only to who knows the word`() async throws {
        try await open(numbers: ["91"]) { caller, _ in
            let path = "/hooks/\(Self.urlChannel)?hub.mode=subscribe&hub.challenge=1158201444"
            let right = try await caller.get(path + "&hub.verify_token=\(Premises.verifyToken)")
            #expect(right.status == 200)
            #expect(right.text == "1158201444")
            for wrong in ["&hub.verify_token=errado", "&hub.verify_token=", ""] {
                let answer = try await caller.get(path + wrong)
                #expect(answer.status == 403, "\(wrong)")
                #expect(!answer.text.contains("1158201444"))
            }
        }
    }

    /// Makes a channel for each number, all behind the URL of the first, and serves.
    private func open(
        numbers: Set<String>,
        _ test: (Caller, [String: String]) async throws -> Void
    ) async throws {
        try await Premises.run { premises in
            try await premises.command("team", "add", "vendas", "--name", "Vendas")
            let token = try await premises.addPerson(
                "alda@teste",
                "administrator",
                named: "Alda Reis"
            )
            try await premises.serving { server in
                var channels: [String: String] = [:]
                for (index, number) in numbers.sorted().enumerated() {
                    let slug = "whatsapp-\(index + 1)"
                    try await premises.addWhatsApp(slug, number: number)
                    channels[number] = slug
                }
                try await test(Caller(address: server.address, token: token), channels)
            }
        }
    }

    private func post(_ file: ProviderFile, times: Int, _ caller: Caller) async throws -> [Int] {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<times {
                group.addTask { try await caller.hook(Self.urlChannel, file.body).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    /// The messages of every channel, each once as it stands in the timeline.
    private func snapshot(
        _ caller: Caller,
        _ channels: [String: String]
    ) async throws -> [String: [Wire]] {
        var found: [String: [Wire]] = [:]
        for (number, slug) in channels {
            found[number] = try await caller.received(on: slug).sorted {
                ($0.id.string ?? "") < ($1.id.string ?? "")
            }
        }
        return found
    }

    private func expect(_ files: [ProviderFile], in found: [String: [Wire]]) throws {
        let expected = Dictionary(grouping: Set(files.flatMap(\.messages)), by: \.number)
        #expect(expected.values.map(\.count).reduce(0, +) >= 20)
        for (number, messages) in found {
            let wanted = expected[number] ?? []
            #expect(messages.count == wanted.count, "\(number)")
            #expect(Set(messages.map(\.id)).count == messages.count, "\(number)")
            let texts = messages.filter { $0.kind.string == "text" }.compactMap(\.text.string)
            #expect(
                texts.sorted().filter { text in wanted.contains { $0.text == text } }
                    == wanted.compactMap(\.text).sorted(),
                "\(number)"
            )
        }
    }
}
