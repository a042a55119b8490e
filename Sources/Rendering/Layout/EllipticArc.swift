internal import Foundation

/// Is an arc of an ellipse between two points, as SVG describes it, drawn by curves.
struct EllipticArc {
    let steps: [PathData.Step]

    init(
        from: (x: Double, y: Double),
        to: (x: Double, y: Double),
        radii: (x: Double, y: Double),
        rotation: Double,
        large: Bool,
        sweep: Bool
    ) {
        var (rx, ry) = (abs(radii.x), abs(radii.y))
        guard rx > 1e-9, ry > 1e-9 else {
            steps = [.line(x: to.x, y: to.y)]
            return
        }
        guard from != to else {
            steps = []
            return
        }
        let angle = rotation * .pi / 180
        let (cosine, sine) = (cos(angle), sin(angle))
        let (halfX, halfY) = ((from.x - to.x) / 2, (from.y - to.y) / 2)
        let (px, py) = (cosine * halfX + sine * halfY, -sine * halfX + cosine * halfY)
        // Radii too short to reach are made just long enough.
        let reach = px * px / (rx * rx) + py * py / (ry * ry)
        if reach > 1 {
            rx *= reach.squareRoot()
            ry *= reach.squareRoot()
        }
        let area = rx * rx * py * py + ry * ry * px * px
        let ratio = max(0, (rx * rx * ry * ry - area) / area).squareRoot()
        let side = large == sweep ? -ratio : ratio
        let (cpx, cpy) = (side * rx * py / ry, -side * ry * px / rx)
        let center = (
            x: cosine * cpx - sine * cpy + (from.x + to.x) / 2,
            y: sine * cpx + cosine * cpy + (from.y + to.y) / 2
        )
        let start = atan2((py - cpy) / ry, (px - cpx) / rx)
        var sweepAngle = atan2((-py - cpy) / ry, (-px - cpx) / rx) - start
        if sweep, sweepAngle < 0 { sweepAngle += 2 * .pi }
        if !sweep, sweepAngle > 0 { sweepAngle -= 2 * .pi }

        let parts = max(1, Int((abs(sweepAngle) / (.pi / 2) - 1e-9).rounded(.up)))
        let part = sweepAngle / Double(parts)
        let pull = 4 / 3 * tan(part / 4)
        func place(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
            (
                center.x + cosine * rx * x - sine * ry * y,
                center.y + sine * rx * x + cosine * ry * y
            )
        }
        steps = (0..<parts).map { index in
            let begin = start + part * Double(index)
            let end = begin + part
            let first = place(cos(begin) - pull * sin(begin), sin(begin) + pull * cos(begin))
            let second = place(cos(end) + pull * sin(end), sin(end) - pull * cos(end))
            let last = index == parts - 1 ? to : place(cos(end), sin(end))
            return .curve(
                x1: first.x,
                y1: first.y,
                x2: second.x,
                y2: second.y,
                x: last.x,
                y: last.y
            )
        }
    }
}
