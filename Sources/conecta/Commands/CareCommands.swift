import ArgumentParser
import Foundation
import Operations
import Store

/// Examines a data folder.
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Examine the database and the media.",
        discussion: "May be used while a server runs on the folder."
    )

    @OptionGroup var data: DataOptions
    @OptionGroup var format: FormatOptions

    func run() async throws {
        let folder = try DataFolder.open(data.folder.path, as: .reader, creating: false)
        let findings = try await folder.checkup()
        try folder.close()
        if format.json {
            try Console.json(findings.map { ["kind": $0.kind.rawValue, "text": $0.text] })
        } else {
            for finding in findings { Console.line("\(finding)") }
        }
        guard findings.isEmpty else {
            throw ConsoleError("\(data.data) is not in order: \(findings.count) finding(s)")
        }
        if !format.json { Console.line("\(data.data) is in order") }
    }
}

/// Makes every projection again.
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Make every projection again from the journal, into a new file.",
        discussion: """
            The server must not run. Interrupted at any time, the old file is as it was.
            """
    )

    @OptionGroup var data: DataOptions

    func run() async throws {
        guard !ControlClient(folder: data.folder).isServed else {
            throw ConsoleError("a server runs on \(data.data): stop it first")
        }
        var shown: Int64 = -1
        try DataFolder.rebuild(data.folder.path) { progress in
            let percent = progress.total > 0 ? progress.done * 100 / progress.total : 100
            guard percent >= shown + 10 else { return }
            shown = percent
            Console.note("\(percent) %  (\(progress.done) of \(progress.total) events)")
        }
        Console.line("\(data.data) is rebuilt")
    }
}
