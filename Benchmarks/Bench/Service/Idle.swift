import Foundation

extension Benchmark {
    /// What a server takes that has nothing to do.
    static let idle = Benchmark(
        name: "idle",
        summary: "memory and processor of a started server with the demo company and no visitors",
        cases: [
            Case(
                "memory",
                in: .memory,
                rounds: 1,
                ours: { try await settled { Double(try $0.memory) } }
            ),
            Case(
                "processor",
                in: .share,
                rounds: 1,
                ours: {
                    try await settled { server in
                        let before = try server.processorSeconds
                        try await Task.sleep(for: .seconds(10))
                        return try (server.processorSeconds - before) / 10
                    }
                }
            ),
        ]
    )

    /// Looks at a server of the demo's company some seconds after its start.
    private static func settled(_ look: (Server) async throws -> Double) async throws -> Double {
        let scratch = try Scratch()
        let folder = scratch.folder.appending(path: "data")
        let log = scratch.folder.appending(path: "log")
        // The first start writes the company; what it leaves in memory is not the server's.
        let first = try await Server(["demo", "--pace", "0"], on: folder, log: log)
        first.stop()
        let server = try await Server(["demo", "--pace", "0"], on: folder, log: log)
        defer { server.stop() }
        try await Task.sleep(for: .seconds(15))
        return try await look(server)
    }
}
