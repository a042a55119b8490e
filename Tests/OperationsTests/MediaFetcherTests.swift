import Engine
import Operations
import PluginHost
import Store
import TestSupport
import Testing

@Suite struct MediaFetcherTests {
    /// Lets a message with a file come in, and gives the file as it then is in the books.
    private func fetched(
        _ room: ChannelRoom,
        mime: String,
        passing seconds: Int64 = 0
    ) async throws -> Engine.Attachment {
        try await room.add("vendas-1", number: "100")
        let changed = Record<Engine.Attachment>()
        let events = room.board.subscribe()
        let watcher = Task {
            for await batch in events {
                for case .contentChanged(_, _, let content) in batch.map(\.event) {
                    for file in content.attachments { changed.add(file) }
                }
            }
        }
        let fetcher = MediaFetcher(
            switchboard: room.board,
            folder: room.folder,
            desk: room.desk,
            clock: room.clock.wall,
            logger: room.log
        )
        let running = Task { try await fetcher.run() }
        let file = ChannelAttachment(kind: .image, id: "media-1", mime: mime)
        room.plugin.hear([room.message("m1", files: [file])])
        #expect(await room.post("vendas-1").status == 200)
        let ticking = Task {
            while seconds > 0, !Task.isCancelled {
                room.clock.advance(seconds: seconds)
                await Task.yield()
            }
        }
        let files = await changed.wait(for: 1)
        ticking.cancel()
        running.cancel()
        watcher.cancel()
        return try #require(files.first)
    }

    @Test func `a picture is fetched and goes by its first bytes`() async throws {
        let room = try await ChannelRoom()
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]
        let stored = try await room.folder.media.store(png)
        room.plugin.bring([.success(FetchedMedia(blob: stored.hash, mime: "image/jpeg"))])
        let file = try await fetched(room, mime: "image/jpeg")
        #expect(file.hash == stored.hash)
        #expect(file.size == Int64(png.count))
        #expect(file.mediaType == "image/png")
    }

    @Test func `what only calls itself a picture is kept as a plain file`() async throws {
        let room = try await ChannelRoom()
        let stored = try await room.folder.media.store(Array("<script>".utf8))
        room.plugin.bring([.success(FetchedMedia(blob: stored.hash))])
        let file = try await fetched(room, mime: "image/png")
        #expect(file.mediaType == "application/octet-stream")
    }

    @Test func `a file that cannot be had says why`() async throws {
        let room = try await ChannelRoom()
        let file = try await fetched(room, mime: "image/png")
        #expect(file.hash.isEmpty)
        #expect(file.problem.contains("the provider has it no more"))
    }

    @Test func `what fails for a while is tried again`() async throws {
        let room = try await ChannelRoom()
        let stored = try await room.folder.media.store([0xFF, 0xD8, 0xFF, 0xE0])
        room.plugin.bring([
            .failure(PluginFailure(.transient, "sem rede")),
            .failure(PluginFailure(.rate, "devagar")),
            .success(FetchedMedia(blob: stored.hash, mime: "image/jpeg")),
        ])
        let file = try await fetched(room, mime: "image/jpeg", passing: 1)
        #expect(file.hash == stored.hash)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a file that ends the plugin twice is tried again only when a person wants it`()
        async throws
    {
        let room = try await ChannelRoom()
        let stored = try await room.folder.media.store([0xFF, 0xD8, 0xFF, 0xE0])
        let end = PluginFailure(.crashed, "o processo terminou")
        room.plugin.bring([
            .failure(PluginFailure(.paused, "parado")), .failure(end), .failure(end),
            .success(FetchedMedia(blob: stored.hash, mime: "image/jpeg")),
        ])
        let file = try await fetched(room, mime: "image/jpeg", passing: 1)
        #expect(file.problem.contains("ended the channel's plugin"))
        let input = try #require(try await room.desk.quarantined(limit: 9).first)
        #expect(input.kind == .file && input.deaths.count == 2)
        let fetcher = MediaFetcher(
            switchboard: room.board,
            folder: room.folder,
            desk: room.desk,
            clock: room.clock.wall,
            logger: room.log
        )
        let running = Task { try await fetcher.run() }
        defer { running.cancel() }
        #expect(try await room.desk.retryQuarantined(input.id, by: .console))
        let message = try #require(input.message)
        try await room.until {
            try await room.folder.library.message(message)?.content.attachments.first?.hash
                == stored.hash
        }
        #expect(try await room.desk.quarantined(limit: 9).isEmpty)
    }
}
