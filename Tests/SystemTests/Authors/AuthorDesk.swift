import Foundation
import TestSupport

/// Is an empty folder in which an author works with the real program.
struct AuthorDesk {
    /// The folder.
    let folder: URL

    /// Gives a test a desk of its own, which is cleared away afterwards.
    static func use(_ test: (AuthorDesk) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "conecta-author-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await test(AuthorDesk(folder: folder))
    }

    /// The checkout that these tests belong to.
    static var checkout: URL {
        (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    }

    /// Runs a script here, in which `conecta` is the program that was built.
    func shell(_ script: String) async throws -> ProgramRun {
        let programs = try Products.folder.path
        return try await ProgramRun.of(
            URL(filePath: "/bin/bash"),
            [
                "-euo", "pipefail", "-c",
                "cd '\(folder.path)'; export PATH='\(programs)':$PATH\n\(script)",
            ]
        )
    }

    /// Changes a file of the desk.
    func edit(_ path: String, _ old: String, _ new: String) throws {
        let file = folder.appending(path: path)
        let text = try String(contentsOf: file, encoding: .utf8)
        guard text.contains(old) else { throw NeverCame(description: "\(path) lacks \(old)") }
        try text.replacing(old, with: new).write(to: file, atomically: true, encoding: .utf8)
    }
}
