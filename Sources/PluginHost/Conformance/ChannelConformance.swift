import Foundation

/// Runs a channel's fixtures through the host and says what is not as the contract wants it.
///
/// A fixture is a JSON file: either a body as the provider posts it, of which only the contract is
/// checked, or an object that says what must come of a request:
///
/// ```json
/// {"request": {"body": "…", "method": "POST", "headers": {"x": "y"}},
///  "events": [{"kind": "message", "key": "m1", "text": "Oi"}],
///  "status": 200, "refused": 0}
/// ```
///
/// `json` in place of `body` is sent as JSON, `file` as the content of that file beside the fixture.
/// An expected event names only the fields that matter, as `ChannelEvent.described` calls them.
public struct ChannelConformance: Sendable {
    private let catalogue: PluginCatalogue
    private let channel: String
    private let account: ChannelAccount
    private let now: Int64

    /// Creates a run for an account of a channel; `now` is the moment of receipt.
    public init(
        _ catalogue: PluginCatalogue,
        channel: String,
        account: ChannelAccount,
        now: Int64 = 1_795_357_800_000
    ) {
        self.catalogue = catalogue
        self.channel = channel
        self.account = account
        self.now = now
    }

    /// Runs everything.
    ///
    /// - Parameters:
    ///   - fixtures: the folder of the fixtures.
    ///   - seed: begins the mutations; printed with what they find.
    ///   - mutations: how many broken forms of each fixture are tried.
    /// - Returns: a line for each thing that is not right.
    /// - Throws: what reading the fixtures or opening the account throws.
    public func run(
        fixtures: String,
        seed: UInt64 = 1,
        mutations: Int = 20
    ) async throws -> [String] {
        var findings: [String] = []
        let port = try await catalogue.openChannel(channel, account)
        _ = try await port.traits()
        let names = try FileManager.default.contentsOfDirectory(atPath: fixtures)
            .filter { $0.hasSuffix(".json") }
            .sorted()
        if names.isEmpty { findings.append("\(fixtures) has no fixtures") }
        for name in names {
            let fixture = try ChannelFixture(file: URL(filePath: fixtures).appending(path: name))
            for finding in try await check(fixture, port) { findings.append("\(name): \(finding)") }
            var mutation = Mutation(seed: seed)
            for _ in 0..<mutations {
                var request = fixture.request(now: now)
                mutation.apply(to: &request.body)
                if let finding = await survive(request, port) {
                    findings.append("\(name), mutated with seed \(seed): \(finding)")
                }
            }
        }
        await port.close()
        findings += try await cycle()
        return findings
    }

    /// Runs one fixture twice: what it tells must be as expected, and the same each time.
    private func check(
        _ fixture: ChannelFixture,
        _ port: any ChannelPort
    ) async throws -> [String] {
        let request = fixture.request(now: now)
        let result: WebhookResult
        do {
            result = try await port.webhook(request)
        } catch {
            // A fixture may want an error, and none wants a crash.
            let isEnd = (error as? PluginFailure).map { $0.isLostThread || $0.class == .crashed }
            return fixture.fails && isEnd != true ? [] : ["the webhook failed: \(error)"]
        }
        var findings = fixture.compare(result)
        let again = try await port.webhook(request)
        if again.events != result.events { findings.append("the second time tells something else") }
        return findings
    }

    /// Lets the plugin read something broken: an error is right, a hang or a lie is not.
    private func survive(_ request: WebhookRequest, _ port: any ChannelPort) async -> String? {
        do {
            _ = try await port.webhook(request)
            return nil
        } catch let failure as PluginFailure {
            let isWrong = failure.isLostThread || failure.class == .disabled
            return isWrong ? failure.description : nil
        } catch {
            return "\(error)"
        }
    }

    /// Opens and closes the account many times.
    private func cycle() async throws -> [String] {
        for _ in 0..<100 {
            let port = try await catalogue.openChannel(channel, account)
            await port.close()
            do {
                _ = try await port.traits()
                return ["a closed account still answers"]
            } catch let failure as PluginFailure where failure.class == .disabled {
                continue
            }
        }
        return []
    }
}
