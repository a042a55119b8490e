internal import Engine
internal import Foundation
internal import Rendering

extension ControlDesk {
    func perform(_ request: ReportCommand) async throws -> ControlOutcome {
        switch request {
        case .list:
            let lines = await reports.list().map {
                ReportLine(id: $0.id, name: $0.name, plugin: $0.plugin, schema: $0.schema)
            }
            return ControlOutcome(.reports(lines))
        case .export, .exports, .cancel, .schedules:
            return ControlOutcome(try await performExport(request))
        case .render(let order):
            let job = ReportJob(
                report: order.report,
                parameters: try await parameters(of: order),
                format: order.format,
                viewer: try await viewer(order.viewer),
                hidesIdentities: order.hidesIdentities,
                page: order.page,
                paper: order.paper
            )
            return outcome(try await reports.run(job))
        }
    }

    /// The parameters of an order, of the types that the report's schema gives them.
    func parameters(of order: ReportOrder) async throws -> String {
        let listing = await reports.list().first { $0.id == order.report }
        guard let listing else { throw ReportError.unknown(order.report) }
        let company = await switchboard.read { $0.company }
        let zone = TimeZone(identifier: company.timeZone) ?? .gmt
        return try ReportParameters(schema: listing.schema, zone: zone).json(order.parameters)
    }

    /// The person with an address, or one who sees everything.
    func viewer(_ email: String?) async throws -> Viewer {
        if let email {
            let agent = try await agent(email)
            return await switchboard.read { $0.viewer(of: agent) }
        }
        return Viewer(
            Agent(id: .new, email: "", name: "conecta", role: .administrator, scope: .all)
        )
    }

    func outcome(_ report: FinishedReport) -> ControlOutcome {
        let line = DocumentLine(pages: report.pages, contentHash: report.contentHash)
        return switch report.body {
        case .bytes(let bytes): ControlOutcome(.document(line), document: .bytes(Data(bytes)))
        case .file(let file): ControlOutcome(.document(line), document: .file(file))
        }
    }
}
