import Foundation
import Logging
import Paper

/// Is a host with one plugin in it and nothing real around it.
struct CheckRoom {
    /// The moment in which everything happens.
    static let now: Int64 = 1_795_357_800_000

    /// The plugin's folder.
    let folder: URL
    /// The host.
    let catalogue: PluginCatalogue
    /// What stands in for the provider.
    let provider = ScriptedProvider()
    /// How the provider answers when all is well.
    let answer: StandInAnswer

    /// Opens a plugin.
    ///
    /// - Parameters:
    ///   - folder: the plugin's folder.
    ///   - worker: the path of `conecta-worker`.
    ///   - placement: whether it runs here or as a stranger's plugin does on a server.
    ///   - forbidsOldLoans: whether memory that was lent cannot be read once its call is over.
    /// - Throws: `PluginProblem` when the host refuses it.
    init(
        folder: URL,
        worker: String,
        placement: PluginPlacement = .inProcess,
        forbidsOldLoans: Bool = false
    ) async throws {
        self.folder = folder
        answer = try StandInAnswer(folder: folder)
        var limits = CallLimits()
        limits.webhook = 5_000
        limits.exchange = 2_000
        limits.report = 60_000
        var environment = PluginEnvironment(
            now: { Self.now },
            blobs: MemoryBlobs(),
            words: Catalogue(),
            logger: Logger(label: "check") { _ in SwiftLogNoOpLogHandler() },
            egress: provider,
            worker: worker,
            placement: { _ in placement },
            limits: limits
        )
        environment.forbidsOldLoans = forbidsOldLoans
        catalogue = PluginCatalogue(environment: environment)
        let listings = await catalogue.load(folders: [folder.path])
        if let reason = listings.first?.reason { throw PluginProblem(reason) }
    }

    /// Finds a channel or report.
    func feature(_ id: String) throws -> FeatureListing {
        guard
            let found = (catalogue.channels + catalogue.reports).first(where: {
                $0.manifest.id == id
            })
        else { throw PluginProblem("the plugin does not bring \(id)") }
        return found
    }

    /// Lets the provider answer as it does when all is well.
    func answerWell() {
        provider.react(
            .answer(status: answer.status, headers: answer.headers, body: answer.body(number: 1))
        )
    }

    /// Invents an account.
    func account(_ feature: FeatureListing) throws -> ChannelAccount {
        ChannelAccount(
            id: "check",
            configuration: try SampleConfiguration.make(
                feature,
                folder: folder,
                address: "http://127.0.0.1:9"
            ),
            state: MemoryState()
        )
    }

    /// Keeps an input until it was survived.
    func keep(_ input: [UInt8]) {
        let place = folder.appending(path: PluginProject.scratch)
        try? FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try? Data(input).write(to: place.appending(path: PluginCheck.lastInput))
    }

    /// Forgets the input that was survived.
    func forgetInput() {
        let place = folder.appending(path: PluginProject.scratch)
        try? FileManager.default.removeItem(at: place.appending(path: PluginCheck.lastInput))
    }
}
