import Foundation
import Operations

/// Brings a command to the server that runs on the data folder, or else does it here.
///
/// Both ways run the same code: the server's control desk, or that of a house opened for the time
/// of one command.
struct Reception {
    private let folder: URL
    private let plugins: [String]

    init(_ data: DataOptions, plugins: PluginOptions? = nil) {
        folder = data.folder
        self.plugins = plugins?.plugins ?? []
    }

    /// Asks, and gives the answer.
    func ask(_ request: ControlRequest) async throws -> ControlAnswer {
        try await ask(request) { _ in }
    }

    /// Asks for a document, which goes into a file; nothing is left of it when something fails.
    func ask(_ request: ControlRequest, into path: String) async throws -> ControlAnswer {
        if path == "-" { return try await ask(request) { Console.write($0) } }
        let target = URL(filePath: path).absoluteURL
        let draft = target.deletingLastPathComponent()
            .appending(
                path: ".\(target.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)"
            )
        guard FileManager.default.createFile(atPath: draft.path, contents: nil) else {
            throw ConsoleError("\(path) cannot be written")
        }
        do {
            let file = try FileHandle(forWritingTo: draft)
            let answer = try await ask(request) { try file.write(contentsOf: $0) }
            try file.close()
            // Renaming puts the whole file in place of an older one, or changes nothing.
            guard rename(draft.path, target.path) == 0 else {
                throw ConsoleError("\(path) cannot be written: \(String(cString: strerror(errno)))")
            }
            return answer
        } catch {
            try? FileManager.default.removeItem(at: draft)
            throw error
        }
    }

    private func ask(
        _ request: ControlRequest,
        output: @escaping @Sendable (Data) throws -> Void
    ) async throws -> ControlAnswer {
        let client = ControlClient(folder: folder)
        if client.isServed { return try await client.perform(request, output: output) }
        var settings = try Installation.ofThisProgram(plugins: plugins).settings(folder: folder)
        settings.creates = !request.isReading
        let house = try await House.open(settings, logger: ConsoleLog.quiet)
        let outcome: ControlOutcome
        do {
            outcome = try await house.control.perform(request)
            try deliver(outcome.document, output)
        } catch {
            await house.close()
            throw error
        }
        await house.close()
        return outcome.answer
    }

    private func deliver(_ document: ControlDocument, _ output: (Data) throws -> Void) throws {
        switch document {
        case .none: return
        case .bytes(let bytes): try output(bytes)
        case .file(let url):
            defer { try? FileManager.default.removeItem(at: url) }
            let file = try FileHandle(forReadingFrom: url)
            defer { try? file.close() }
            while let piece = try file.read(upToCount: 256 << 10), !piece.isEmpty {
                try output(piece)
            }
        }
    }
}
