import Foundation
import PluginHost
import TestSupport
import Testing

@Suite struct CheckoutPluginTests {
    @Test func `all plugins of the checkout that were built live in one process`() async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let catalogue = try bench.catalogue()
        let listings = await catalogue.load(
            folders: [PluginBench.checkout.appending(path: "Plugins").path]
        )
        #expect(listings.contains { $0.id == "conecta.example.echo" && $0.state == .ready })
        for listing in listings {
            let library = listing.manifest?.library ?? ""
            let built = try Products.folder.appending(path: library).path
            guard !library.isEmpty, FileManager.default.fileExists(atPath: built) else { continue }
            #expect(listing.state == .ready, "\(listing.id): \(listing.reason ?? "")")
        }
        for report in catalogue.reports { _ = try await catalogue.openReport(report.manifest.id) }
    }

    @Test func `every channel of the checkout obeys the contract on its fixtures`() async throws {
        let bench = try PluginBench()
        defer { bench.remove() }
        let catalogue = try bench.catalogue()
        let folder = PluginBench.checkout.appending(path: "Plugins").path
        for listing in await catalogue.load(folders: [folder]) where listing.state == .ready {
            let fixtures = listing.folder + "/Fixtures"
            guard FileManager.default.fileExists(atPath: fixtures) else { continue }
            for feature in listing.features where feature.manifest.kind == .channel {
                // One that needs more than texts is tried with settings of its own, in its own tests.
                guard let configuration = try Self.configuration(feature) else { continue }
                let account = ChannelAccount(
                    id: "1",
                    configuration: configuration,
                    state: MemoryState()
                )
                let findings = try await ChannelConformance(
                    catalogue,
                    channel: feature.manifest.id,
                    account: account
                )
                .run(fixtures: fixtures)
                #expect(findings.isEmpty, "\(listing.id): \(findings.joined(separator: "\n"))")
            }
        }
    }

    /// A configuration that has all the texts a schema asks for; `nil` when it asks for more.
    private static func configuration(_ feature: FeatureListing) throws -> String? {
        let schema = try JSONSerialization.jsonObject(with: Data(feature.schema.utf8))
        let properties =
            (schema as? [String: Any])?["properties"] as? [String: [String: Any]] ?? [:]
        let required = (schema as? [String: Any])?["required"] as? [String] ?? []
        var fields: [String: Any] = [:]
        for name in required {
            guard properties[name]?["type"] as? String == "string" else { return nil }
            let isAddress = feature.manifest.grants?.contains(name) == true
            fields[name] = isAddress ? "http://127.0.0.1:9" : "value"
        }
        return String(decoding: try JSONSerialization.data(withJSONObject: fields), as: UTF8.self)
    }
}
