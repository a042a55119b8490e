internal import Engine
internal import Logging
internal import ServiceLifecycle
internal import Store

/// Erases people and words when they are older than the company keeps them.
///
/// Records and figures stay. What goes was too old at the look before already, an hour ago: a clock
/// that was set wrong can be set right before anything is lost to it.
struct RetentionClerk: Service {
    let library: Library
    let switchboard: Switchboard
    let clock: WallClock
    let logger: Logger

    /// How long to wait between two looks, in milliseconds.
    static let interval: Int64 = 3_600_000

    /// How much is read at a time.
    private static let batch = 100

    /// Looks until the server stops.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            var last: Timestamp?
            while (try? await clock.sleep(milliseconds: Self.interval)) != nil {
                let now = clock.now()
                if let last { await sweep(at: min(last, now)) }
                last = now
            }
        }
    }

    /// Erases what is too old at a moment.
    func sweep(at moment: Timestamp) async {
        let days = await switchboard.read { $0.company.rules.retentionDays }
        guard days > 0 else { return }
        let before = moment.adding(seconds: -Int64(days) * 86_400)
        var erased = (contacts: 0, words: 0)
        do {
            while !Task.isCancelled {
                let overdue = try await library.overdue(before: before, limit: Self.batch)
                // People first: with them go the words of their sessions.
                let contacts = await count(overdue.contacts) { .eraseContact($0) }
                erased.contacts += contacts
                guard contacts == 0 else { continue }
                let words = await count(overdue.words) { .eraseWords($0) }
                erased.words += words
                // What cannot go yet, such as that of a person who is served again, is tried next time.
                guard words > 0 else { break }
            }
        } catch {
            logger.error("what is too old stays for now", metadata: ["reason": "\(error)"])
        }
        guard erased.contacts + erased.words > 0 else { return }
        logger.info(
            "people and words that are older than they are kept were erased",
            metadata: ["contacts": "\(erased.contacts)", "words": "\(erased.words)"]
        )
    }

    /// Does something with each; returns how often it was done.
    private func count<Item>(_ items: [Item], _ command: (Item) -> Command) async -> Int {
        var count = 0
        for item in items where !Task.isCancelled {
            do {
                let events = try await switchboard.submit(command(item), by: .system)
                if !events.isEmpty { count += 1 }
            } catch {
                logger.info("something too old is not erased yet", metadata: ["reason": "\(error)"])
            }
        }
        return count
    }
}
