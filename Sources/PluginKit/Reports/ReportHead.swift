/// Is what a report says of itself before its figures: what it is about and what was asked for.
public struct ReportHead: Sendable, Hashable {
    /// The title.
    public var title: String

    /// The period in words; empty for reports that have none.
    public var period: String

    /// What else was chosen.
    public var choices: [Fact]

    /// Whether pages lie.
    public var landscape: Bool

    /// Creates the head of a report with parameters of its own.
    public init(
        _ title: String,
        period: String = "",
        choices: [Fact] = [],
        landscape: Bool = true
    ) {
        self.title = title
        self.period = period
        self.choices = choices
        self.landscape = landscape
    }

    /// Creates the head of a report about the sessions of a filter.
    public init(
        _ title: String,
        _ job: ReportJob,
        _ filter: SessionFilter,
        landscape: Bool = true,
        call: Call
    ) throws {
        self.init(
            title,
            period: filter.periodText(job, call.words),
            choices: job.format == .csv ? [] : try filter.facts(call),
            landscape: landscape
        )
    }
}

extension Paper {
    /// Tells about the document, then writes its parameters, time zone, data cut-off and reader.
    ///
    /// For machines only the document is told: rows carry no head.
    public func begin(_ head: ReportHead, _ job: ReportJob, call: Call) throws {
        let words = call.words
        try document(
            title: head.title,
            subtitle: head.period,
            footer: words("report.footer", ["viewer": job.viewer, "company": job.company]),
            landscape: head.landscape
        )
        guard job.format != .csv else { return }
        var facts = head.choices
        if job.hidesConfidential {
            // What was typed in to find a person says who it is.
            let typed = [words("report.filter.contact"), words("report.filter.text")]
            facts.removeAll { typed.contains($0.name) }
        }
        if !head.period.isEmpty {
            facts.insert(Fact(words("report.period"), .text(head.period)), at: 0)
        }
        facts += [
            Fact(words("report.zone"), .text(job.timeZone)),
            Fact(words("report.as_of"), .moment(job.dataAsOf)),
            Fact(words("report.viewer"), .text(job.viewer)),
        ]
        if job.hidesConfidential {
            facts.append(Fact(words("report.privacy"), .text(words("report.privacy.hidden"))))
        }
        try self.facts(facts, columns: 4)
    }

    /// Writes what the figures of a report mean, in the words of the one table of metrics.
    ///
    /// For machines nothing is written: their columns have the metrics' ids.
    public func definitions(_ metrics: [String], _ job: ReportJob, call: Call) throws {
        guard job.format != .csv else { return }
        let words = call.words
        let wanted = DefinitionQuery(metrics: metrics, language: job.language)
        let rows = try call.query("definitions", wanted)
        try heading(words("report.definitions"), level: 2, anchor: "definitions")
        let columns = [
            Column(id: "name", title: words("report.definitions.figure"), weight: 1),
            Column(id: "definition", title: words("report.definitions.meaning"), weight: 3.2),
        ]
        try table(columns) {
            while try rows.next() { try row([rows["name"], rows["definition"]]) }
        }
    }
}

/// Asks for definitions in a language.
private struct DefinitionQuery: Encodable {
    var metrics: [String]
    var language: String
}
