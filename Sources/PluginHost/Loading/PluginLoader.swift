import CPluginABI
import Foundation
import Paper
import Synchronization

/// Is a plugin in this process.
struct LoadedPlugin: Sendable {
    let features: [LoadedFeature]
    /// Lets it end what it began at its start; nothing of it is called afterwards.
    let stop: @Sendable () -> Void
}

/// Loads a plugin that passed its probe into this process.
struct PluginLoader {
    let environment: PluginEnvironment
    let threads: PluginThreads

    /// Opens the library on a thread of plugins, and lets it start.
    ///
    /// - Throws: `PluginProblem`, `PluginFailure`.
    func load(
        _ listing: PluginListing,
        manifest: PluginManifest,
        facts: LibraryFacts
    ) async throws -> LoadedPlugin {
        guard try PluginFolders.hash(path: facts.path) == facts.sha256 else {
            throw PluginProblem("the library changed while it was checked; load again")
        }
        let words = try environment.words(of: listing.folder)
        let host = HostTable(
            PluginParty(
                plugin: manifest.id,
                feature: "",
                environment: environment,
                words: words
            )
        )
        let gate = FeatureGate(name: "plugin \(manifest.id)", losses: environment.limits.losses)
        let path = facts.path
        let (tables, stop) = try await threads.run(gate, limit: environment.limits.quick) { _ in
            let description = try PluginLibrary.open(path: path)
            if let start = description.plugin.start {
                let status = start(host.pointer)
                guard status == cnx_status(CNX_OK) else {
                    throw PluginProblem("the plugin did not start: status \(status)")
                }
            }
            var tables: [String: UInt] = [:]
            for (feature, table) in zip(description.report.features, description.tables) {
                tables["\(feature.kind.rawValue) \(feature.id)"] = UInt(bitPattern: table)
            }
            return (tables, description.plugin.stop)
        }
        let features = try listing.features.map { feature in
            let name = "\(feature.manifest.kind.rawValue) \(feature.manifest.id)"
            guard let bits = tables[name] else {
                throw PluginProblem("the library lacks the \(name)")
            }
            let table = FeatureTable(
                kind: feature.manifest.kind,
                id: feature.manifest.id,
                table: bits
            )
            let gate = FeatureGate(name: name, losses: environment.limits.losses)
            return LoadedFeature(
                listing: feature,
                permissions: manifest.permissions,
                words: words,
                environment: environment,
                home: .here(table, threads, gate)
            )
        }
        return LoadedPlugin(features: features) { stop?() }
    }
}

extension PluginEnvironment {
    /// The words of the house with those of a plugin's folder over them.
    ///
    /// - Throws: `PluginProblem`.
    func words(of folder: String) throws -> Catalogue {
        let locales = URL(filePath: folder).appending(path: "locales")
        guard FileManager.default.fileExists(atPath: locales.path) else { return words }
        do {
            return words.merging(try Catalogue(folder: locales))
        } catch {
            throw PluginProblem("\(error)")
        }
    }
}
