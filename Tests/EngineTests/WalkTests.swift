internal import Engine
internal import TestSupport
internal import Testing

/// Plays thousands of commands at random and checks after each what must always be true.
@Suite(.timeLimit(.minutes(2))) struct WalkTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6])
    func `whatever people and providers do, the books stay in order`(seed: UInt64) throws {
        var walk = Walk(seed: seed)
        for _ in 1...1_200 {
            try walk.step()
        }
        try walk.finish()
        #expect(walk.done.count > 20, "the walk should come by most of the commands")
    }
}
