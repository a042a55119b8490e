internal import Engine
internal import Foundation
internal import Rendering
internal import Store

extension ControlDesk {
    func perform(_ request: BoardCommand) async throws -> ControlOutcome {
        switch request {
        case .list:
            let boards = try await boards.list()
            return ControlOutcome(
                .boards(
                    boards.map { BoardLine(slug: $0.slug, title: $0.title, report: $0.report) }
                )
            )
        case .render(let slug, let shape, .pdf):
            let report = try await boards.pdf(slug, shape: shape, viewer: try await viewer(nil))
            return outcome(report)
        case .render(let slug, let shape, _):
            let viewer = try await viewer(nil)
            let picture = try await boards.picture(slug, shape: shape, viewer: viewer)
            let line = DocumentLine(pages: 1, contentHash: picture.etag)
            return ControlOutcome(.document(line), document: .bytes(Data(picture.bytes)))
        case .link(let slug, let name):
            return ControlOutcome(.secret(try await link(slug, name: name)))
        }
    }

    func perform(_ request: ReportCommand) async throws -> ControlOutcome {
        switch request {
        case .list:
            let lines = await reports.list().map {
                ReportLine(id: $0.id, name: $0.name, plugin: $0.plugin, schema: $0.schema)
            }
            return ControlOutcome(.reports(lines))
        case .render(let order):
            let listing = await reports.list().first { $0.id == order.report }
            guard let listing else { throw ReportError.unknown(order.report) }
            let company = await switchboard.read { $0.company }
            let zone = TimeZone(identifier: company.timeZone) ?? .gmt
            let parameters = ReportParameters(schema: listing.schema, zone: zone)
            let job = ReportJob(
                report: order.report,
                parameters: try parameters.json(order.parameters),
                format: order.format,
                viewer: try await viewer(order.viewer),
                page: order.page
            )
            return outcome(try await reports.run(job))
        }
    }

    private func link(_ slug: String, name: String) async throws -> SecretLine {
        guard try await folder.boards.board(slug) != nil else { throw ReportError.unknown(slug) }
        let owner = await switchboard.read { floor in
            floor.agents.first { _, agent in
                agent.isActive && agent.role == .administrator
            }?.key
        }
        guard let owner else {
            throw ControlFailure("a link shows what an administrator sees: add one first")
        }
        let made = try await folder.accounts.addKioskLink(
            to: slug,
            viewer: owner,
            name: name,
            at: clock.now()
        )
        return SecretLine(id: "k\(made.link.id)", secret: "/boards/\(slug)?key=\(made.secret)")
    }

    /// The person with an address, or one who sees everything.
    private func viewer(_ email: String?) async throws -> Viewer {
        if let email { return Viewer(try await agent(email)) }
        return Viewer(
            Agent(id: .new, email: "", name: "conecta", role: .administrator, scope: .all)
        )
    }

    private func outcome(_ report: FinishedReport) -> ControlOutcome {
        let line = DocumentLine(pages: report.pages, contentHash: report.contentHash)
        return switch report.body {
        case .bytes(let bytes): ControlOutcome(.document(line), document: .bytes(Data(bytes)))
        case .file(let file): ControlOutcome(.document(line), document: .file(file))
        }
    }
}
