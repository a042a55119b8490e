public import Engine
internal import Logging
public import PluginHost
internal import Store

extension ChannelDesk {
    /// Adds a channel with the configuration of its plugin, a JSON object with its secrets.
    ///
    /// The draft's id is `ID.new`; its account comes from the configuration. What does not work is
    /// not added.
    ///
    /// - Throws: `Refusal`, or `PluginFailure` that says what is wrong with the configuration.
    @discardableResult
    public func add(_ draft: Channel, configuration: String) async throws -> Channel {
        var draft = draft
        let feature = try await feature(draft.plugin)
        let settings = try ChannelConfiguration(whole: configuration, schema: feature.schema)
        draft.account = Self.account(feature, configuration)
        let channel = try await configure(draft)
        do {
            try await folder.channelSettings.set(settings, of: channel.id)
            await refresh(channel.id)
            if let problem = problem(of: channel.id) {
                throw PluginFailure(.configuration, problem)
            }
        } catch {
            try? await remove(channel.id)
            throw error
        }
        await lookAtTemplates(of: channel.id)
        return await switchboard.read { $0.channel(channel.id) } ?? channel
    }

    /// Changes a channel, and its configuration by the fields of a JSON object; `null` removes one.
    ///
    /// - Throws: `Refusal`, or `PluginFailure` that says what is wrong with the configuration.
    @discardableResult
    public func set(_ channel: Channel, configuration change: String? = nil) async throws -> Channel
    {
        var channel = channel
        guard let change else {
            let stored = try await configure(channel)
            await refresh(stored.id)
            return stored
        }
        let feature = try await feature(channel.plugin)
        let old = try await folder.channelSettings.configuration(of: channel.id)
        let whole = try (old ?? ChannelConfiguration()).changed(by: change)
        let settings = try ChannelConfiguration(whole: whole, schema: feature.schema)
        channel.account = Self.account(feature, whole)
        try await folder.channelSettings.set(settings, of: channel.id)
        let stored: Channel
        do {
            stored = try await configure(channel)
            await refresh(stored.id)
            if let problem = problem(of: stored.id) { throw PluginFailure(.configuration, problem) }
        } catch {
            if let old { try? await folder.channelSettings.set(old, of: channel.id) }
            await refresh(channel.id)
            throw error
        }
        return await switchboard.read { $0.channel(stored.id) } ?? stored
    }

    /// Removes a channel without open sessions, and forgets its configuration.
    ///
    /// - Throws: `Refusal`.
    public func remove(_ channel: ID<Channel>) async throws {
        _ = try await switchboard.submit(.configure(.removeChannel(channel)), by: .console)
        try await folder.channelSettings.remove(channel)
        try await folder.held.removeAll(of: channel)
        waiting?[channel] = nil
        await refresh(channel)
    }

    /// Lets the plugin, and through it the provider, look at a channel's configuration.
    ///
    /// - Throws: `PluginFailure`.
    public func check(_ channel: Channel) async throws -> [ConfigurationFinding] {
        let account = try await account(of: channel)
        var findings = try await plugins.check(channel.plugin, account)
        if let problem = problem(of: channel.id) {
            findings.append(ConfigurationFinding(pointer: "", level: .error, text: problem))
        }
        return findings
    }

    private func feature(_ id: String) async throws -> FeatureListing {
        guard let feature = await plugins.channel(id) else {
            throw PluginFailure(.configuration, "no plugin brings the channel \(id)")
        }
        return feature
    }

    private func configure(_ channel: Channel) async throws -> Channel {
        let command = Command.configure(.channel(channel))
        for record in try await switchboard.submit(command, by: .console) {
            if case .configured(.channel(let stored)) = record.event { return stored }
        }
        return channel
    }

    private static func account(_ feature: FeatureListing, _ configuration: String) -> String {
        feature.manifest.accountSelector
            .map { ChannelConfiguration.text($0, of: configuration) } ?? ""
    }
}
