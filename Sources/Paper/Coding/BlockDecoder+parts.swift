extension BlockDecoder {
    mutating func run() throws -> Run {
        let text = try string()
        let flags = try byte()
        return Run(
            text,
            bold: flags & 1 != 0,
            italic: flags & 2 != 0,
            monospaced: flags & 4 != 0,
            tone: try kind(Tone.self),
            link: try string()
        )
    }

    mutating func value() throws -> Value {
        switch try kind(ValueKind.self) {
        case .nothing: .nothing
        case .text: .text(try string())
        case .integer: .integer(try int64())
        case .decimal: .decimal(try double(), places: try int())
        case .percent: .percent(try double())
        case .duration: .duration(try int64())
        case .moment: .moment(try int64())
        case .day: .day(Int32(truncatingIfNeeded: try int64()))
        case .truth: .truth(try bool())
        }
    }

    mutating func tile() throws -> Tile {
        Tile(
            id: try string(),
            title: try string(),
            value: try value(),
            note: try string(),
            tone: try kind(Tone.self),
            status: try string(),
            symbol: try string(),
            sparkline: try array { try $0.double() },
            target: try value(),
            trend: try bool()
                ? Tile.Trend(try value(), tone: try kind(Tone.self), label: try string()) : nil
        )
    }

    mutating func chart() throws -> Chart {
        var chart = Chart(
            title: try string(),
            alternative: try string(),
            kind: try kind(Chart.Kind.self),
            categories: try array { try $0.string() },
            series: try array {
                Series(
                    name: try $0.string(),
                    values: try $0.array { try $0.double() },
                    tone: try $0.kind(Tone.self)
                )
            },
            unit: try kind(Chart.Unit.self),
            height: try double()
        )
        chart.maximum = try double()
        chart.bins = Chart.Bins(
            try array { try $0.double() },
            unit: try kind(Chart.Unit.self)
        )
        if try bool() { chart.target = Chart.Target(try double(), label: try string()) }
        return chart
    }

    mutating func table() throws -> Table {
        Table(
            columns: try array {
                Column(
                    id: try $0.string(),
                    title: try $0.string(),
                    weight: try $0.double(),
                    alignment: try $0.kind(Alignment.self),
                    group: try $0.string()
                )
            },
            title: try string(),
            emptyText: try string(),
            zebra: try bool()
        )
    }

    mutating func row() throws -> Row {
        let rowKind = try kind(Row.Kind.self)
        let cells = try array { decoder in
            let flags = try decoder.byte()
            guard let tone = Tone(rawValue: flags & 0x7F) else {
                throw BlockCodingError()
            }
            let value = try decoder.value()
            return Cell(value, tone: tone, link: flags & 0x80 == 0 ? "" : try decoder.string())
        }
        return Row(cells, kind: rowKind)
    }

    mutating func entry() throws -> TranscriptEntry {
        TranscriptEntry(
            side: try kind(TranscriptEntry.Side.self),
            author: try string(),
            moment: try int64(),
            text: try string(),
            status: try string(),
            quote: try string(),
            attachments: try array {
                TranscriptEntry.Attachment(
                    name: try $0.string(),
                    detail: try $0.string(),
                    thumbnail: try $0.byteArray()
                )
            },
            tone: try kind(Tone.self)
        )
    }

    mutating func grid() throws -> Grid {
        Grid(
            columns: try int(),
            rows: try int(),
            title: try string(),
            caption: try string(),
            captionTone: try kind(Tone.self)
        )
    }

    mutating func canvas() throws -> Canvas {
        Canvas(
            width: try double(),
            height: try double(),
            alternative: try string(),
            operations: try array { try $0.operation() }
        )
    }

    private mutating func operation() throws -> Canvas.Operation {
        switch try kind(OperationKind.self) {
        case .save: .save
        case .restore: .restore
        case .transform:
            .transform(
                a: try double(),
                b: try double(),
                c: try double(),
                d: try double(),
                tx: try double(),
                ty: try double()
            )
        case .clip: .clip(try rectangle())
        case .path: .path(try string(), try paint())
        case .rectangle: .rectangle(try rectangle(), radius: try double(), try paint())
        case .text:
            .text(
                try string(),
                x: try double(),
                y: try double(),
                TextStyle(
                    size: try double(),
                    weight: try int(),
                    italic: try bool(),
                    color: try color(),
                    alignment: try kind(Alignment.self)
                )
            )
        case .image: .image(try byteArray(), try rectangle())
        case .link: .link(try rectangle(), try string())
        }
    }

    private mutating func rectangle() throws -> Rectangle {
        Rectangle(x: try double(), y: try double(), width: try double(), height: try double())
    }

    private mutating func color() throws -> Color {
        Color(rgba: UInt32(truncatingIfNeeded: try int64()))
    }

    private mutating func paint() throws -> Paint {
        Paint(fill: try color(), stroke: try color(), strokeWidth: try double())
    }
}
