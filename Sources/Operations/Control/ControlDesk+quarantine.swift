internal import Engine
internal import Store

extension ControlDesk {
    /// How many inputs a list shows.
    private static let listed = 500

    func perform(_ request: QuarantineRequest) async throws -> ControlAnswer {
        switch request {
        case .list(let slug):
            var channel: ID<Channel>?
            if let slug {
                channel = await switchboard.read { $0.channel(slug: slug)?.id }
                guard channel != nil else { throw ControlFailure("there is no channel \(slug)") }
            }
            let inputs = try await channels.quarantined(of: channel, limit: Self.listed)
            var lines: [QuarantineLine] = []
            for input in inputs { lines.append(await line(input)) }
            return .quarantine(lines)
        case .show(let text, let withInput):
            let input = try await input(text)
            var line = await line(input)
            if withInput { line.input = input.words }
            return .quarantined(line)
        case .retry(let text):
            let input = try await input(text)
            guard !input.isErased else {
                throw ControlFailure("what came is erased: it can only be dropped")
            }
            guard try await channels.retryQuarantined(input.id, by: .console) else {
                throw ControlFailure("\(text) is not in quarantine any more")
            }
            return .done("the plugin gets \(text) again")
        case .drop(let text):
            guard try await channels.dropQuarantined(input(text).id, by: .console) else {
                throw ControlFailure("\(text) is not in quarantine any more")
            }
            return .done("\(text) is dropped")
        }
    }

    private func input(_ text: String) async throws -> HeldInput {
        let id = ID<HeldRequest>(text)
        guard let id, let input = try await channels.quarantined(id) else {
            throw ControlFailure("nothing in quarantine is called \(text)")
        }
        return input
    }

    private func line(_ input: HeldInput) async -> QuarantineLine {
        let channel = input.channel
        return QuarantineLine(
            id: input.id.description,
            kind: input.kind.rawValue,
            channel: await switchboard.read { $0.channel(channel)?.slug } ?? "-",
            receivedAt: input.receivedAt.milliseconds,
            quarantinedAt: input.quarantinedAt?.milliseconds,
            size: input.size,
            message: input.message?.description,
            problem: input.problem,
            failures: input.failures,
            deaths: input.deaths.map { death in
                QuarantineLine.Death(
                    at: death.at.milliseconds,
                    reason: death.reason,
                    signal: death.signal,
                    exitCode: death.exitCode,
                    function: death.function,
                    hostCalls: death.hostCalls,
                    output: death.output,
                    backtrace: death.backtrace
                )
            },
            isErased: input.isErased,
            input: nil
        )
    }
}

extension HeldInput {
    /// What came, as text; `nil` when it is none.
    fileprivate var words: String? {
        guard kind == .webhook, !isErased,
            let body = String(validating: request.body, as: UTF8.self)
        else { return nil }
        let query = request.query.isEmpty ? "" : "?" + request.query
        let head = ["\(request.method) \(request.path)\(query)"]
        let headers = request.headers.map { "\($0.name): \($0.value)" }
        return (head + headers + ["", body]).joined(separator: "\n")
    }
}
