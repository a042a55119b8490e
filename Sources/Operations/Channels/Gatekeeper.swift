internal import Engine
internal import Foundation
internal import PluginHost
internal import Store

/// Verifies requests to a channel whose plugin is not there, as the plugin declared when it was.
struct Gatekeeper: Sendable {
    let guardian: WebhookGuard
    let secretHeaders: Set<String>

    /// Headers that show who sent a request: they are never kept.
    private static let credentials: Set<String> = [
        "authorization", "cookie", "proxy-authorization", "x-api-key",
    ]

    init(_ webhook: PluginManifest.Webhook?, configuration: String) {
        guardian = WebhookGuard(webhook, configuration: configuration)
        secretHeaders = Self.secretHeaders(of: webhook)
    }

    /// The headers that must not be kept, in lower case.
    static func secretHeaders(of webhook: PluginManifest.Webhook?) -> Set<String> {
        credentials.union([webhook?.signature?.header.lowercased()].compactMap(\.self))
    }
}

extension ChannelDesk {
    private static let gate = "webhook"

    private func gateSpace(_ channel: ID<Channel>) -> String { "channel-gate/\(channel)" }

    /// Remembers how requests to a channel are verified, for when its plugin is gone.
    func keepGate(_ webhook: PluginManifest.Webhook?, of channel: ID<Channel>) async throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = Array(try encoder.encode([webhook].compactMap(\.self)))
        let space = gateSpace(channel)
        guard try await folder.pluginState.value(Self.gate, in: space) != text else { return }
        try await folder.pluginState.set(text, for: Self.gate, in: space)
    }

    /// Finds out how requests to a channel that is not open are verified; `nil` for one that never
    /// was open.
    func gatekeeper(of channel: Channel) async -> Gatekeeper? {
        guard
            let text = try? await folder.pluginState.value(Self.gate, in: gateSpace(channel.id)),
            let kept = try? JSONDecoder().decode([PluginManifest.Webhook].self, from: Data(text)),
            let stored = try? await folder.channelSettings.configuration(of: channel.id),
            let whole = try? stored.whole()
        else { return nil }
        return Gatekeeper(kept.first, configuration: whole)
    }
}
