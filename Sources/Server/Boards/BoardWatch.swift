internal import Engine
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Operations
internal import Rendering
internal import ServiceLifecycle

/// Looks at one board until its picture changes, once or again and again.
///
/// Who looks is asked anew before each picture: a link or token that was revoked, or a login that
/// ended, shows nothing more.
struct BoardWatch: Sendable {
    let services: Services
    let slug: String
    let proof: BoardProof
    let watcher: BoardWatcher
    let shape: BoardShape
    let clock: WallClock

    /// How many milliseconds lie between two looks at whether something happened.
    private static let glance: Int64 = 250

    /// How many milliseconds waiting times may be old.
    private static let freshness: Int64 = 1_000

    /// After how many milliseconds a stream repeats a picture that did not change.
    private static let heartbeat: Int64 = 15_000

    private var desk: BoardDesk { services.dependencies.boards }

    /// Draws the board; while the caller has that very picture, waits until it is another.
    ///
    /// The wait ends when its time is over or the server begins to stop.
    func picture(otherThan known: String?, within patience: Int64) async throws -> PngPicture {
        let end = clock.now().milliseconds + patience
        var shown = try await draw(watcher)
        guard let known, known.contains(shown.entityTag), patience > 0 else { return shown }
        let seat = try services.boardSeats.take(.wait, for: watcher)
        defer { withExtendedLifetime(seat) {} }
        while known.contains(shown.entityTag), clock.now().milliseconds < end {
            guard await pause(until: end) else { break }
            if case .picture(let next) = try await drawAgain() { shown = next }
        }
        return shown
    }

    /// Sends pictures one after the other, as `multipart/x-mixed-replace`, until the reader leaves.
    func stream() async throws -> Response {
        let seat = try services.boardSeats.take(.stream, for: watcher)
        // Whatever keeps it from being drawn is told before the first byte.
        let first = try await draw(watcher)
        let (parts, feed) = AsyncStream<ByteBuffer>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let body = ResponseBody { writer in
            let drawing = Task { await self.feed(feed, after: first) }
            defer { withExtendedLifetime(seat) { drawing.cancel() } }
            try await Self.send(parts, to: &writer) { feed.finish() }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "multipart/x-mixed-replace; boundary=\(Self.boundary)",
                .cacheControl: "no-store", .accelBuffering: "no",
            ],
            body: body
        )
    }

    private static let boundary = "conecta-board"

    @concurrent
    private static func send(
        _ parts: AsyncStream<ByteBuffer>,
        to writer: inout any ResponseBodyWriter,
        stop: @escaping @Sendable () -> Void
    ) async throws {
        // An open stream would otherwise outlive the signal to stop.
        try await withGracefulShutdownHandler {
            try await writer.write(ByteBuffer(string: "--\(boundary)\r\n"))
            for await part in parts { try await writer.write(part) }
        } onGracefulShutdown: {
            stop()
        }
    }

    private func feed(
        _ feed: AsyncStream<ByteBuffer>.Continuation,
        after first: PngPicture
    ) async {
        defer { feed.finish() }
        var shown = first
        var sentAt = clock.now().milliseconds
        feed.yield(Self.part(first))
        var lookAt = sentAt + Self.heartbeat
        while !Task.isCancelled {
            guard await pause(until: lookAt), let next = try? await drawAgain() else { return }
            let now = clock.now().milliseconds
            guard case .picture(let picture) = next else {
                lookAt = now + Self.freshness
                continue
            }
            if picture.etag != shown.etag || now >= sentAt + Self.heartbeat {
                shown = picture
                sentAt = now
                feed.yield(Self.part(picture))
            }
            lookAt = sentAt + Self.heartbeat
        }
    }

    /// A picture with its headers; the boundary behind it lets readers show it at once.
    private static func part(_ picture: PngPicture) -> ByteBuffer {
        var part = ByteBuffer(
            string: "Content-Type: image/png\r\nContent-Length: \(picture.bytes.count)\r\n\r\n"
        )
        part.writeBytes(picture.bytes)
        part.writeString("\r\n--\(boundary)\r\n")
        return part
    }

    /// Who looks now.
    private func asked() async throws -> BoardWatcher {
        try await services.watcher(of: slug, proof)
    }

    /// Is what another look at a board brought.
    private enum Look {
        case picture(PngPicture)
        /// Nothing now: too much is drawn, or its report fails. Who has a picture keeps it a while.
        case nothing
    }

    /// Draws the board once more, for who has a picture of it.
    ///
    /// - Throws: `Problem` when the watcher may not see it any more, `ReportError` when it is gone.
    private func drawAgain() async throws -> Look {
        let watcher = try await asked()
        do {
            return .picture(try await draw(watcher))
        } catch ReportError.busy, ReportError.failed {
            return .nothing
        }
    }

    private func draw(_ watcher: BoardWatcher) async throws -> PngPicture {
        try await desk.picture(
            slug,
            shape: shape,
            viewer: watcher.viewer,
            showsNames: watcher.showsNames
        )
    }

    /// Waits until something happened, waiting times are old, or a moment has come; false when the
    /// server begins to stop or nobody waits any more.
    private func pause(until end: Int64) async -> Bool {
        let before = desk.version
        let limit = min(end, clock.now().milliseconds + Self.freshness)
        let clock = clock
        let desk = desk
        do {
            return try await cancelWhenGracefulShutdown {
                repeat {
                    let left = limit - clock.now().milliseconds
                    try await clock.sleep(milliseconds: max(1, min(Self.glance, left)))
                } while desk.version == before && clock.now().milliseconds < limit
                return !Task.isShuttingDownGracefully
            }
        } catch {
            return false
        }
    }
}

extension Request {
    /// How many milliseconds `wait` asks to wait for another picture: up to two minutes.
    func patience() throws -> Int64 {
        guard let text = query("wait") else { return 0 }
        guard let seconds = Int64(text), (0...120).contains(seconds) else {
            throw Problem.badRequest("a number of seconds from 0 to 120", field: "wait")
        }
        return seconds * 1_000
    }
}
