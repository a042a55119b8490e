import Foundation
import PluginHost
import Testing

@Suite struct MappedSettingsTests {
    /// Says what a change of a working configuration makes the plugin find.
    static let faults: [(String, String, String, String)] = [
        ("incoming", #"{"contact": "message.from"}"#, "/incoming/contact", "sign 1"),
        ("incoming", #"{"contact": "$.a..b"}"#, "/incoming/contact", "two dots are not supported"),
        ("incoming", #"{"contact": "$.a[?@.b]"}"#, "/incoming/contact", "filters"),
        ("incoming", #"{"contact": "$['a"}"#, "/incoming/contact", "the quote does not end"),
        ("incoming", #"{"contact": "$.a[1"}"#, "/incoming/contact", "sign 6: ] is expected"),
        ("incoming", #"{"contact": []}"#, "/incoming/contact", "1 to 8 paths"),
        ("incoming", #"{"text": "$.a"}"#, "/incoming/contact", "is missing"),
        ("incoming", #"{"contact": "$", "contcat": "$"}"#, "/incoming/contcat", "no setting"),
        (
            "receipts", #"{"id": "$", "state": "$", "states": {"x": "gone"}}"#,
            "/receipts/states/x", ""
        ),
        ("sendURL", #""https://{{contact.key}}/x""#, "/sendURL", "a host without placeholders"),
        ("sendURL", #""https://api.example{{text}}""#, "/sendURL", "a host without placeholders"),
        ("sendURL", #""https://a:b@api.example/x""#, "/sendURL", "a host without placeholders"),
        ("sendURL", #""ftp://api.example/x""#, "/sendURL", "a host without placeholders"),
        ("sendURL", #""https://api.example/{{secret:apiSecret}}""#, "/apiSecret", "no value"),
        ("mediaOrigins", #"["files"]"#, "/mediaOrigins/0", "is not an address"),
        ("outgoing", #"{"body": {"a": "{{txet}}"}}"#, "/outgoing/body/a", "there is no {{txet}}"),
        ("outgoing", #"{"body": {"a": "{{text"}}"#, "/outgoing/body/a", "{{ without }}"),
        (
            "outgoing", #"{"body": {"a": "{{secret:apiToken}}"}}"#, "/outgoing/body/a",
            "not in a body"
        ),
        ("outgoing", #"{"body": {"a": ["x{{text|number}}"]}}"#, "/outgoing/body/a/0", "alone"),
        ("outgoing", #"{"body": {}, "method": "GET"}"#, "/outgoing/method", "POST"),
        ("outgoing", #"{"body": {}, "headers": {"a b": "x"}}"#, "/outgoing/headers/a b", "name"),
        ("outgoing", #"{"body": {"a": []}, "format": "form"}"#, "/outgoing/body", "texts only"),
        ("verification", #"{"scheme": "token"}"#, "/verification", "either"),
        (
            "verification", #"{"scheme": "hmac-sha256-hex", "query": "q"}"#, "/verification/header",
            ""
        ),
        ("verification", #"{"scheme": "md5", "header": "x"}"#, "/verification/scheme", ""),
        ("windowHours", #""two""#, "/windowHours", "Int"),
    ]

    @Test(arguments: faults)
    func `what cannot work is said with its place`(
        field: String,
        value: String,
        pointer: String,
        words: String
    ) async throws {
        let workshop = try await PluginWorkshop.open()
        let account = try MappedAccount(workshop) { fields in
            fields[field] = try? JSONSerialization.jsonObject(
                with: Data(value.utf8),
                options: .fragmentsAllowed
            )
        }
        .account
        let errors = try await workshop.catalogue.check(channel: "mapped", account)
            .filter { $0.level == .error }
        #expect(errors.map(\.pointer) == [pointer])
        #expect(errors.first?.text.contains(words) == true || words.isEmpty, "\(errors)")
        await #expect(throws: PluginFailure.self) {
            try await workshop.catalogue.openChannel("mapped", account)
        }
    }

    @Test func `an account without verification is warned of`() async throws {
        let workshop = try await PluginWorkshop.open()
        let account = try MappedAccount(workshop) { $0["verification"] = ["scheme": "none"] }
        let found = try await workshop.catalogue.check(channel: "mapped", account.account)
        #expect(found.map(\.pointer) == ["/verification/scheme"])
        #expect(found.map(\.level) == [.warning])
    }

    /// Says how an account verifies, what comes, and what becomes of it.
    static let requests: [(String, [String: String], String, WebhookGuard.Verdict)] = [
        (#"{"scheme": "token", "header": "X-Key"}"#, ["x-key": "secret"], "", .pass),
        (#"{"scheme": "token", "header": "X-Key"}"#, ["x-key": "Secret"], "", .unsigned),
        (#"{"scheme": "token", "header": "X-Key"}"#, [:], "x-key=secret", .unsigned),
        (
            #"{"scheme": "token", "header": "Authorization", "prefix": "Bearer "}"#,
            ["authorization": "Bearer secret"], "", .pass
        ),
        (#"{"scheme": "token", "query": "key"}"#, [:], "a=1&key=secret", .pass),
        (#"{"scheme": "token", "query": "key"}"#, [:], "key=", .unsigned),
        // Signs that no address may have, and halves of others.
        (#"{"scheme": "token", "query": "key"}"#, [:], "{=|&%zz&=&&key", .unsigned),
        (#"{"scheme": "token", "query": "key"}"#, [:], "%&x=}&key=secret", .pass),
        (
            #"{"scheme": "hmac-sha256-hex", "header": "X-S", "prefix": "sha256="}"#,
            ["x-s": "sha256=c8fa9e3c2ce9dfdb73ca9bb2ccb1a6d7b0e8b8a1e94bd7a0c0f0a0c0f0a0c0f0"], "",
            .unsigned
        ),
        (#"{"scheme": "none"}"#, [:], "", .pass),
        (#"{"scheme": "None"}"#, [:], "", .unconfigured(field: "verification")),
        (#"{"scheme": "token"}"#, [:], "", .unconfigured(field: "verification")),
        (
            #"{"scheme": "token", "header": "a", "query": "b"}"#, [:], "",
            .unconfigured(field: "verification")
        ),
        (
            #"{"scheme": "hmac-sha256-hex", "query": "b"}"#, [:], "",
            .unconfigured(field: "verification")
        ),
        ("{}", [:], "", .unconfigured(field: "verification")),
        ("7", [:], "", .unconfigured(field: "verification")),
    ]

    @Test(arguments: requests)
    func `the host verifies as the account says, and lets nothing unclear pass`(
        verification: String,
        headers: [String: String],
        query: String,
        verdict: WebhookGuard.Verdict
    ) async throws {
        let workshop = try await PluginWorkshop.open()
        let guardian = try workshop.catalogue.webhookGuard(
            channel: "mapped",
            configuration: #"{"webhookSecret": "secret", "verification": \#(verification)}"#
        )
        for method in ["POST", "GET"] {
            let request = WebhookRequest(
                method: method,
                query: query,
                headers: headers.map { .init($0.key, $0.value) },
                body: Array("{}".utf8),
                received: 0
            )
            #expect(guardian.judge(request) == verdict)
        }
    }

    /// The HMAC-SHA256 of `{}` under `secret`.
    static let signatures = [
        "hmac-sha256-hex": "77325902caca812dc259733aacd046b73817372c777b8d95b402647474516e13",
        "hmac-sha256-base64": "dzJZAsrKgS3CWXM6rNBGtzgXNyx3e42VtAJkdHRRbhM=",
    ]

    @Test func `a body signed in hexadecimal or in Base64 passes`() async throws {
        let workshop = try await PluginWorkshop.open()
        for (scheme, code) in Self.signatures {
            let verification = #"{"scheme": "\#(scheme)", "header": "X-S"}"#
            let guardian = try workshop.catalogue.webhookGuard(
                channel: "mapped",
                configuration: #"{"webhookSecret": "secret", "verification": \#(verification)}"#
            )
            var request = WebhookRequest(
                method: "POST",
                headers: [.init("x-s", code)],
                body: Array("{}".utf8),
                received: 0
            )
            #expect(guardian.judge(request) == .pass)
            request.body.append(0x20)
            #expect(guardian.judge(request) == .unsigned)
        }
    }
}
