/// Reads SVG path data into straight lines and curves with absolute places.
///
/// Reading stops at the first thing that is not path data, as SVG demands: what came before is
/// drawn.
struct PathData {
    /// A step of an outline.
    enum Step: Equatable {
        case move(x: Double, y: Double)
        case line(x: Double, y: Double)
        case curve(x1: Double, y1: Double, x2: Double, y2: Double, x: Double, y: Double)
        case close
    }

    private(set) var steps: [Step] = []

    private var text: [UInt8]
    private var place = 0
    private var x = 0.0
    private var y = 0.0
    private var startX = 0.0
    private var startY = 0.0
    /// The second control point of the last curve, for commands that mirror it.
    private var control: (x: Double, y: Double)?
    private var quadraticControl: (x: Double, y: Double)?

    init(_ data: String) {
        text = Array(data.utf8)
        while let command = nextCommand() {
            guard run(command) else { break }
        }
    }

    private mutating func nextCommand() -> UInt8? {
        skipSpace()
        guard place < text.count else { return nil }
        let command = text[place]
        // The first command must be a move.
        guard !steps.isEmpty || command | 0x20 == UInt8(ascii: "m") else { return nil }
        place += 1
        return command
    }

    private mutating func run(_ command: UInt8) -> Bool {
        let isRelative = command & 0x20 != 0
        if command | 0x20 == UInt8(ascii: "z") {
            steps.append(.close)
            (x, y) = (startX, startY)
            control = nil
            quadraticControl = nil
            return true
        }
        var isFirst = true
        repeat {
            guard runOnce(command | 0x20, isRelative, isFirst) else { return false }
            isFirst = false
        } while startsNumber()
        return true
    }

    private mutating func runOnce(_ command: UInt8, _ isRelative: Bool, _ isFirst: Bool) -> Bool {
        let (baseX, baseY) = isRelative ? (x, y) : (0, 0)
        switch command {
        case UInt8(ascii: "m"):
            guard let to = numbers(2) else { return false }
            (x, y) = (baseX + to[0], baseY + to[1])
            if isFirst {
                (startX, startY) = (x, y)
                append(.move(x: x, y: y))
            } else {
                append(.line(x: x, y: y))
            }
        case UInt8(ascii: "l"):
            guard let to = numbers(2) else { return false }
            line(to: baseX + to[0], baseY + to[1])
        case UInt8(ascii: "h"):
            guard let to = number() else { return false }
            line(to: baseX + to, y)
        case UInt8(ascii: "v"):
            guard let to = number() else { return false }
            line(to: x, baseY + to)
        case UInt8(ascii: "c"):
            guard let n = numbers(6) else { return false }
            curve(
                baseX + n[0],
                baseY + n[1],
                baseX + n[2],
                baseY + n[3],
                baseX + n[4],
                baseY + n[5]
            )
        case UInt8(ascii: "s"):
            guard let n = numbers(4) else { return false }
            let mirrored = control.map { (2 * x - $0.x, 2 * y - $0.y) } ?? (x, y)
            curve(
                mirrored.0,
                mirrored.1,
                baseX + n[0],
                baseY + n[1],
                baseX + n[2],
                baseY + n[3]
            )
        case UInt8(ascii: "q"):
            guard let n = numbers(4) else { return false }
            quadratic(baseX + n[0], baseY + n[1], baseX + n[2], baseY + n[3])
        case UInt8(ascii: "t"):
            guard let n = numbers(2) else { return false }
            let mirrored = quadraticControl.map { (2 * x - $0.x, 2 * y - $0.y) } ?? (x, y)
            quadratic(mirrored.0, mirrored.1, baseX + n[0], baseY + n[1])
        case UInt8(ascii: "a"):
            guard let radii = numbers(3), let large = flag(), let sweep = flag(),
                let to = numbers(2)
            else { return false }
            arc(radii, large, sweep, baseX + to[0], baseY + to[1])
        default: return false
        }
        return true
    }

