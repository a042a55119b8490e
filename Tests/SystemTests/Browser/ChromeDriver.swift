import Foundation
import Testing

/// Runs chromedriver for the time of a test.
final class ChromeDriver: Sendable {
    /// The port it listens on.
    let port: UInt16

    private let program: RunningProgram

    private init(port: UInt16, program: RunningProgram) {
        self.port = port
        self.program = program
    }

    /// Starts the driver; `nil` with a printed reason when this machine has no browser.
    ///
    /// Where everything must run (`CI=true`) a missing browser is a failure.
    static func start() async throws -> ChromeDriver? {
        let files = FileManager.default
        let missing = ["/usr/bin/chromium", "/usr/bin/chromedriver"]
            .filter { !files.isExecutableFile(atPath: $0) }
        guard missing.isEmpty else {
            let reason =
                "\(missing.joined(separator: " and ")) missing: apt-get install chromium-driver"
            if ProcessInfo.processInfo.environment["CI"] == "true" {
                Issue.record("no browser tests: \(reason)")
            } else {
                FileHandle.standardError.write(Data("no browser tests: \(reason)\n".utf8))
            }
            return nil
        }
        let program = try RunningProgram(
            URL(filePath: "/usr/bin/chromedriver"),
            ["--port=0", "--allowed-ips=127.0.0.1"]
        )
        let line = try await program.line { $0.contains("started successfully on port") }
        let digits = line.split { !$0.isNumber }.last.map(String.init) ?? ""
        guard let port = UInt16(digits) else {
            throw WebDriver.Failure(description: "chromedriver said no port: \(line)")
        }
        return ChromeDriver(port: port, program: program)
    }

    /// Ends the driver, whose browsers are closed by then: it does not heed SIGTERM.
    func stop() {
        program.kill()
    }
}
