public import Engine
public import Logging
public import ServiceLifecycle

/// Tells the switchboard that time passes, once a second.
public struct Ticker: Service {
    private let switchboard: Switchboard
    private let clock: WallClock
    private let interval: Int64
    private let logger: Logger

    /// Creates a ticker; the interval is in milliseconds.
    public init(
        switchboard: Switchboard,
        clock: WallClock = .system,
        interval: Int64 = 1_000,
        logger: Logger
    ) {
        self.switchboard = switchboard
        self.clock = clock
        self.interval = interval
        self.logger = logger
    }

    /// Ticks until the server stops.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await clock.sleep(milliseconds: interval)) != nil {
                do {
                    _ = try await switchboard.submit(.tick, by: .system)
                } catch {
                    // The next tick does what this one could not: timers are due until they fire.
                    logger.warning("a tick was not taken", metadata: ["reason": "\(error)"])
                }
            }
        }
    }
}
