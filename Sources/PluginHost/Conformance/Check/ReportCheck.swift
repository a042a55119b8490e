import Engine
import Paper

/// Runs the tests of a report over invented data.
struct ReportCheck {
    let room: CheckRoom
    let feature: FeatureListing
    private let parameters: String

    init(_ room: CheckRoom, _ id: String) throws {
        self.room = room
        feature = try room.feature(id)
        parameters = try SampleConfiguration.make(feature, folder: room.folder, address: "")
    }

    /// The same data gives the same document, in every form and language, also when there is nothing.
    func documents() async throws -> [String] {
        let port = try await room.catalogue.openReport(feature.manifest.id)
        var findings: [String] = []
        for format in ReportRequest.Format.allCases {
            for language in [Language.portuguese, .english] {
                for count in [0, 1, 500] {
                    let name = "\(format.rawValue) in \(language.rawValue) of \(count) sessions"
                    do {
                        let first = try await render(port, format, language, count)
                        let second = try await render(port, format, language, count)
                        if first.blocks != second.blocks || first.info != second.info {
                            findings.append("\(name): the second time it is another document")
                        }
                        if first.blocks.isEmpty { findings.append("\(name): it is empty") }
                    } catch {
                        findings.append("\(name): \(error)")
                    }
                }
            }
        }
        return findings
    }

    /// Nothing that was lent for a document is read while the next one is made.
    func borrowing() async throws -> [String] {
        let port = try await room.catalogue.openReport(feature.manifest.id)
        for count in [1, 500, 1] { _ = try await render(port, .pdf, .portuguese, count) }
        return []
    }

    private func render(
        _ port: any ReportPort,
        _ format: ReportRequest.Format,
        _ language: Language,
        _ count: Int
    ) async throws -> (info: DocumentInfo?, blocks: [Block]) {
        let sink = RecordingSink()
        try await port.render(
            request(format, language),
            data: SampleReportData(count: count),
            into: sink
        )
        return (sink.info, sink.blocks)
    }

    /// A document ends where nobody reads on, and the report serves the next one.
    func cancellation() async throws -> [String] {
        let port = try await room.catalogue.openReport(feature.manifest.id)
        let sink = RecordingSink(limit: 1)
        do {
            try await port.render(
                request(.pdf, .portuguese),
                data: SampleReportData(count: 500),
                into: sink
            )
            return ["the paper refused to take more, and the report went on as if it had not"]
        } catch is RecordingSink.Enough {
            // As it should be.
        } catch {
            return ["the paper refused to take more, and what came back was: \(error)"]
        }
        _ = try await render(port, .pdf, .portuguese, 1)
        return []
    }

    private func request(_ format: ReportRequest.Format, _ language: Language) -> ReportRequest {
        ReportRequest(
            format: format,
            language: language,
            timeZone: "America/Sao_Paulo",
            parameters: parameters,
            viewer: "Ana",
            company: "Conecta"
        )
    }
}