    private mutating func append(_ step: Step) {
        steps.append(step)
        control = nil
        quadraticControl = nil
    }

    private mutating func line(to x: Double, _ y: Double) {
        (self.x, self.y) = (x, y)
        append(.line(x: x, y: y))
    }

    private mutating func curve(
        _ x1: Double,
        _ y1: Double,
        _ x2: Double,
        _ y2: Double,
        _ x: Double,
        _ y: Double
    ) {
        append(.curve(x1: x1, y1: y1, x2: x2, y2: y2, x: x, y: y))
        (self.x, self.y) = (x, y)
        control = (x2, y2)
    }

    private mutating func quadratic(_ cx: Double, _ cy: Double, _ toX: Double, _ toY: Double) {
        let (fromX, fromY) = (x, y)
        curve(
            fromX + (cx - fromX) * 2 / 3,
            fromY + (cy - fromY) * 2 / 3,
            toX + (cx - toX) * 2 / 3,
            toY + (cy - toY) * 2 / 3,
            toX,
            toY
        )
        control = nil
        quadraticControl = (cx, cy)
    }

    private mutating func arc(
        _ radii: [Double],
        _ large: Bool,
        _ sweep: Bool,
        _ toX: Double,
        _ toY: Double
    ) {
        let arc = EllipticArc(
            from: (x, y),
            to: (toX, toY),
            radii: (radii[0], radii[1]),
            rotation: radii[2],
            large: large,
            sweep: sweep
        )
        for step in arc.steps { append(step) }
        (x, y) = (toX, toY)
    }
}

extension PathData {
    /// The outline as path data again, with nothing in it but commands and numbers.
    var svg: String {
        steps.map { step in
            switch step {
            case .move(let x, let y): "M\(x) \(y)"
            case .line(let x, let y): "L\(x) \(y)"
            case .curve(let x1, let y1, let x2, let y2, let x, let y):
                "C\(x1) \(y1) \(x2) \(y2) \(x) \(y)"
            case .close: "Z"
            }
        }.joined()
    }

    private mutating func skipSpace() {
        while place < text.count,
            [0x20, 0x09, 0x0A, 0x0C, 0x0D, UInt8(ascii: ",")].contains(text[place])
        {
            place += 1
        }
    }

    private mutating func startsNumber() -> Bool {
        skipSpace()
        guard place < text.count else { return false }
        switch text[place] {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
            UInt8(ascii: "."):
            return true
        default: return false
        }
    }

    private mutating func numbers(_ count: Int) -> [Double]? {
        var values: [Double] = []
        for _ in 0..<count {
            guard let value = number() else { return nil }
            values.append(value)
        }
        return values
    }

    private mutating func flag() -> Bool? {
        skipSpace()
        guard place < text.count, text[place] == 0x30 || text[place] == 0x31 else { return nil }
        defer { place += 1 }
        return text[place] == 0x31
    }

    private mutating func number() -> Double? {
        skipSpace()
        let start = place
        if place < text.count, text[place] == UInt8(ascii: "+") || text[place] == UInt8(ascii: "-")
        {
            place += 1
        }
        skipDigits()
        if place < text.count, text[place] == UInt8(ascii: ".") {
            place += 1
            skipDigits()
        }
        let mantissa = place
        if place < text.count, text[place] | 0x20 == UInt8(ascii: "e") {
            place += 1
            if place < text.count, text[place] == 0x2B || text[place] == 0x2D { place += 1 }
            let digits = place
            skipDigits()
            if place == digits { place = mantissa }
        }
        guard place > start,
            let value = Double(String(decoding: text[start..<place], as: UTF8.self)),
            value.isFinite
        else { return nil }
        // Cairo counts in 24 bits before the point; what lies outside cannot be seen anyway.
        return max(-1e6, min(1e6, value))
    }

    private mutating func skipDigits() {
        while place < text.count, (0x30...0x39).contains(text[place]) { place += 1 }
    }
}
