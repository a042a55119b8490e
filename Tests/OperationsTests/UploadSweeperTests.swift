import Engine
import Foundation
import Logging
import Store
import TestSupport
import Testing

@testable import Operations

@Suite struct UploadSweeperTests {
    @Test func `an upload that nobody sends goes after a day, and not before`() async throws {
        let path = NSTemporaryDirectory() + "sweeper-tests-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let folder = try DataFolder.open(path)
        defer { try? folder.close() }
        let clock = ManualClock()
        let sweeper = UploadSweeper(
            media: folder.media,
            clock: clock.wall,
            logger: Logger(label: "sweeper") { _ in SwiftLogNoOpLogHandler() }
        )
        let pieces = AsyncStream<[UInt8]> { stream in
            stream.yield(Array("esquecido".utf8))
            stream.finish()
        }
        let file = try await folder.media.storeUpload(pieces, limit: 100, at: clock.now)
        for _ in 0..<24 {
            await sweeper.sweep()
            #expect(try await folder.media.size(of: file.hash) != nil)
            clock.advance(milliseconds: UploadSweeper.interval)
        }
        clock.advance(seconds: 1)
        await sweeper.sweep()
        #expect(try await folder.media.size(of: file.hash) == nil)
    }
}
