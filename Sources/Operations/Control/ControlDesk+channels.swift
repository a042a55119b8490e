internal import Engine
internal import PluginHost

extension ControlDesk {
    func perform(_ request: ChannelRequest) async throws -> ControlAnswer {
        switch request {
        case .list:
            return .channels(await channelLines())
        case .add(let slug, let plugin, let configuration, let changes):
            let known = await channelLines()
            guard !known.contains(where: { $0.slug == slug }) else {
                throw ControlFailure("there is a channel \(slug) already")
            }
            let draft = Channel(
                id: .new,
                slug: slug,
                name: changes.name ?? slug,
                plugin: plugin,
                team: try await defaultTeam(changes.team),
                isActive: changes.isActive ?? true,
                flow: try await flowID(changes.flow)
            )
            do {
                return await answer(try await channels.add(draft, configuration: configuration))
            } catch Refusal.inUse(.channel) {
                throw ControlFailure("another channel of \(plugin) has that account already")
            }
        case .set(let slug, let configuration, let changes):
            var channel = try await channel(slug)
            channel.name = changes.name ?? channel.name
            channel.isActive = changes.isActive ?? channel.isActive
            if let slug = changes.team { channel.team = try await team(slug).id }
            if let slug = changes.flow { channel.flow = try await flowID(slug) }
            return await answer(try await channels.set(channel, configuration: configuration))
        case .remove(let slug):
            try await channels.remove(try await channel(slug).id)
            return .done("channel \(slug) is removed")
        case .templates(let slug):
            let channel = try await channel(slug)
            if let problem = await channels.problem(of: channel.id) {
                throw ControlFailure(problem)
            }
            // A server that runs has opened it; a command alone does so now.
            await channels.refresh(channel.id)
            let result = try await channels.syncTemplates(of: channel.id)
            return .done(
                "\(result.added) added, \(result.changed) changed, \(result.archived) put away"
            )
        case .test(let slug):
            let channel = try await channel(slug)
            await channels.refresh(channel.id)
            let findings = try await channels.check(channel)
            return .findings(findings.map(ChannelFinding.init))
        case .trial(let slug, let trial):
            let channel = slug.isEmpty ? nil : try await channel(slug)
            return .trial(try await channels.try(trial, on: channel))
        }
    }

    private func channel(_ slug: String) async throws -> Channel {
        let channel = await switchboard.read { $0.channel(slug: slug) }
        guard let channel else { throw ControlFailure("there is no channel \(slug)") }
        return channel
    }

    /// The flow that a slug names; no slug means none.
    private func flowID(_ slug: String?) async throws -> ID<Flow>? {
        guard let slug, !slug.isEmpty else { return nil }
        return try await flow(slug).id
    }

    /// The team that a slug names, or the first there is.
    private func defaultTeam(_ slug: String?) async throws -> ID<Team> {
        if let slug { return try await team(slug).id }
        let first = await switchboard.read { floor in
            floor.teams.first { _, team in team.isActive }?.key
        }
        guard let first else { throw ControlFailure("there is no team: add one first") }
        return first
    }

    private func answer(_ channel: Channel) async -> ControlAnswer {
        .channels(await channelLines().filter { $0.id == channel.id.description })
    }

    private func channelLines() async -> [ChannelLine] {
        let listed = await switchboard.read { floor in
            floor.channels.map { _, channel in
                (
                    channel.id,
                    ChannelLine(
                        id: channel.id.description,
                        slug: channel.slug,
                        name: channel.name,
                        plugin: channel.plugin,
                        account: channel.account,
                        team: floor.team(channel.team)?.slug ?? "-",
                        isActive: channel.isActive,
                        flow: channel.flow.flatMap { floor.flow($0)?.slug },
                        problem: ""
                    )
                )
            }
        }
        var lines: [ChannelLine] = []
        for (id, listed) in listed {
            var line = listed
            line.problem = await channels.problem(of: id) ?? ""
            lines.append(line)
        }
        return lines
    }
}
