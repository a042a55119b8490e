internal import Engine
internal import Logging
internal import ServiceLifecycle
internal import Store

/// Removes what was uploaded and never sent, a day later.
///
/// A handle of an upload is good for an hour, so nobody can send such a file any more.
struct UploadSweeper: Service {
    let media: MediaFolder
    let clock: WallClock
    let logger: Logger

    /// How long to wait between two sweeps, in milliseconds.
    static let interval: Int64 = 3_600_000

    /// How old a file is when it goes, in seconds.
    static let patience: Int64 = 86_400

    /// Sweeps until the server stops.
    func run() async throws {
        await cancelWhenGracefulShutdown {
            while (try? await clock.sleep(milliseconds: Self.interval)) != nil { await sweep() }
        }
    }

    /// Removes what is old enough now.
    func sweep() async {
        do {
            let before = clock.now().adding(seconds: -Self.patience)
            let count = try await media.sweepUploads(before: before)
            guard count > 0 else { return }
            logger.info("files that were never sent are gone", metadata: ["count": "\(count)"])
        } catch {
            logger.warning("files that were never sent stay", metadata: ["reason": "\(error)"])
        }
    }
}
