import Foundation
import Logging
import Operations
import Testing

@Suite struct ControlSocketTests {
    private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// A folder whose path is longer than a socket's address can be.
    private func folder() throws -> URL {
        let name = String(repeating: "pasta-", count: 20) + UUID().uuidString
        let folder = FileManager.default.temporaryDirectory.appending(path: name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private func serving(
        _ handler: @escaping ControlListener.Handler,
        _ body: (ControlClient, URL) async throws -> Void
    ) async throws {
        let folder = try folder()
        let listener = ControlListener(folder: folder, logger: log, handler: handler)
        let task = Task { try await listener.run() }
        let client = ControlClient(folder: folder)
        while !client.isServed { await Task.yield() }
        try await body(client, folder)
        task.cancel()
        try await task.value
        #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "socket").path))
        try FileManager.default.removeItem(at: folder)
    }

    @Test func `a request is answered with its document`() async throws {
        let bytes = Data((0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try await serving { request in
            #expect(request == .board(.list))
            return ControlOutcome(.done("feito"), document: .bytes(bytes))
        } _: { client, folder in
            let received = Record<Data>()
            let answer = try await client.perform(.board(.list)) { received.add($0) }
            #expect(answer == .done("feito"))
            #expect(received.items.reduce(Data(), +) == bytes)
            let path = folder.appending(path: "socket").path
            let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
            #expect(rights as? Int == 0o600)
        }
    }

    @Test func `a failure comes back in its own words`() async throws {
        try await serving { _ in
            throw ControlFailure("não há equipe vendas")
        } _: { client, _ in
            await #expect(throws: ControlFailure("não há equipe vendas")) {
                try await client.perform(.team(.list)) { _ in }
            }
        }
    }

    @Test func `a document in a file is streamed and then removed`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data("linha\n".utf8).write(to: file)
        try await serving { _ in
            ControlOutcome(.done(""), document: .file(file))
        } _: { client, _ in
            let received = Record<Data>()
            _ = try await client.perform(.report(.list)) { received.add($0) }
            #expect(received.items.reduce(Data(), +) == Data("linha\n".utf8))
        }
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test func `nobody listens where no server runs`() throws {
        let folder = try folder()
        #expect(!ControlClient(folder: folder).isServed)
        try FileManager.default.removeItem(at: folder)
    }
}
