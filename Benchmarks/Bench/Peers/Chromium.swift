import Foundation
import Rendering

/// Is Debian's browser.
enum Chromium {
    static let tool = Tool.program("/usr/bin/chromium", package: "chromium")
    static let driver = Tool.program("/usr/bin/chromedriver", package: "chromium-driver")

    /// Prints a page, from the start of the browser to its end.
    static func print(_ page: URL, to paper: URL) throws {
        let profile = paper.deletingLastPathComponent().appending(path: "profile")
        try Tool.output(
            of: URL(filePath: "/usr/bin/chromium"),
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--user-data-dir=\(profile.path)", "--no-pdf-header-footer",
                "--print-to-pdf=\(paper.path)", page.absoluteString,
            ]
        )
    }

    /// Goes to pages in turn in a browser that is warm, and takes a picture of each.
    ///
    /// - Returns: The median of the seconds that one took.
    static func shoot(_ pages: [URL], width: Int, height: Int) async throws -> Double {
        let browser = try await DrivenBrowser(width: width, height: height)
        defer { browser.close() }
        for page in pages.prefix(3) { try browser.shoot(page) }
        return try await Stopwatch.median(of: pages.count - 3) { try browser.shoot(pages[3 + $0]) }
    }
}

/// Is a browser with one window, driven over the W3C WebDriver protocol.
private final class DrivenBrowser {
    private let process = Process()
    private let connection: LoopbackConnection
    private let session: String

    init(width: Int, height: Int) async throws {
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/chromedriver")
        process.arguments = ["--port=0", "--allowed-ips=127.0.0.1"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var port: UInt16?
        var said = Data()
        while port == nil {
            let piece = output.fileHandleForReading.availableData
            guard !piece.isEmpty else { throw BenchFailure("chromedriver does not start") }
            said += piece
            let words = String(decoding: said, as: UTF8.self)
            port = words.firstMatch(of: #/successfully on port (\d+)/#).flatMap { UInt16($0.1) }
        }
        connection = try LoopbackConnection(port: port ?? 0)
        let arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--hide-scrollbars", "--window-size=\(width),\(height)",
        ]
        let list = arguments.map { "\"\($0)\"" }.joined(separator: ",")
        let answer = try Self.call(
            connection,
            "POST",
            "/session",
            """
            {"capabilities":{"alwaysMatch":{"browserName":"chrome",
            "goog:chromeOptions":{"args":[\(list)]}}}}
            """
        )
        guard let id = answer.firstMatch(of: #/"sessionId":"([^"]+)"/#) else {
            throw BenchFailure("the browser does not open: \(answer.prefix(300))")
        }
        session = "/session/\(id.1)"
    }

    /// Goes to a page and takes its picture.
    func shoot(_ page: URL) throws {
        let address = page.absoluteString
        _ = try Self.call(connection, "POST", session + "/url", "{\"url\":\"\(address)\"}")
        let picture = try Self.call(connection, "GET", session + "/screenshot")
        guard picture.utf8.count > 10_000 else {
            throw BenchFailure("the picture is too small: \(picture.prefix(200))")
        }
    }

    func close() {
        _ = try? Self.call(connection, "DELETE", session)
        // The driver does not heed a polite request.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private static func call(
        _ connection: LoopbackConnection,
        _ method: String,
        _ path: String,
        _ body: String = ""
    ) throws -> String {
        let head = """
            \(method) \(path) HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json; charset=utf-8\r
            Content-Length: \(body.utf8.count)\r
            \r

            """
        try connection.send(Array((head + body).utf8))
        let answer = try connection.answer()
        guard answer.status == 200 else {
            throw BenchFailure("the browser answered \(answer.status): \(answer.body.prefix(300))")
        }
        return answer.body
    }
}
