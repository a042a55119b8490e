public import Foundation

/// Checks that a plugin keeps the contract: each test in a process of its own, so that a crash in one
/// is the result of that one.
public struct PluginCheck: Sendable {
    /// What a test's process writes before its findings.
    public static let answerMark = "conecta-check: "
    /// Where a test's process keeps the input it is trying, for when it does not survive it.
    static let lastInput = "last-input"

    /// The plugin's folder.
    public let folder: URL
    /// What the mutations begin with.
    public let seed: UInt64
    /// The program that runs one test, and its arguments before the test's own.
    public let runner: (program: String, arguments: [String])
    /// The path of `conecta-worker`.
    public let worker: String
    /// How long one test may take, in seconds.
    public var patience: Int64 = 300

    /// Creates a check.
    public init(
        folder: URL,
        seed: UInt64,
        runner: (program: String, arguments: [String]),
        worker: String
    ) {
        self.folder = folder
        self.seed = seed
        self.runner = runner
        self.worker = worker
    }

    /// Runs every test.
    ///
    /// - Parameter hear: hears of each test when it is over.
    /// - Returns: the report.
    /// - Throws: `PluginProblem` when the folder holds no library that could be opened at all.
    public func run(hear: (CheckReport.Result) -> Void = { _ in }) async throws -> CheckReport {
        let listing = PluginFolders.inspect(folder: folder.path)
        if let reason = listing.reason { throw PluginProblem(reason) }
        guard let manifest = listing.manifest, let facts = listing.library else {
            throw PluginProblem("\(folder.path) holds no plugin")
        }
        var report = CheckReport(
            id: manifest.id,
            version: manifest.version,
            sha256: facts.sha256,
            seed: seed,
            results: []
        )
        for test in CheckTest.all(of: manifest) {
            let result = CheckReport.Result(test: test, findings: await findings(of: test, listing))
            hear(result)
            report.results.append(result)
            // What does not even say who it is cannot be asked more.
            if test.kind == .description, !result.isPassed { break }
        }
        return report
    }

    private func findings(of test: CheckTest, _ listing: PluginListing) async -> [String] {
        do {
            switch test.kind {
            case .description:
                _ = try await probe(listing)
                return []
            case .schema:
                let feature = try await probe(listing).features
                    .first { $0.manifest.id == test.feature }
                return feature.map(SchemaCheck.findings) ?? ["the library does not bring it"]
            default:
                return try await runApart(test)
            }
        } catch {
            return ["\(error)"]
        }
    }

    private func probe(_ listing: PluginListing) async throws -> PluginListing {
        guard let manifest = listing.manifest, let facts = listing.library else { return listing }
        var listing = listing
        let probe = try await ProbeRunner(worker: worker).probe(facts.path)
        try probe.compare(with: manifest)
        listing.describe(probe)
        return listing
    }

    /// Runs a test in a process of its own.
    private func runApart(_ test: CheckTest) async throws -> [String] {
        let scratch = folder.appending(path: PluginProject.scratch)
        let input = scratch.appending(path: Self.lastInput)
        try? FileManager.default.removeItem(at: input)
        let child = ChildProcess(
            path: runner.program,
            arguments: runner.arguments + [
                folder.path, "--test", test.kind.rawValue, "--feature", test.feature, "--seed",
                "\(seed)",
            ],
            deadline: ContinuousClock.now + .seconds(patience),
            maximumOutput: 8 << 20
        )
        let result = try await child.finish()
        let answer = String(decoding: result.output, as: UTF8.self)
            .split(whereSeparator: \.isNewline)
            .last { $0.hasPrefix(Self.answerMark) }
            .map { Data($0.dropFirst(Self.answerMark.count).utf8) }
        if result.end == .exit(0), let answer {
            return try JSONDecoder().decode([String].self, from: answer)
        }
        var finding: String
        switch result.end {
        case .signal(let number): finding = "crashed: \(SignalName.words(number))"
        case .deadline: finding = "did not end within \(patience) s"
        case .exit(let status): finding = "ended the process with status \(status)"
        }
        finding += ProbeRunner.tail(result.errors)
        if test.kind == .borrowing, case .signal = result.end {
            finding += ": here memory that was lent cannot be read once its call is over (rule R1)"
        }
        if FileManager.default.fileExists(atPath: input.path) {
            let kept = scratch.appending(path: "failed-\(test.feature)-\(test.kind.rawValue)")
            try? FileManager.default.removeItem(at: kept)
            try? FileManager.default.moveItem(at: input, to: kept)
            finding += "; the input is kept in \(kept.path)"
        }
        return [finding]
    }
}

extension PluginCheck {
    /// Runs one test in this process, which the plugin may take down with it.
    ///
    /// - Returns: what is not right.
    /// - Throws: what opening the plugin throws.
    public static func perform(
        _ test: CheckTest,
        folder: URL,
        seed: UInt64,
        worker: String
    ) async throws -> [String] {
        let room = try await CheckRoom(
            folder: folder,
            worker: worker,
            placement: [.restart, .sandbox].contains(test.kind) ? .worker : .inProcess,
            forbidsOldLoans: test.kind == .borrowing
        )
        switch test.kind {
        case .description, .schema: return []
        case .fixtures: return try await ChannelCheck(room, test.feature).fixtures()
        case .borrowing:
            guard try room.feature(test.feature).manifest.kind == .channel else {
                return try await ReportCheck(room, test.feature).borrowing()
            }
            return try await ChannelCheck(room, test.feature).borrowing()
        case .restart: return try await ChannelCheck(room, test.feature).restart()
        case .sandbox:
            guard try room.feature(test.feature).manifest.kind == .channel else {
                return try await ReportCheck(room, test.feature).documents()
            }
            let channel = try ChannelCheck(room, test.feature)
            return try await channel.fixtures() + channel.answers()
        case .mutations: return try await ChannelCheck(room, test.feature).mutations(seed: seed)
        case .letters: return try await ChannelCheck(room, test.feature).letters()
        case .openings: return try await ChannelCheck(room, test.feature).openings()
        case .answers: return try await ChannelCheck(room, test.feature).answers()
        case .deadlines: return try await ChannelCheck(room, test.feature).deadlines()
        case .documents: return try await ReportCheck(room, test.feature).documents()
        case .cancellation: return try await ReportCheck(room, test.feature).cancellation()
        }
    }
}
