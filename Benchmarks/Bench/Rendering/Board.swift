import Rendering

extension Benchmark {
    /// The wallboard's picture.
    static let board = Benchmark(
        name: "board",
        summary: "the wallboard as PNG: new, changed, unchanged, 1080p and 4K",
        cases: [
            Case(
                "first frame of a process",
                ours: firstFrame,
                references: [PixelReference.copying(scale: 1)]
            ),
            Case(
                "everything changed",
                ours: { try await everythingChanged(scale: 1, frames: 30) },
                references: [
                    PixelReference.copying(scale: 1), PixelReference.deflating(scale: 1),
                    BoardPeers.chromium,
                ]
            ),
            Case(
                "one tile changed",
                ours: oneTileChanged,
                references: [PixelReference.copying(scale: 1)]
            ),
            Case(
                "unchanged",
                ours: unchanged,
                references: [PixelReference.copying(scale: 1)]
            ),
            Case(
                "4K, everything changed",
                ours: { try await everythingChanged(scale: 2, frames: 12) },
                references: [PixelReference.copying(scale: 2), PixelReference.deflating(scale: 2)]
            ),
        ]
    )

    /// Loads fonts, shapes, draws and encodes, with nothing kept from before.
    private static func firstFrame() async throws -> Double {
        let request = WallboardSample(frame: 0).request()
        return try await Stopwatch.once {
            _ = try HouseSample.drafter().board(request)
        }
    }

    private static func everythingChanged(scale: Double, frames: Int) async throws -> Double {
        try await warm((0..<frames).map { WallboardSample(frame: $0).request(scale: scale) })
    }

    private static func oneTileChanged() async throws -> Double {
        try await warm((0..<60).map { WallboardSample(frame: 0, waiting: $0).request() })
    }

    private static func unchanged() async throws -> Double {
        try await warm((0..<200).map { _ in WallboardSample(frame: 0).request() })
    }

    /// The median of drawing requests one after the other, after a third of them for warming up.
    private static func warm(_ requests: [BoardRequest]) async throws -> Double {
        let drafter = try HouseSample.drafter()
        let cold = requests.count / 3
        for request in requests.prefix(cold) { _ = try drafter.board(request) }
        return try await Stopwatch.median(of: requests.count - cold) { place in
            _ = try drafter.board(requests[cold + place])
        }
    }
}
