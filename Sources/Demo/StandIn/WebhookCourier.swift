internal import Engine
internal import Logging
internal import Synchronization

/// Brings webhooks to the server as the provider does: at least once, until it says 200.
final class WebhookCourier: Sendable {
    private struct Parcel: Sendable {
        var body: [UInt8]
        var wait: Int64
        /// After how long it comes a second time; `nil` for once only.
        var again: Int64?
    }

    private struct State {
        var generator: SeededGenerator
        var undelivered = 0
    }

    private let url: String
    private let secret: String
    private let clock: any LifeClock
    private let logger: Logger
    private let state: Mutex<State>
    private let parcels: AsyncStream<Parcel>
    private let entrance: AsyncStream<Parcel>.Continuation

    /// The longest wait between two tries.
    static let longestWait: Int64 = 30_000

    init(url: String, secret: String, seed: UInt64, clock: any LifeClock, logger: Logger) {
        self.url = url
        self.secret = secret
        self.clock = clock
        self.logger = logger
        state = Mutex(State(generator: SeededGenerator(seed: seed)))
        (parcels, entrance) = AsyncStream.makeStream()
    }

    /// How many webhooks the server has not taken yet.
    var undelivered: Int { state.withLock(\.undelivered) }

    /// Has a webhook posted after a while.
    func post(_ payload: JSON, after wait: Int64 = 0) {
        let again = state.withLock { state -> Int64? in
            state.undelivered += 1
            guard state.generator.chance(0.04) else { return nil }
            // At once or later: both happen.
            return state.generator.chance(0.5) ? 0 : state.generator.number(200...5_000)
        }
        entrance.yield(Parcel(body: payload.bytes, wait: wait, again: again))
    }

    /// Brings what is posted until the task is cancelled.
    func run(through client: any WebClient) async {
        await withDiscardingTaskGroup { group in
            for await parcel in parcels {
                group.addTask { await self.bring(parcel, through: client) }
            }
            group.cancelAll()
        }
    }

    private func bring(_ parcel: Parcel, through client: any WebClient) async {
        defer { state.withLock { $0.undelivered -= 1 } }
        guard await pause(parcel.wait) else { return }
        async let first: Void = insist(parcel.body, through: client)
        if let again = parcel.again, await pause(again) {
            await insist(parcel.body, through: client)
        }
        await first
    }

    private func insist(_ body: [UInt8], through client: any WebClient) async {
        let request = WebRequest(
            "POST",
            url,
            headers: [
                ("Content-Type", "application/json"),
                ("User-Agent", "facebookexternalua"),
                ("X-Hub-Signature-256", Envelope.signature(of: body, secret: secret)),
            ],
            body: body
        )
        var wait: Int64 = 500
        while !Task.isCancelled {
            do {
                let answer = try await client.send(request)
                if answer.isSuccess { return }
                logger.debug("a webhook was not taken", metadata: ["status": "\(answer.status)"])
            } catch {
                logger.debug("a webhook did not arrive", metadata: ["reason": "\(error)"])
            }
            guard await pause(wait) else { return }
            wait = min(wait * 2, Self.longestWait)
        }
    }

    private func pause(_ milliseconds: Int64) async -> Bool {
        guard milliseconds > 0 else { return !Task.isCancelled }
        do {
            try await clock.sleep(milliseconds: milliseconds)
            return true
        } catch {
            return false
        }
    }
}
