import CPluginABI
import Paper

extension Tile {
    init(_ told: cnx_tile_v1, _ field: String) throws {
        self.init(
            id: try told.id.key("\(field).id"),
            title: try told.title.text("\(field).title"),
            value: try Value(told.value, "\(field).value"),
            note: try told.note.text("\(field).note"),
            tone: Tone(told.tone),
            status: try told.status.text("\(field).status"),
            symbol: try told.symbol.key("\(field).symbol"),
            sparkline: try read(
                told.sparkline,
                told.n_sparkline,
                "\(field).sparkline",
                Limit.points
            ) { value, _ in value },
            target: try Value(told.target, "\(field).target"),
            trend: try Self.trend(told, field)
        )
    }

    private static func trend(_ told: cnx_tile_v1, _ field: String) throws(Unfit) -> Trend? {
        let change = try Value(told.trend, "\(field).trend")
        guard change != .nothing else { return nil }
        return Trend(
            change,
            tone: Tone(told.trend_tone),
            label: try told.trend_label.text("\(field).trend_label")
        )
    }
}

extension Chart {
    init(_ told: cnx_chart_v1) throws {
        let categories = try read(
            told.categories,
            told.n_categories,
            "categories",
            Limit.points
        ) { try $0.text("categories[\($1)]") }
        let kind = UInt8(exactly: told.kind).flatMap(Kind.init(rawValue:)) ?? .line
        let bins = try Self.bins(told, kind)
        let count = kind == .histogram ? bins.edges.count - 1 : categories.count
        let series = try read(told.series, told.n_series, "series", 64) { line, index in
            guard line.n_values == count else {
                throw Unfit.argument("series[\(index)] has \(line.n_values) values, not \(count)")
            }
            return Series(
                name: try line.name.text("series[\(index)].name"),
                values: try read(line.values, line.n_values, "values", Limit.points) { value, _ in
                    value.isFinite ? value : .nan
                },
                tone: Tone(line.tone)
            )
        }
        let height = told.height_pt == 0 ? 0 : try told.height_pt.length("height_pt")
        self.init(
            title: try told.title.text("title"),
            alternative: try told.alternative.text("alternative"),
            kind: kind,
            categories: categories,
            series: series,
            unit: Unit(told.unit),
            height: height,
            target: try Self.target(told),
            maximum: max(0, try told.maximum.finite("maximum")),
            bins: bins
        )
    }

    private static func target(_ told: cnx_chart_v1) throws(Unfit) -> Target? {
        let value = try told.target.finite("target")
        let label = try told.target_label.text("target_label")
        return value == 0 ? nil : Target(value, label: label)
    }

    private static func bins(_ told: cnx_chart_v1, _ kind: Kind) throws -> Bins {
        guard kind == .histogram else { return Bins() }
        let edges = try read(told.edges, told.n_edges, "edges", Limit.points + 1) { edge, _ in
            edge
        }
        guard edges.count > 1, edges.dropLast().allSatisfy(\.isFinite),
            zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 })
        else {
            throw Unfit.argument("edges do not rise, or are fewer than two")
        }
        return Bins(edges, unit: Unit(told.edge_unit))
    }
}

extension Chart.Unit {
    init(_ told: cnx_chart_unit) {
        self = UInt8(exactly: told).flatMap(Self.init(rawValue:)) ?? .count
    }
}
