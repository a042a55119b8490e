import Foundation

/// Is one browser window, driven over the W3C WebDriver protocol.
///
/// A client of our own, because the protocol is a dozen JSON calls.
final class WebDriver: Sendable {
    /// Says what the driver refused, in its own words.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let port: UInt16
    private let session: String

    private init(port: UInt16, session: String) {
        self.port = port
        self.session = session
    }

    /// Opens a browser of its own, without anything kept from earlier ones.
    static func open(
        at port: UInt16,
        size: (width: Int, height: Int) = (1_366, 768),
        language: String = "pt-BR"
    ) async throws -> WebDriver {
        let options: [String: Any] = [
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--window-size=\(size.width),\(size.height)", "--lang=\(language)",
                "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
            ],
            "prefs": ["intl.accept_languages": language],
        ]
        let wanted: [String: Any] = [
            "browserName": "chrome", "goog:chromeOptions": options,
            "goog:loggingPrefs": ["browser": "ALL"],
        ]
        let answer = try await call(
            "POST",
            port,
            "/session",
            ["capabilities": ["alwaysMatch": wanted]]
        )
        guard let value = answer as? [String: Any], let id = value["sessionId"] as? String else {
            throw Failure(description: "the driver opened no session: \(answer ?? "nothing")")
        }
        return WebDriver(port: port, session: id)
    }

    /// Closes the browser.
    func close() async {
        _ = try? await send("DELETE", "")
    }

    /// Goes to an address.
    func go(to address: String) async throws {
        _ = try await send("POST", "url", ["url": address])
    }

    /// The path that the browser shows.
    var path: String {
        get async throws {
            let text = try await send("GET", "url") as? String ?? ""
            return URL(string: text)?.path ?? text
        }
    }

    /// Runs a script in the page and gives what it returns.
    @discardableResult
    func run(_ script: String, _ arguments: [Any] = []) async throws -> Any? {
        try await send("POST", "execute/sync", ["script": script, "args": arguments])
    }

    /// The text of the first element that a selector finds, as people see it.
    func text(_ selector: String) async throws -> String? {
        let script = "const e = document.querySelector(arguments[0]); return e && e.innerText"
        return try await run(script, [selector]) as? String
    }

    /// How many elements a selector finds.
    func count(_ selector: String) async throws -> Int {
        let script = "return document.querySelectorAll(arguments[0]).length"
        return try await run(script, [selector]) as? Int ?? 0
    }

    /// Clicks the first element that a selector finds, as a mouse does.
    func click(_ selector: String) async throws {
        try await wait("\(selector) can be clicked") {
            guard let element = try await self.element(selector) else { return false }
            do {
                _ = try await self.send("POST", "element/\(element)/click", [:])
                return true
            } catch {
                return false
            }
        }
    }

    /// Types into the first element that a selector finds.
    func type(_ text: String, into selector: String) async throws {
        try await wait("\(selector) takes text") {
            guard let element = try await self.element(selector) else { return false }
            do {
                _ = try await self.send("POST", "element/\(element)/value", ["text": text])
                return true
            } catch let failure as Failure where failure.description.contains("stale") {
                // A live update has put another in its place.
                return false
            }
        }
    }

    /// Names keys that write nothing.
    enum Key: String {
        case left = "\u{E012}"
        case up = "\u{E013}"
        case right = "\u{E014}"
        case down = "\u{E015}"
        case enter = "\u{E007}"
        case delete = "\u{E017}"
    }

    /// Presses keys one after the other, wherever the focus is.
    func press(_ keys: Key..., withShift: Bool = false) async throws {
        let shift = "\u{E008}"
        var steps: [[String: Any]] = withShift ? [["type": "keyDown", "value": shift]] : []
        for key in keys {
            steps.append(["type": "keyDown", "value": key.rawValue])
            steps.append(["type": "keyUp", "value": key.rawValue])
        }
        if withShift { steps.append(["type": "keyUp", "value": shift]) }
        let actions: [String: Any] = ["type": "key", "id": "keyboard", "actions": steps]
        _ = try await send("POST", "actions", ["actions": [actions]])
    }

    /// Waits until something holds, or fails with what was waited for and what the page says.
    func wait(
        _ what: String,
        seconds: Double = 60,
        until holds: () async throws -> Bool
    ) async throws {
        let deadline = Date().addingTimeInterval(seconds)
        while Date() < deadline {
            if try await holds() { return }
            try await Task.sleep(for: .milliseconds(60))
        }
        let page = try await run("return location.href + '\\n' + document.body.innerText") ?? ""
        throw Failure(
            description: "waited \(seconds) s until \(what)\n\(page)\n\(try await complaints())"
        )
    }

    /// Waits until an element shows some words.
    func wait(for words: String, in selector: String, seconds: Double = 60) async throws {
        try await wait("'\(words)' stands in \(selector)", seconds: seconds) {
            try await self.text(selector)?.contains(words) ?? false
        }
    }

    /// What the page's scripts and the content security policy complained of.
    func complaints() async throws -> [String] {
        let entries = try await send("POST", "se/log", ["type": "browser"]) as? [[String: Any]]
        return (entries ?? []).filter { $0["level"] as? String == "SEVERE" }
            .compactMap { $0["message"] as? String }
    }

    /// A picture of the window, as PNG.
    func picture() async throws -> Data {
        let text = try await send("GET", "screenshot") as? String ?? ""
        return Data(base64Encoded: text) ?? Data()
    }

    private func element(_ selector: String) async throws -> String? {
        let body = ["using": "css selector", "value": selector]
        let found = try? await send("POST", "element", body) as? [String: String]
        return found?.values.first
    }

    private func send(
        _ method: String,
        _ path: String,
        _ body: [String: Any]? = nil
    ) async throws -> Any? {
        let place = "/session/\(session)" + (path.isEmpty ? "" : "/" + path)
        return try await Self.call(method, port, place, body)
    }

    private static func call(
        _ method: String,
        _ port: UInt16,
        _ path: String,
        _ body: [String: Any]?
    ) async throws -> Any? {
        let data = try body.map { try JSONSerialization.data(withJSONObject: $0) } ?? Data()
        let call = LoopbackCall(method: method, port: port, path: path, body: data)
        let answer = try JSONSerialization.jsonObject(with: await call.answer()) as? [String: Any]
        let value = answer?["value"]
        if let failure = value as? [String: Any], let message = failure["message"] as? String,
            failure["error"] != nil
        {
            throw Failure(description: message)
        }
        return value is NSNull ? nil : value
    }
}
