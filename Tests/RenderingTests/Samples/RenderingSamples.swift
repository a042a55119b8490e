import Foundation
import Paper
import Rendering

/// Finds what the tests of drawing need in the checkout.
enum RenderingSamples {
    /// The checkout's folder.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The project's own fonts, loaded once for all tests.
    static let fonts = Result {
        try Fonts(configuration: root.appending(path: "templates/fonts.conf"))
    }

    static var drafter: Drafter {
        get throws { try Drafter(fonts: fonts.get()) }
    }

    static var wording: Wording {
        Wording(
            language: .portuguese,
            zone: TimeZone(identifier: "America/Sao_Paulo") ?? .gmt
        )
    }

    /// 22 November 2026, 14:05:09 in São Paulo.
    static let now: Int64 = 1_795_367_109_000

    /// Runs a closure with a folder of its own, which goes afterwards.
    static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "conecta-rendering-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }

    /// Keeps a result for people to look at when `CONECTA_PICTURES` names a folder.
    static func show(_ bytes: [UInt8], _ name: String) throws {
        guard let folder = ProcessInfo.processInfo.environment["CONECTA_PICTURES"] else { return }
        try Data(bytes).write(to: URL(filePath: folder).appending(path: name))
    }

    /// Runs a program and gives its status and all that it wrote.
    static func run(_ program: String, _ arguments: String...) throws -> (Int32, String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
