internal import Hummingbird
internal import Operations
internal import Rendering

extension BoardShape {
    /// Reads `size`, `scale`, `theme`, `palette` and `rotate` of a request.
    init(_ request: Request) throws {
        self.init()
        if let size = request.query("size") {
            let parts = size.split(separator: "x").compactMap { Int($0) }
            guard parts.count == 2, parts.allSatisfy((96...7_680).contains) else {
                throw Problem.badRequest("WIDTHxHEIGHT, each 96 to 7680", field: "size")
            }
            (width, height) = (parts[0], parts[1])
        }
        if let text = request.query("scale") {
            guard let scale = Double(text), (0.25...4).contains(scale) else {
                throw Problem.badRequest("0.25 to 4", field: "scale")
            }
            self.scale = scale
        }
        guard Double(width) * Double(height) * scale * scale <= 34_000_000 else {
            throw Problem.badRequest("at most 34 million pixels", field: "size")
        }
        if let text = request.query("theme") {
            guard let theme = BoardTheme(rawValue: text) else {
                throw Problem.badRequest("dark or light", field: "theme")
            }
            self.theme = theme
        }
        if let text = request.query("palette") {
            guard let palette = PngPalette(rawValue: text) else {
                let names = PngPalette.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem.badRequest("one of " + names, field: "palette")
            }
            self.palette = palette
        }
        if let text = request.query("rotate") {
            guard let turn = Int(text).flatMap(QuarterTurn.init) else {
                throw Problem.badRequest("0, 90, 180 or 270", field: "rotate")
            }
            self.turn = turn
        }
    }
}
