internal import Foundation
internal import Paper

extension HtmlWriter {
    /// Writes a free drawing as SVG; what it shows is said for those who cannot see it.
    mutating func write(_ canvas: Canvas) {
        guard canvas.width > 0, canvas.height > 0 else { return }
        let box = "0 0 \(Self.number(canvas.width)) \(Self.number(canvas.height))"
        html.open(
            "svg",
            [
                "class": "canvas", "viewBox": box, "width": Self.number(canvas.width),
                "role": "img", "aria-label": canvas.alternative,
            ]
        )
        // Each entry has the elements that the matching `restore` closes.
        var groups: [[String]] = [[]]
        for operation in canvas.operations {
            switch operation {
            case .save: groups.append([])
            case .restore:
                guard groups.count > 1, let open = groups.popLast() else { continue }
                for name in open.reversed() { html.close(name) }
            default: write(operation, &groups[groups.count - 1])
            }
        }
        for name in groups.joined().reversed() { html.close(name) }
        html.close("svg")
    }

    private mutating func write(_ operation: Canvas.Operation, _ groups: inout [String]) {
        switch operation {
        case .save, .restore: break
        case .transform(let a, let b, let c, let d, let tx, let ty):
            let numbers = [a, b, c, d, tx, ty].map { String($0.isFinite ? $0 : 0) }
            html.open("g", ["transform": "matrix(\(numbers.joined(separator: " ")))"])
            groups.append("g")
        case .clip(let area):
            // A nested drawing is clipped to its box: no names are needed that could clash.
            let area = area.bounded
            let numbers = [area.x, area.y, area.width, area.height].map(Self.number)
            html.open(
                "svg",
                [
                    "x": numbers[0], "y": numbers[1], "width": numbers[2], "height": numbers[3],
                    "viewBox": numbers.joined(separator: " "),
                ]
            )
            groups.append("svg")
        case .path(let data, let paint):
            html.element("path", Self.paint(paint, "d", PathData(data).svg), "")
        case .rectangle(let area, let radius, let paint):
            html.open(
                "rect",
                [
                    "x": Self.number(area.x), "y": Self.number(area.y),
                    "width": Self.number(max(0, area.width)),
                    "height": Self.number(max(0, area.height)),
                    "rx": radius > 0 ? Self.number(radius) : "", "fill": Self.color(paint.fill),
                    "fill-opacity": Self.opacity(paint.fill), "stroke": Self.color(paint.stroke),
                    "stroke-width": Self.number(paint.strokeWidth),
                ]
            )
            html.close("rect")
        case .text(let text, let x, let y, let style):
            let anchor =
                switch style.alignment {
                case .start, .justify: ""
                case .center: "middle"
                case .end: "end"
                }
            html.element(
                "text",
                [
                    "x": Self.number(x), "y": Self.number(y), "text-anchor": anchor,
                    "font-size": Self.number(style.size), "font-weight": String(style.weight),
                    "font-style": style.italic ? "italic" : "", "fill": Self.color(style.color),
                ],
                text
            )
        case .image(let bytes, let area): writeImage(bytes, area)
        case .link(let area, let address):
            let target = HtmlText.target(address)
            guard !target.isEmpty else { return }
            html.open("a", ["href": target])
            html.element(
                "rect",
                [
                    "x": Self.number(area.x), "y": Self.number(area.y),
                    "width": Self.number(max(0, area.width)),
                    "height": Self.number(max(0, area.height)), "fill-opacity": "0",
                ],
                ""
            )
            html.close("a")
        }
    }

    private mutating func writeImage(_ bytes: [UInt8], _ area: Rectangle) {
        guard let size = PictureSize(bytes) else { return }
        html.element(
            "image",
            [
                "x": Self.number(area.x), "y": Self.number(area.y),
                "width": Self.number(area.width), "height": Self.number(area.height),
                "href": "data:\(size.isJpeg ? "image/jpeg" : "image/png");base64,"
                    + Data(bytes).base64EncodedString(),
            ],
            ""
        )
    }

    private static func paint(
        _ paint: Paint,
        _ key: StaticString,
        _ value: String
    ) -> KeyValuePairs<StaticString, String> {
        [
            key: value, "fill": color(paint.fill), "fill-opacity": opacity(paint.fill),
            "stroke": color(paint.stroke), "stroke-width": number(paint.strokeWidth),
        ]
    }

    private static func color(_ color: Color) -> String {
        guard color.isVisible else { return "none" }
        let digits = String(color.rgba >> 8, radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    private static func opacity(_ color: Color) -> String {
        let alpha = color.rgba & 0xFF
        return alpha == 255 || alpha == 0 ? "" : number(Double(alpha) / 255)
    }
}
