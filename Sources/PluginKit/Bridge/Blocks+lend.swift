import CPluginABI

extension Run {
    /// Lends the run to the host.
    func lend(_ arena: Arena) -> cnx_run_v1 {
        var flags = 0
        if bold { flags |= CNX_RUN_BOLD }
        if italic { flags |= CNX_RUN_ITALIC }
        if monospaced { flags |= CNX_RUN_MONOSPACED }
        return cnx_run_v1(
            text: arena.text(text),
            link: arena.text(link),
            flags: UInt32(flags),
            tone: tone.rawValue
        )
    }
}

extension Tile {
    /// Lends the tile to the host.
    func lend(_ arena: Arena) -> cnx_tile_v1 {
        cnx_tile_v1(
            id: arena.text(id),
            title: arena.text(title),
            value: value.lend(arena),
            note: arena.text(note),
            status: arena.text(status),
            symbol: arena.text(symbol),
            sparkline: arena.array(sparkline),
            n_sparkline: sparkline.count,
            tone: tone.rawValue,
            trend_tone: (trend?.tone ?? .neutral).rawValue,
            target: target.lend(arena),
            trend: (trend?.change ?? .nothing).lend(arena),
            trend_label: arena.text(trend?.label ?? "")
        )
    }
}

extension Chart {
    /// Lends the chart to the host.
    func lend(_ arena: Arena) -> cnx_chart_v1 {
        let lines = series.map { line in
            cnx_series_v1(
                name: arena.text(line.name),
                values: arena.array(line.values),
                n_values: line.values.count,
                tone: line.tone.rawValue,
                reserved: 0
            )
        }
        var lent = cnx_chart_v1()
        lent.size = UInt32(MemoryLayout<cnx_chart_v1>.size)
        lent.kind = kind.rawValue
        lent.unit = unit.rawValue
        lent.height_pt = height
        lent.title = arena.text(title)
        lent.alternative = arena.text(alternative)
        // A dial has one value and needs no label, but the host counts values by the labels.
        let labels = kind == .gauge && categories.isEmpty ? [""] : categories
        lent.categories = arena.array(labels.map { arena.text($0) })
        lent.n_categories = labels.count
        lent.series = arena.array(lines)
        lent.n_series = lines.count
        lent.target = target?.value ?? 0
        lent.target_label = arena.text(target?.label ?? "")
        lent.maximum = maximum
        lent.edges = arena.array(bins.edges)
        lent.n_edges = bins.edges.count
        lent.edge_unit = bins.unit.rawValue
        return lent
    }
}

extension Column {
    /// Lends the column to the host.
    func lend(_ arena: Arena) -> cnx_table_column_v1 {
        cnx_table_column_v1(
            id: arena.text(id),
            title: arena.text(title),
            group: arena.text(group),
            weight: weight,
            alignment: alignment.rawValue,
            reserved: 0
        )
    }
}

extension Entry {
    /// Lends the entry to the host.
    func lend(_ arena: Arena) -> cnx_entry_v1 {
        let parts = files.map { file in
            cnx_entry_file_v1(
                name: arena.text(file.name),
                detail: arena.text(file.detail),
                thumbnail: arena.bytes(file.thumbnail)
            )
        }
        var lent = cnx_entry_v1()
        lent.size = UInt32(MemoryLayout<cnx_entry_v1>.size)
        lent.side = side.rawValue
        lent.tone = tone.rawValue
        lent.moment_ms = moment
        lent.author = arena.text(author)
        lent.text = arena.text(text)
        lent.status = arena.text(status)
        lent.quote = arena.text(quote)
        lent.files = arena.array(parts)
        lent.n_files = parts.count
        return lent
    }
}
