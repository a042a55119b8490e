import Foundation
import Synchronization
import Testing

/// Is a house with browsers around it, for the time of one test.
final class BrowserTrial: Sendable {
    /// The server.
    let house: House

    private let driver: ChromeDriver
    private let browsers = Mutex<[WebDriver]>([])

    private init(house: House, driver: ChromeDriver) {
        self.house = house
        self.driver = driver
    }

    /// Runs a test with a house of its own; prints the reason and does nothing without a browser.
    static func run(_ test: (BrowserTrial) async throws -> Void) async throws {
        guard let driver = try await ChromeDriver.start() else { return }
        defer { driver.stop() }
        let house = try await House.start()
        defer { house.stop() }
        let trial = BrowserTrial(house: house, driver: driver)
        do {
            try await test(trial)
        } catch {
            Issue.record("\(error)\nThe server said:\n\(house.words.suffix(4_000))")
        }
        for browser in trial.browsers.withLock({ $0 }) { await browser.close() }
    }

    /// Opens a browser.
    func browser(size: (width: Int, height: Int) = (1_366, 768)) async throws -> WebDriver {
        let browser = try await WebDriver.open(at: driver.port, size: size)
        browsers.withLock { $0.append(browser) }
        return browser
    }

    /// Opens a browser in which somebody is logged in and available, and their console live.
    func person(_ email: String) async throws -> WebDriver {
        let browser = try await browser()
        try await browser.go(to: house.address + "/login?next=/console")
        try await browser.type(email, into: "input[name='email']")
        try await browser.type(House.password, into: "input[name='password']")
        try await browser.click("button[type='submit']")
        try await browser.wait("the console is live") {
            try await browser.run("return document.documentElement.dataset.live") as? String
                == "yes"
        }
        return browser
    }
}
