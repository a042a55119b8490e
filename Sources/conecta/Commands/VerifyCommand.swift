import ArgumentParser
import Engine
import Foundation
import Operations
import Rendering
import Store

/// Tells whether a document is one that this installation made.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Tell whether a PDF, or a hash printed on one, comes from this data folder.",
        discussion: """
            A PDF is sealed with the data folder's key: an intact seal says that not a byte was \
            changed since. The log says who had the document, when, and of what. Ends with 0 when \
            the seal is intact and the log knows the content, else with 1. May be used while a \
            server runs on the folder.
            """
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var format: FormatOptions
    @Argument(help: "A PDF, or the 64 digits of a hash in a page's footer.") var document: String

    func run() async throws {
        let folder = try DataFolder.open(data.folder.path, as: .reader, creating: false)
        defer { try? folder.close() }
        var verdict = Verdict(document: document)
        let isHash = document.utf8.count == 64 && document.allSatisfy(\.isHexDigit)
        if isHash {
            verdict.contentHash = document.lowercased()
        } else {
            guard FileManager.default.isReadableFile(atPath: document) else {
                throw ConsoleError("\(document) cannot be read, and is no hash of 64 digits")
            }
            let proof = try PaperProof.read(
                URL(filePath: document),
                sealKey: House.sealKey(of: folder)
            )
            verdict.seal = proof.seal.rawValue
            verdict.contentHash = proof.contentHash
        }
        if let hash = verdict.contentHash {
            verdict.entries = try await folder.reportLog.entries(contentHash: hash)
        }
        if format.json { try Console.json(verdict) } else { verdict.show() }
        guard verdict.isGood else { throw ExitCode(1) }
    }
}

/// Is what is found out about a document.
private struct Verdict: Encodable {
    var document: String
    /// `nil` where only a hash was given.
    var seal: String?
    var contentHash: String?
    var entries: [ReportEntry] = []

    var isGood: Bool {
        !entries.isEmpty && (seal == nil || seal == PaperProof.Seal.intact.rawValue)
    }

    func show() {
        switch seal.flatMap(PaperProof.Seal.init) {
        case .intact:
            Console.line("seal      intact: no byte was changed since this folder wrote it")
        case .broken: Console.line("seal      BROKEN: it was changed, or another folder wrote it")
        case .missing: Console.line("seal      none: another program wrote this file")
        case nil: break
        }
        Console.line("content   \(contentHash ?? "the file names none")")
        guard !entries.isEmpty else {
            return Console.line("log       no report with this content was made here")
        }
        for entry in entries {
            let time = Date(timeIntervalSince1970: Double(entry.at.milliseconds) / 1_000)
            let who = entry.viewerName.isEmpty ? "the console" : entry.viewerName
            Console.line(
                "log       \(time.formatted(.iso8601)) \(entry.report).\(entry.format) for \(who)"
                    + " with \(entry.parameters)"
            )
        }
    }
}
