internal import Engine

extension PeriodFigures {
    /// The columns of several parts' figures, named by the ids of metrics.
    static func columns(_ parts: [PeriodFigures]) -> [ReportColumn] {
        func count(_ name: String, _ value: (PeriodFigures) -> Int) -> ReportColumn {
            .integers(name, parts.map { Int64(value($0)) })
        }
        func mean(_ name: String, _ values: (PeriodFigures) -> [Int64]) -> ReportColumn {
            .integers(name, parts.map { Self.mean(values($0)) })
        }
        func percentile(
            _ name: String,
            _ percent: Int,
            _ values: (PeriodFigures) -> [Int64]
        ) -> ReportColumn {
            .integers(name, parts.map { Self.percentile(percent, of: values($0)) })
        }
        let columns = [
            count("sessions_started", \.started),
            count("sessions_closed", \.closed),
            count("served", \.served),
            count("success", \.success),
            count("lost", \.lost),
            count("offered", \.offered),
            count("answered", \.answered),
            count("abandoned", \.abandoned),
            .decimals("abandon_rate", parts.map(\.abandonRate)),
            .decimals("service_level", parts.map(\.serviceLevel)),
            mean("wait_mean", \.waits),
            percentile("wait_p50", 50, \.waits),
            percentile("wait_p90", 90, \.waits),
            mean("handle_mean", \.handles),
            percentile("handle_p50", 50, \.handles),
            percentile("handle_p90", 90, \.handles),
            mean("first_response_mean", \.firstResponses),
            percentile("first_response_p50", 50, \.firstResponses),
            percentile("first_response_p90", 90, \.firstResponses),
            count("messages_in", \.messagesIn),
            count("messages_out", \.messagesOut),
            count("overflowed", \.overflowed),
            count("transferred", \.transferred),
        ]
        return columns + others(parts, than: Set(columns.map(\.name)))
    }

    /// The columns of the metrics that are not among some.
    private static func others(
        _ parts: [PeriodFigures],
        than known: Set<String>
    ) -> [ReportColumn] {
        let counts = counts.map { name, value in
            ReportColumn.integers(name, parts.map { Int64(value($0)) })
        }
        let durations = durations.map { name, value in
            ReportColumn.integers(name, parts.map(value))
        }
        let rates = rates.map { name, value in ReportColumn.decimals(name, parts.map(value)) }
        return (counts + durations + rates).filter { !known.contains($0.name) }
            .sorted { $0.name < $1.name }
    }
}

extension DayPicture {
    /// One row of the day's figures.
    func row() -> ReportBatch {
        ReportBatch(columns: PeriodFigures.columns([total]))
    }

    /// A row for each hour of the day so far.
    func volumeRows(_ hours: [PeriodFigures]) -> ReportBatch {
        ReportBatch(columns: [
            .moments("start", volume.map(\.start)),
            .integers("sessions_started", volume.map { Int64($0.started) }),
            .integers("sessions_closed", volume.map { Int64($0.closed) }),
            .integers("answered", hours.map { Int64($0.answered) }),
            .integers("abandoned", hours.map { Int64($0.abandoned) }),
            .integers("wait_mean", hours.map(\.wait.mean)),
            .decimals("service_level", hours.map(\.serviceLevel)),
        ])
    }
}

extension ReportColumn {
    static func integers(_ name: String, _ values: [Int64?]) -> ReportColumn {
        ReportColumn(name: name, values: .integers(values))
    }

    static func decimals(_ name: String, _ values: [Double?]) -> ReportColumn {
        ReportColumn(name: name, values: .decimals(values))
    }

    static func moments(_ name: String, _ values: [Timestamp?]) -> ReportColumn {
        ReportColumn(name: name, values: .moments(values.map { $0?.milliseconds }))
    }

    static func texts(_ name: String, _ values: [String?]) -> ReportColumn {
        ReportColumn(name: name, values: .texts(values))
    }

    static func truths(_ name: String, _ values: [Bool?]) -> ReportColumn {
        ReportColumn(name: name, values: .truths(values))
    }
}
