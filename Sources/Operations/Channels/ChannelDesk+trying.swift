public import Engine
internal import Paper
internal import PluginHost
internal import Store

extension ChannelDesk {
    /// Tries a channel, one that is there with changes or one that is not there yet.
    ///
    /// The plugin runs in a world of its own: it stores nothing, reaches nobody, and has no secret.
    /// The host alone uses the secret of the webhook, to say whether a request would be let in.
    ///
    /// - Throws: `PluginFailure` when there is no such plugin, or the configuration is no JSON object.
    public func `try`(_ trial: ChannelTrial, on channel: Channel?) async throws
        -> ChannelTrialResult
    {
        let plugin = channel?.plugin ?? trial.plugin
        guard let feature = await plugins.channel(plugin) else {
            throw PluginFailure(.configuration, "no plugin brings the channel \(plugin)")
        }
        var stored = ChannelConfiguration()
        if let channel {
            stored = try await folder.channelSettings.configuration(of: channel.id) ?? stored
        }
        let change = trial.configuration.isEmpty ? "{}" : trial.configuration
        let whole = try stored.changed(by: change)
        let company = await switchboard.read { $0.company }
        let record = RehearsalRecord(answering: trial.answer)
        let account = ChannelAccount(
            id: channel?.id.description ?? "trial",
            configuration: whole,
            state: ChannelAccountState(folder.pluginState, of: channel?.id ?? .new),
            language: Language(tag: company.language) ?? .portuguese,
            timeZone: company.timeZone
        )
        let rehearsal = try await plugins.rehearse(plugin, account, record)
        var result = ChannelTrialResult(findings: rehearsal.findings.map(ChannelFinding.init))
        _ = record.take()
        guard let port = rehearsal.port else { return result }
        if let webhook = trial.webhook {
            let guardian = WebhookGuard(feature.manifest.webhook, configuration: whole)
            result.webhook = await hear(webhook, guardian, port, record)
        }
        if let message = trial.message {
            result.message = await say(message, port, record)
        }
        await port.close()
        return result
    }

    private func hear(
        _ webhook: ChannelTrial.Webhook,
        _ guardian: WebhookGuard,
        _ port: any ChannelPort,
        _ record: RehearsalRecord
    ) async -> ChannelTrialResult.Heard {
        let request = WebhookRequest(
            method: webhook.method,
            query: webhook.query,
            headers: webhook.headers.map { WebhookRequest.Header($0.key.lowercased(), $0.value) }
                .sorted { $0.name < $1.name },
            body: Array(webhook.body.utf8),
            received: clock.now().milliseconds
        )
        var heard = ChannelTrialResult.Heard(
            verification: ChannelTrialResult.Verification(guardian, request),
            status: 503,
            events: [],
            refused: [],
            error: "",
            notes: []
        )
        do {
            let result = try await port.webhook(request)
            heard.status = result.status
            heard.events = result.events.map(\.described)
            heard.refused = result.refused
        } catch {
            heard.error = (error as? PluginFailure)?.message ?? "\(error)"
        }
        heard.notes = record.take().notes
        return heard
    }

    private func say(
        _ message: ChannelTrial.Message,
        _ port: any ChannelPort,
        _ record: RehearsalRecord
    ) async -> ChannelTrialResult.Said {
        let result = await port.send(OutboundMessage(message, at: clock.now()))
        let (requests, notes) = record.take()
        var said = ChannelTrialResult.Said(
            outcome: "accepted",
            id: "",
            error: "",
            requests: requests,
            notes: notes
        )
        switch result.outcome {
        case .accepted(let id, _): said.id = id
        case .failed(let error): (said.outcome, said.error) = ("failed", error.inWords)
        case .retry(_, let error): (said.outcome, said.error) = ("retry", error.inWords)
        case .windowClosed(let error): (said.outcome, said.error) = ("windowClosed", error.inWords)
        case .unknown(let error): (said.outcome, said.error) = ("unknown", error.inWords)
        }
        return said
    }
}

extension ChannelFinding {
    /// Puts a plugin's finding into the console's words.
    init(_ finding: ConfigurationFinding) {
        self.init(level: "\(finding.level)", pointer: finding.pointer, text: finding.text)
    }
}

extension ChannelTrialResult.Verification {
    fileprivate init(_ guardian: WebhookGuard, _ request: WebhookRequest) {
        switch guardian.judge(request) {
        case .pass: self = guardian.letsEverythingPass ? .none : .passed
        case .answer: self = .handshake
        case .unsigned, .forbidden: self = .unsigned
        case .unconfigured: self = .unconfigured
        }
    }
}

extension OutboundMessage {
    fileprivate init(_ message: ChannelTrial.Message, at now: Timestamp) {
        self.init(
            idempotencyKey: "trial",
            author: .agent,
            conversation: message.conversation,
            text: message.text
        )
        authorName = "Ana"
        session = "trial"
        protocolNumber = "20261129-000001-0"
        replyTo = message.replyTo
        lastInbound = now.milliseconds
        identities = [.init(kind: .provider, value: message.conversation)]
        if !message.phone.isEmpty { identities.append(.init(kind: .phone, value: message.phone)) }
        if !message.email.isEmpty { identities.append(.init(kind: .email, value: message.email)) }
        if !message.fileName.isEmpty {
            let name = message.fileName
            var file = ChannelAttachment(kind: name.hasSuffix(".txt") ? .document : .image)
            file.blob = RehearsalRecord.sampleFile
            file.bytes = []
            file.mime = name.hasSuffix(".txt") ? "text/plain" : "image/png"
            file.fileName = name
            attachments = [file]
        }
        guard !message.options.isEmpty else { return }
        options = OutboundOptions(
            kind: .buttons,
            options: message.options.enumerated().map { option in
                .init(id: "option-\(option.offset + 1)", title: option.element)
            }
        )
    }
}

extension ProviderError {
    fileprivate var inWords: String {
        code.isEmpty || text.contains(code) ? text : "\(text) (\(code))"
    }
}
