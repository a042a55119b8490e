extension ChannelCheck {
    /// Is what a provider may answer, and what of it must come.
    private struct Case {
        let name: String
        let reaction: ScriptedProvider.Reaction
        /// Says what is wrong with an outcome; `nil` when it is right.
        let judge: (SendResult) -> String?
    }

    /// What the provider answers is understood: what was not taken is not called taken, and what may
    /// have been taken is not sent again.
    func answers() async throws -> [String] {
        let port = try await open()
        let isIdempotent = try await port.traits().features.contains(.idempotent)
        var findings: [String] = []
        for test in cases(isIdempotent) {
            room.provider.react(test.reaction)
            let result = await port.send(message())
            // A channel that asks nobody, such as a chat page, has nothing to understand.
            if room.provider.count > 0, let finding = test.judge(result) {
                findings.append("\(test.name): \(finding)")
            }
            if let finding = await isAlive(port) { return findings + ["\(test.name): \(finding)"] }
        }
        return findings
    }

    private static func judgeTaken(_ result: SendResult, _ isIdempotent: Bool) -> String? {
        switch result.outcome {
        case .retry where !isIdempotent: "must not be sent again: it was taken"
        case .failed: "must not be called failed: it was taken"
        default: nil
        }
    }

    private func cases(_ isIdempotent: Bool) -> [Case] {
        let well = room.answer
        func plain(_ status: Int) -> ScriptedProvider.Reaction {
            .answer(
                status: status,
                headers: ["content-type": "application/json"],
                body: Array(#"{"error": "no"}"#.utf8)
            )
        }
        let noise = (0..<4_096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
        return [
            Case(
                name: "HTTP \(well.status) as standin.json says",
                reaction: .answer(
                    status: well.status,
                    headers: well.headers,
                    body: well.body(number: 1)
                )
            ) { result in
                guard case .accepted(let id, _) = result.outcome else {
                    return "must be accepted, is \(result.words)"
                }
                return id.isEmpty ? "accepted without the provider's id" : nil
            },
            Case(name: "HTTP 400", reaction: plain(400)) { result in
                if case .failed = result.outcome { return nil }
                return "must be failed, is \(result.words)"
            },
            Case(name: "HTTP 401", reaction: plain(401)) { result in
                result.credentialsRefused
                    ? nil : "must be CNX_E_AUTH, so that the account is paused, is \(result.words)"
            },
            Case(name: "HTTP 429", reaction: plain(429)) { result in
                if case .retry = result.outcome { return nil }
                return "must be sent again later, is \(result.words)"
            },
            Case(name: "HTTP 500", reaction: plain(500)) { result in
                if case .accepted = result.outcome { return "must not be accepted" }
                return nil
            },
            Case(
                name: "HTTP 200 with garbage",
                reaction: .answer(status: 200, headers: [:], body: noise)
            ) { Self.judgeTaken($0, isIdempotent) },
            Case(
                name: "HTTP 200 without a body",
                reaction: .answer(status: 200, headers: [:], body: [])
            ) { Self.judgeTaken($0, isIdempotent) },
            Case(name: "no connection", reaction: .refusal) { result in
                if case .retry = result.outcome { return nil }
                return "must be sent again, nobody got it; is \(result.words)"
            },
            Case(name: "no answer", reaction: .silence) { result in
                switch result.outcome {
                case .unknown: nil
                case .retry where isIdempotent: nil
                default: "must be unknown, it may have arrived; is \(result.words)"
                }
            },
        ]
    }

    /// A call comes back when its time is over, and when it is not wanted any more.
    func deadlines() async throws -> [String] {
        let port = try await open()
        room.provider.react(.hang)
        let late = await port.send(message())
        if room.provider.count > 0, case .accepted = late.outcome {
            return ["a provider that never answers: must not be accepted"]
        }
        if let finding = await isAlive(port) {
            return ["a provider that never answers: \(finding)"]
        }
        room.provider.react(.hang)
        let message = message()
        let sending = Task { await port.send(message) }
        sending.cancel()
        _ = await sending.value
        if let finding = await isAlive(port) { return ["a call that was cancelled: \(finding)"] }
        return []
    }
}

extension SendResult {
    /// The outcome in words for authors.
    fileprivate var words: String {
        switch outcome {
        case .accepted(let id, _): "accepted as \"\(id)\""
        case .failed(let error): "failed (\(error.text))"
        case .retry(_, let error): "to be sent again (\(error.text))"
        case .windowClosed: "the end of the window"
        case .unknown(let error): "unknown (\(error.text))"
        }
    }
}
