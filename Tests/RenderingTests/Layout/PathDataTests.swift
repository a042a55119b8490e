import Testing

@testable import Rendering

@Suite struct PathDataTests {
    @Test func `absolute and relative commands reach the same places`() {
        #expect(PathData("M10 10 L20 10 V20 H10 Z").steps == PathData("m10,10l10,0v10h-10z").steps)
    }

    @Test func `pairs after a move are lines`() {
        #expect(
            PathData("M0 0 1 1 2,0").steps
                == [.move(x: 0, y: 0), .line(x: 1, y: 1), .line(x: 2, y: 0)]
        )
    }

    @Test func `numbers need no space where a sign or a point divides them`() {
        #expect(
            PathData("M1-2L.5.5-1e1.2").steps
                == [.move(x: 1, y: -2), .line(x: 0.5, y: 0.5), .line(x: -10, y: 0.2)]
        )
    }

    @Test func `smooth curves mirror the last control point`() {
        guard
            case .curve(let x1, let y1, _, _, _, _) =
                PathData("M0 0C0 10 10 10 10 0S20 -10 20 0").steps.last
        else {
            Issue.record("no curve")
            return
        }
        #expect((x1, y1) == (10, -10))
    }

    @Test func `an arc ends exactly where it should, its flags may stand together`() {
        for data in ["M0 0A5 5 0 0 1 10 0", "M0 0a5,5 0 0110,0", "M0 0a1 1 30 1 0 10 0"] {
            guard case .curve(_, _, _, _, let x, let y) = PathData(data).steps.last else {
                Issue.record("no curve")
                continue
            }
            #expect((x, y) == (10, 0))
        }
    }

    @Test func `half a circle bulges by its radius`() {
        let steps = PathData("M0 0A5 5 0 0 1 10 0").steps
        guard case .curve(_, _, _, _, let x, let y) = steps[1] else { return }
        #expect(abs(x - 5) < 1e-9)
        #expect(abs(y + 5) < 1e-9)
    }

    @Test(arguments: ["", "L1 1", "x", "M", "M1", "M1 1 L", "M0 0 A", "M1 1 Q2", "M nan 0"])
    func `what is not path data ends the outline`(data: String) {
        #expect(PathData(data).steps.count <= 1)
    }

    @Test func `places beyond what Cairo counts are brought back`() {
        #expect(PathData("M1e300 -1e9").steps == [.move(x: 1e6, y: -1e6)])
        #expect(PathData("M1e999 0").steps == [])
    }
}
