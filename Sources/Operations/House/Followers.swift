internal import Engine
internal import Logging
internal import ServiceLifecycle
internal import Store

/// Keeps the full-text index in step with the journal while the server runs.
struct SearchFollowing: Service {
    let follower: SearchFollower
    let switchboard: Switchboard
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                let events = switchboard.subscribe()
                await catchUp()
                for await _ in events { await catchUp() }
            }
        }
    }

    private func catchUp() async {
        do {
            while try await !follower.catchUp(), !Task.isCancelled {}
        } catch {
            logger.error("the search index fell behind", metadata: ["reason": "\(error)"])
        }
    }
}

/// Moves finished pages from the write-ahead log into the database file every few seconds.
struct Checkpointing: Service {
    let checkpointer: Checkpointer
    let clock: WallClock
    let logger: Logger

    private static let interval: Int64 = 5_000

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await clock.sleep(milliseconds: Self.interval)) != nil {
                do {
                    _ = try await checkpointer.checkpoint()
                } catch {
                    logger.error("a checkpoint failed", metadata: ["reason": "\(error)"])
                }
            }
        }
    }
}
