extension ChannelCheck {
    /// Nothing that was lent for a call is read after it: the account's configuration, requests,
    /// messages, answers of the provider.
    func borrowing() async throws -> [String] {
        room.answerWell()
        let port = try await open()
        for _ in 0..<2 {
            for (_, fixture) in try load() {
                let request = fixture.request(now: CheckRoom.now)
                room.keep(request.body)
                _ = try? await port.webhook(request)
                _ = try await port.traits()
            }
            room.forgetInput()
            for reaction in [ScriptedProvider.Reaction.refusal, .silence] {
                room.answerWell()
                _ = await port.send(message())
                room.provider.react(reaction)
                _ = await port.send(message())
            }
            if try await port.traits().features.contains(.poll) {
                _ = try? await port.poll(since: [])
            }
        }
        await port.close()
        return []
    }

    /// What a killed process had heard is heard again by the next one as the same, so that nothing is
    /// lost and nothing doubled; what it was sending may have arrived, and is not called anything else.
    func restart() async throws -> [String] {
        room.answerWell()
        let port = try await open()
        var findings: [String] = []
        for (name, fixture) in try load() where !fixture.fails {
            let request = fixture.request(now: CheckRoom.now)
            let first = try await keys(of: request, port)
            room.catalogue.kill(feature.plugin)
            let second = try await keys(of: request, port)
            guard first != second else { continue }
            let (old, new) = (first.joined(separator: ", "), second.joined(separator: ", "))
            findings.append(
                "\(name): a new process gives the same request other keys: "
                    + "first \(old.isEmpty ? "none" : old), then \(new.isEmpty ? "none" : new)"
            )
        }
        return findings + (try await killedInSending(port))
    }

    private func killedInSending(_ port: any ChannelPort) async throws -> [String] {
        let isIdempotent = try await port.traits().features.contains(.idempotent)
        room.provider.react(.hang)
        let message = message()
        let sending = Task { await port.send(message) }
        let end = ContinuousClock.now + .seconds(2)
        while room.provider.count == 0, ContinuousClock.now < end { await Task.yield() }
        // A channel that asks nobody, such as a chat page, is done before it can be killed.
        guard room.provider.count > 0 else {
            _ = await sending.value
            return []
        }
        room.catalogue.kill(feature.plugin)
        switch await sending.value.outcome {
        case .unknown: break
        case .retry where isIdempotent: break
        case let outcome: return ["killed while sending: must be unknown, is \(outcome)"]
        }
        room.answerWell()
        guard let finding = await isAlive(port) else { return [] }
        return ["killed while sending: \(finding)"]
    }

    /// What a request tells, by kinds and keys.
    private func keys(of request: WebhookRequest, _ port: any ChannelPort) async throws -> [String]
    {
        let deadline = ContinuousClock.now + .seconds(30)
        while true {
            do {
                return try await port.webhook(request).events.map { "\($0.kind) \($0.key)" }
            } catch let failure as PluginFailure
                where [.crashed, .busy].contains(failure.class) && ContinuousClock.now < deadline
            {
                // It was killed a moment ago, and begins again in another.
                await Task.yield()
            }
        }
    }
}
