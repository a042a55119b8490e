import Engine
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Operations
import PluginHost
import Store
import Synchronization
import TestSupport
import Testing

@testable import Server

/// How much of boards one link and one person may hold, and streams that outlive a busy server.
@Suite struct BoardSeatTests {
    private let clock = ManualClock()
    private let company = SampleCompany()
    private var seats: BoardSeats { BoardSeats(now: { [clock] in clock.now }) }

    private func watcher(link: Int64?, of agent: Agent? = nil) -> BoardWatcher {
        BoardWatcher(viewer: Viewer(agent ?? company.sofia), link: link, showsNames: false)
    }

    private func shape(_ width: Int) -> BoardShape {
        var shape = BoardShape()
        shape.width = width
        return shape
    }

    /// The code of the problem that something has.
    private func code(_ work: () throws -> Void) -> String? {
        do {
            try work()
            return nil
        } catch {
            let problem = error as? Problem
            #expect(problem?.status == .tooManyRequests)
            #expect(problem?.headers[.retryAfter] != nil)
            return problem?.code
        }
    }

    @Test(arguments: [(BoardSeats.Kind.wait, "too-many-waits"), (.stream, "too-many-streams")])
    func `a link has so many seats, and each is free again when it is left`(
        kind: BoardSeats.Kind,
        refusal: String
    ) throws {
        let seats = seats
        var held: [BoardSeat] = []
        for _ in 0..<BoardSeats.perLink {
            held.append(try seats.take(kind, for: watcher(link: 1)))
        }
        #expect(code { _ = try seats.take(kind, for: watcher(link: 1)) } == refusal)
        // Neither the other kind, nor another link, nor its maker at their own screen is kept out.
        for other in BoardSeats.Kind.allCases where other != kind {
            _ = try seats.take(other, for: watcher(link: 1))
        }
        _ = try seats.take(kind, for: watcher(link: 2))
        _ = try seats.take(kind, for: watcher(link: nil))
        held.removeLast()
        held.append(try seats.take(kind, for: watcher(link: 1)))
        #expect(code { _ = try seats.take(kind, for: watcher(link: 1)) } == refusal)
    }

    @Test func `many links of one person do not hold more than one person may`() throws {
        let seats = seats
        let links = Int64(BoardSeats.perViewer / BoardSeats.perLink)
        var held: [BoardSeat] = []
        for link in 1...links {
            for _ in 0..<BoardSeats.perLink {
                held.append(try seats.take(.stream, for: watcher(link: link)))
            }
        }
        #expect(held.count == BoardSeats.perViewer)
        for link in [links + 1, nil] {
            #expect(
                code { _ = try seats.take(.stream, for: watcher(link: link)) }
                    == "too-many-streams"
            )
        }
        _ = try seats.take(.stream, for: watcher(link: 99, of: company.admin))
    }

    @Test func `a link has its board in so many shapes, and in others a minute later`() throws {
        let seats = seats
        let screen = watcher(link: 1)
        for width in 0..<BoardSeats.shapesPerLink {
            try seats.note(shape(800 + width), for: screen)
        }
        #expect(code { try seats.note(shape(1), for: screen) } == "too-many-shapes")
        try seats.note(shape(800), for: screen)
        try seats.note(shape(1), for: watcher(link: 2))
        clock.advance(seconds: 59)
        try seats.note(shape(800), for: screen)
        #expect(code { try seats.note(shape(1), for: screen) } == "too-many-shapes")
        clock.advance(seconds: 1)
        try seats.note(shape(1), for: screen)
    }

    @Test func `a link that asks for too much is told so, and for how long`() async throws {
        let house = try await ServerHouse()
        let sofia = try await house.token(house.company.sofia)
        try await house.test { client in
            let made = try await client.call(
                .post,
                "/api/v1/boards/operacao/links",
                as: sofia,
                json: #"{"name": "TV"}"#
            )
            let key = try #require(made.json["key"]?.string)
            for size in 0..<BoardSeats.shapesPerLink {
                let path = "/boards/operacao.png?key=\(key)&size=320x\(180 + size)"
                #expect(try await client.call(.get, path).status == .ok)
            }
            for format in ["png", "pdf"] {
                let path = "/boards/operacao.\(format)?key=\(key)&size=320x500"
                let refused = try await client.call(.get, path)
                #expect(refused.status == .tooManyRequests)
                #expect(refused.code == "too-many-shapes")
                #expect(refused.headers[.retryAfter] == "60")
            }
            // With its seats taken a link still shows a picture at once, but waits for none.
            let id = try #require(made.json["id"]?.string.flatMap { Int64($0) })
            let screen = BoardWatcher(
                viewer: Viewer(house.company.sofia),
                link: id,
                showsNames: false
            )
            let seats = try (0..<BoardSeats.perLink).flatMap { _ in
                try BoardSeats.Kind.allCases.map {
                    try house.server.services.boardSeats.take($0, for: screen)
                }
            }
            let path = "/boards/operacao.png?key=\(key)&size=320x180"
            let shown = try await client.call(.get, path)
            let tag = try #require(shown.headers[.eTag])
            let wait = try await client.call(
                .get,
                path + "&wait=5",
                headers: [.ifNoneMatch: tag]
            )
            #expect(wait.code == "too-many-waits")
            let stream = try await client.call(.get, path + "&stream=1")
            #expect(stream.code == "too-many-streams")
            #expect(seats.count == 2 * BoardSeats.perLink)
        }
    }

    @Test func `a stream goes on when the server was busy, and ends with its link`() async throws {
        let house = try await ServerHouse()
        let board = house.shelf.board
        let made = try await house.folder.accounts.addKioskLink(
            to: "operacao",
            viewer: house.company.sofia.id,
            at: house.clock.now
        )
        // Each wait passes at once, and something happens meanwhile.
        let waits = Mutex(0)
        let ticking = WallClock(
            now: { house.clock.now },
            wait: { moment in
                try Task.checkCancellation()
                let count = waits.withLock { waits in
                    waits += 1
                    return waits
                }
                if count == 1 {
                    board.fail([
                        PluginFailure(.busy, "later"), PluginFailure(.internal, "broken"),
                    ])
                    try await house.contactWrites()
                    // What was shown last is too old to be shown instead.
                    house.clock.advance(seconds: 7_200)
                }
                house.clock.advance(milliseconds: max(0, moment.since(house.clock.now)))
                if count > 40 {
                    _ = try await house.folder.accounts.revokeKioskLink(
                        made.link.id,
                        at: house.clock.now
                    )
                }
                await Task.yield()
            }
        )
        let proof = BoardProof.key(made.secret)
        let watch = BoardWatch(
            services: house.server.services,
            slug: "operacao",
            proof: proof,
            watcher: try await house.server.services.watcher(of: "operacao", proof),
            shape: shape(320),
            clock: ticking
        )
        let parts = Parts()
        let response = try await watch.stream()
        try await response.body.write(parts)
        #expect(board.failuresLeft == 0)
        #expect(parts.pictures >= 2)
        #expect(parts.hasEnded)
    }
}

/// Takes what a stream sends.
private final class Parts: ResponseBodyWriter {
    private let state = Mutex((pictures: 0, hasEnded: false))

    var pictures: Int { state.withLock(\.pictures) }
    var hasEnded: Bool { state.withLock(\.hasEnded) }

    func write(_ buffer: ByteBuffer) async throws {
        let isPicture = String(buffer: buffer).contains("Content-Type: image/png")
        if isPicture { state.withLock { $0.pictures += 1 } }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {
        state.withLock { $0.hasEnded = true }
    }
}
