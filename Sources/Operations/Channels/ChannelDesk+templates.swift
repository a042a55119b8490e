public import Engine
internal import Foundation
internal import Logging
internal import PluginHost
internal import Store

/// Says what a look at a provider's templates changed.
public struct TemplateSync: Sendable, Hashable {
    /// How many are new.
    public var added = 0

    /// How many say something else than before, or may be sent where they might not.
    public var changed = 0

    /// How many the provider does not list any more.
    public var archived = 0

    /// Creates the result of a look that changed nothing.
    public init() {}
}

extension ChannelDesk {
    /// Asks a channel's provider for its templates and writes them down.
    ///
    /// One that was listed before and is not any more is put away; what an administrator added by
    /// hand, and the provider never listed, is left alone.
    ///
    /// - Throws: `PluginFailure`, `SwitchboardError`, or what the data folder throws.
    @discardableResult
    public func syncTemplates(of channel: ID<Channel>) async throws -> TemplateSync {
        guard let place = places[channel] else {
            throw PluginFailure(.transient, problem(of: channel) ?? "the channel is not open")
        }
        guard place.port.abilities.contains(.templates) else {
            throw PluginFailure(.unsupported, "the channel lists no templates")
        }
        let listed = try await place.port.templates()
        let known = await switchboard.read { floor in
            floor.allTemplates.filter { $0.channel == channel }
        }
        let before = try await listedTemplates(of: channel)
        var result = TemplateSync()
        var commands: [(command: Command, actor: Actor)] = []
        for news in listed {
            guard let change = Self.change(by: news, on: channel, known: known) else { continue }
            if change.id == .new { result.added += 1 } else { result.changed += 1 }
            commands.append((.configure(.template(change)), .system))
        }
        let names = Set(listed.map(TemplateName.init))
        for var template in known where template.state != .archived {
            let name = TemplateName(template)
            guard before.contains(name), !names.contains(name) else { continue }
            template.state = .archived
            template.reason = MessageTemplate.gone
            result.archived += 1
            commands.append((.configure(.template(template)), .system))
        }
        try await submit(commands, for: place)
        try await keepListedTemplates(names, of: channel)
        return result
    }

    /// The open channels whose providers list templates.
    func channelsWithTemplates() -> [ID<Channel>] {
        places.filter { $0.value.port.abilities.contains(.templates) }.map(\.key).sorted()
    }

    /// Looks at a channel's templates soon; what goes wrong is for the log.
    func lookAtTemplates(of channel: ID<Channel>) async {
        guard places[channel]?.port.abilities.contains(.templates) == true else { return }
        do {
            let result = try await syncTemplates(of: channel)
            guard result != TemplateSync() else { return }
            logger.info(
                "the templates of a channel changed",
                metadata: [
                    "channel": "\(channel)", "added": "\(result.added)",
                    "changed": "\(result.changed)", "archived": "\(result.archived)",
                ]
            )
        } catch {
            logger.warning(
                "the templates of a channel could not be read",
                metadata: ["channel": "\(channel)", "reason": "\(error)"]
            )
        }
    }

    /// What a provider's entry changes in our books; `nil` for nothing.
    static func change(
        by news: TemplateNews,
        on channel: ID<Channel>,
        known: [MessageTemplate]
    ) -> MessageTemplate? {
        guard let listed = MessageTemplate(news, on: channel) else { return nil }
        let old = known.first { $0.name == listed.name && $0.language == listed.language }
        guard let old else { return listed }
        let next = old.following(listed)
        return next == old ? nil : next
    }

    private func listedTemplates(of channel: ID<Channel>) async throws -> Set<TemplateName> {
        let bytes = try await folder.pluginState.value("listed", in: Self.space(channel))
        guard let bytes else { return [] }
        return (try? JSONDecoder().decode(Set<TemplateName>.self, from: Data(bytes))) ?? []
    }

    private func keepListedTemplates(
        _ names: Set<TemplateName>,
        of channel: ID<Channel>
    ) async throws {
        let sorted = names.sorted { ($0.name, $0.language) < ($1.name, $1.language) }
        let bytes = Array(try JSONEncoder().encode(sorted))
        try await folder.pluginState.set(bytes, for: "listed", in: Self.space(channel))
    }

    private static func space(_ channel: ID<Channel>) -> String { "channel-templates/\(channel)" }
}

/// Is what tells a template from the others of its channel.
private struct TemplateName: Hashable, Codable {
    var name: String
    var language: String

    init(_ template: MessageTemplate) {
        name = template.name
        language = template.language
    }

    init(_ news: TemplateNews) {
        name = news.name
        language = news.language
    }
}
