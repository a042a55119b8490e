public import Foundation
import Logging
import Paper

/// Lets an author see their plugin work: fixtures in, a message out, a report over invented sessions.
///
/// What stands in for the provider is somebody else's: this is told its address.
public struct PluginTrial: Sendable {
    private let folder: URL
    private let address: String
    private let catalogue: PluginCatalogue
    private let listing: PluginListing

    /// Opens the plugin of a folder.
    ///
    /// - Parameters:
    ///   - folder: the project.
    ///   - worker: the path of `conecta-worker`.
    ///   - address: where the stand-in for the provider answers.
    ///   - egress: the way there.
    /// - Throws: `PluginProblem` when the host refuses the plugin.
    public init(
        folder: URL,
        worker: String,
        address: String,
        egress: any HTTPEgress
    ) async throws {
        self.folder = folder
        self.address = address
        catalogue = PluginCatalogue(
            environment: PluginEnvironment(
                now: { Int64(Date().timeIntervalSince1970 * 1_000) },
                blobs: MemoryBlobs(),
                words: Catalogue(),
                logger: Logger(label: "try") { _ in SwiftLogNoOpLogHandler() },
                egress: egress,
                worker: worker
            )
        )
        guard let listing = await catalogue.load(folders: [folder.path]).first else {
            throw PluginProblem("\(folder.path) holds no \(PluginManifest.fileName)")
        }
        if let reason = listing.reason { throw PluginProblem(reason) }
        self.listing = listing
    }

    /// Tries every channel and report.
    ///
    /// - Parameters:
    ///   - text: the message that is sent.
    ///   - say: takes each line of what happens.
    ///   - received: tells what the stand-in got since it was asked last, a line each.
    /// - Throws: `PluginProblem` or `PluginFailure`, where it ends.
    public func run(
        text: String,
        say: (String) -> Void,
        received: () -> [String]
    ) async throws {
        for feature in listing.features {
            say("\(feature.manifest.kind.rawValue) \(feature.manifest.id)")
            switch feature.manifest.kind {
            case .channel: try await tryChannel(feature, text, say, received)
            case .report: try await tryReport(feature, say)
            }
        }
        await catalogue.close()
    }

    private func tryChannel(
        _ feature: FeatureListing,
        _ text: String,
        _ say: (String) -> Void,
        _ received: () -> [String]
    ) async throws {
        let configuration = try SampleConfiguration.make(feature, folder: folder, address: address)
        let account = ChannelAccount(id: "try", configuration: configuration, state: MemoryState())
        for finding in try await catalogue.check(channel: feature.manifest.id, account) {
            say("  configuration \(finding.pointer): \(finding.text)")
        }
        let port = try await catalogue.openChannel(feature.manifest.id, account)
        let gate = try catalogue.webhookGuard(
            channel: feature.manifest.id,
            configuration: configuration
        )
        var contact = (conversation: "+5511987654321", identities: [ChannelIdentity]())
        for name in fixtures {
            say("  webhook \(name)")
            let fixture = try ChannelFixture(
                file: folder.appending(path: "Fixtures").appending(path: name)
            )
            var request = fixture.request(now: Int64(Date().timeIntervalSince1970 * 1_000))
            if let signature = feature.manifest.webhook?.signature {
                request.sign(signature, configuration: configuration)
            }
            guard request.method != "POST" || gate.judge(request) == .pass else {
                say("    not verified")
                continue
            }
            do {
                let result = try await port.webhook(request)
                for event in result.events {
                    if case .message = event.kind {
                        contact = (event.conversation, event.identities)
                    }
                    say("    " + Self.line(event.described))
                }
                for reason in result.refused { say("    refused: \(reason)") }
                if result.events.isEmpty, result.refused.isEmpty { say("    nothing") }
            } catch {
                say("    failed: \(error)")
            }
        }
        say("  send \"\(text)\" to \(contact.conversation)")
        var message = OutboundMessage(
            idempotencyKey: "try-1",
            author: .agent,
            conversation: contact.conversation,
            text: text
        )
        message.authorName = "Ana"
        message.identities = contact.identities
        let result = await port.send(message)
        for line in received() { say("    provider got \(line)") }
        say("    outcome: \(result.outcome)")
        await port.close()
    }

    private var fixtures: [String] {
        let place = folder.appending(path: "Fixtures").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        return names.filter { $0.hasSuffix(".json") }.sorted()
    }

    private func tryReport(_ feature: FeatureListing, _ say: (String) -> Void) async throws {
        let sink = RecordingSink()
        try await catalogue.openReport(feature.manifest.id)
            .render(
                ReportRequest(
                    format: .pdf,
                    language: .portuguese,
                    timeZone: "America/Sao_Paulo",
                    parameters: try SampleConfiguration.make(feature, folder: folder, address: ""),
                    viewer: "Ana",
                    company: "Conecta"
                ),
                data: SampleReportData(count: 5),
                into: sink
            )
        say("  document \"\(sink.info?.title ?? "")\"")
        for block in sink.blocks { say("  " + String("\(block)".prefix(200))) }
    }

    private static func line(_ fields: [String: String]) -> String {
        let first = fields["kind"].map { [$0] } ?? []
        let rest = fields.filter { $0.key != "kind" }.sorted { $0.key < $1.key }
        return (first + rest.map { "\($0.key)=\($0.value)" }).joined(separator: " ")
    }
}
