import CPluginABI
import Paper

extension Canvas {
    /// Copies a drawing; every `save` must have its `restore`.
    init(_ told: cnx_canvas_v1) throws {
        var depth = 0
        let operations = try read(
            told.operations,
            told.n_operations,
            "operations",
            Limit.operations
        ) { operation, index in
            let operation = try Operation(operation, "operations[\(index)]")
            if operation == .save { depth += 1 }
            if operation == .restore { depth -= 1 }
            guard depth >= 0 else {
                throw Unfit.argument("operations[\(index)] restores what was not saved")
            }
            return operation
        }
        guard depth == 0 else { throw Unfit.argument("a save lacks its restore") }
        self.init(
            width: try told.width_pt.length("width_pt"),
            height: try told.height_pt.length("height_pt"),
            alternative: try told.alternative.text("alternative"),
            operations: operations
        )
    }
}

extension Canvas.Operation {
    fileprivate init(_ told: cnx_operation_v1, _ field: String) throws {
        let n = told.n
        for number in [n.0, n.1, n.2, n.3, n.4, n.5, told.stroke_width] {
            _ = try number.finite("\(field).n")
        }
        let rectangle = Rectangle(x: n.0, y: n.1, width: n.2, height: n.3)
        switch Int(told.kind) {
        case CNX_DRAW_SAVE: self = .save
        case CNX_DRAW_RESTORE: self = .restore
        case CNX_DRAW_TRANSFORM:
            self = .transform(a: n.0, b: n.1, c: n.2, d: n.3, tx: n.4, ty: n.5)
        case CNX_DRAW_CLIP: self = .clip(rectangle)
        case CNX_DRAW_PATH:
            self = .path(try told.text.text("\(field).text", Limit.text), told.paint)
        case CNX_DRAW_RECTANGLE: self = .rectangle(rectangle, radius: n.4, told.paint)
        case CNX_DRAW_TEXT:
            self = .text(
                try told.text.text("\(field).text", 64 << 10),
                x: n.0,
                y: n.1,
                TextStyle(
                    size: try n.2.length("\(field).n[2]"),
                    weight: told.weight == 0 ? 400 : Int(min(told.weight, 1_000)),
                    italic: told.italic != 0,
                    color: Color(rgba: told.fill),
                    alignment: Alignment(told.alignment)
                )
            )
        case CNX_DRAW_IMAGE: self = .image(try told.bytes.picture("\(field).bytes"), rectangle)
        case CNX_DRAW_LINK: self = .link(rectangle, try told.text.link("\(field).text"))
        default: throw Unfit(cnx_status(CNX_E_UNSUPPORTED), "\(field).kind is \(told.kind)")
        }
    }
}

extension cnx_operation_v1 {
    fileprivate var paint: Paint {
        Paint(
            fill: Color(rgba: fill),
            stroke: Color(rgba: stroke),
            strokeWidth: max(0, stroke_width)
        )
    }
}
