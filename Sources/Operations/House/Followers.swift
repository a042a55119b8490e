internal import Engine
internal import Logging
internal import ServiceLifecycle
internal import Store

/// Keeps the full-text index in step with the journal while the server runs.
struct SearchFollowing: Service {
    let follower: SearchFollower
    let switchboard: Switchboard
    let logger: Logger

    /// How long what is new may wait to be found.
    ///
    /// A few commits together cost the index a fraction of what each would by itself.
    private static let pause = Duration.milliseconds(100)

    func run() async throws {
        let bell = Bell()
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask {
                    while !Task.isCancelled {
                        let events = switchboard.subscribe()
                        bell.ring()
                        for await _ in events { bell.ring() }
                    }
                }
                for await _ in bell.rings {
                    await catchUp()
                    guard (try? await Task.sleep(for: Self.pause)) != nil else { break }
                }
                group.cancelAll()
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
