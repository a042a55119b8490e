import Engine
import Foundation
import Logging
import Paper
import Rendering
import ServiceLifecycle
import Store
import TestSupport
import Testing

@testable import Operations

/// Is a data folder with the sample company, whose reports are made in the background and sent.
final class PostRoom: Sendable {
    let path: String
    let clock: ManualClock
    let company = SampleCompany()
    let plugin: ScriptedReport
    let folder: DataFolder
    let board: Switchboard
    let post: ReportPost
    private let signal = Signal()
    let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private static let checkout = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Opens a folder: a new one, or that of a room that is gone.
    init(
        at path: String = NSTemporaryDirectory() + "post-tests-" + UUID().uuidString,
        clock: ManualClock = ManualClock(),
        plugin: ScriptedReport = ScriptedReport()
    ) async throws {
        self.path = path
        self.clock = clock
        self.plugin = plugin
        let templates = Self.checkout.appending(path: "templates")
        folder = try DataFolder.open(path)
        board = try Switchboard(journal: folder.journal()) { clock.now }
        if await board.read({ $0.agent(email: "sofia@example.com") == nil }) {
            var changes: [Configuration] = [
                .company(Company(name: "Padaria São João", timeZone: "America/Sao_Paulo")),
                .team(company.sales), .team(company.support),
            ]
            changes += [company.admin, company.sofia, company.ana].map { .agent($0) }
            for change in changes { _ = try await board.submit(.configure(change), by: .console) }
        }
        let fonts = try Fonts(configuration: templates.appending(path: "fonts.conf"))
        let reports = ReportDesk(
            switchboard: board,
            library: folder.library,
            plugins: plugin,
            rendering: RenderingDesk(fonts: fonts),
            ruler: TextRuler(fonts: fonts),
            clock: clock.wall,
            logger: log
        )
        post = ReportPost(
            folder: folder,
            reports: reports,
            switchboard: board,
            words: try Catalogue(folder: templates.appending(path: "locales")),
            clock: clock.wall
        )
        for bell in [post.exports.bell, post.exports.ended] {
            bell.hear { [signal] in signal.give() }
        }
        plugin.hear { [signal] in signal.give() }
    }

    /// Does something while the clerks work.
    func working<Value: Sendable>(_ work: () async throws -> Value) async throws -> Value {
        let clerks = post.services(logger: log).map { clerk in Task { try await clerk.run() } }
        do {
            let value = try await work()
            await end(clerks)
            return value
        } catch {
            await end(clerks)
            throw error
        }
    }

    private func end(_ clerks: [Task<Void, any Error>]) async {
        for clerk in clerks { clerk.cancel() }
        for clerk in clerks { _ = await clerk.result }
    }

    /// Closes the folder, so that another room may open it.
    func close() throws { try folder.close() }

    var sofia: Viewer {
        get async {
            let sofia = company.sofia
            return await board.read { $0.viewer(of: $0.agent(email: sofia.email) ?? sofia) }
        }
    }

    /// Asks for a report as Sofia.
    func add(_ formats: [String] = ["pdf", "csv"]) async throws -> Export {
        let order = ExportOrder(report: "history", formats: formats)
        return try #require(try await post.exports.add(order, by: await sofia))
    }

    /// Waits until an export is so.
    func wait(_ number: Int64, _ state: Export.State) async throws -> Export {
        try await until("export \(number) is \(state)") {
            let export = try await self.post.exports.exports.export(number)
            return export?.state == state ? export : nil
        }
    }

    /// Waits until something is there; looks anew whenever a clerk or the plugin did something.
    ///
    /// Tests that use it have a time limit.
    func until<Value: Sendable>(
        _ what: String,
        _ look: () async throws -> Value?
    ) async throws -> Value {
        while true {
            let seen = signal.count
            if let value = try await look() { return value }
            do {
                try await signal.wait(after: seen)
            } catch {
                throw Never(what: what)
            }
        }
    }

    struct Never: Error {
        var what: String
    }

    /// The names in the folder of exports.
    var files: Set<String> {
        get throws {
            Set(try FileManager.default.contentsOfDirectory(atPath: folder.exportsPath))
        }
    }
}
