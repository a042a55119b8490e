internal import Engine
internal import Foundation
internal import OrderedCollections
internal import Store

extension ControlDesk {
    func perform(_ request: MailCommand) async throws -> ControlAnswer {
        switch request {
        case .show:
            guard let settings = try await post.mail.current() else { return .mailServer(nil) }
            let hasPassword = try await post.mail.hasPassword()
            return .mailServer(MailServerLine(settings: settings, hasPassword: hasPassword))
        case .set(let settings, let password):
            try await post.mail.set(settings, password: password)
            return .done("mail goes by \(settings.host):\(settings.port)")
        case .remove:
            try await post.mail.remove()
            return .done("no mail is sent")
        case .test(let address):
            let company = await switchboard.read { $0.company.language }
            return .mailTest(try await post.mail.test(to: address, in: company))
        }
    }

    func performExport(_ request: ReportCommand) async throws -> ControlAnswer {
        switch request {
        case .export(let order, let formats, let isPrivate):
            guard let email = order.viewer else {
                throw ControlFailure("--as names the person who asks and whose permissions hold")
            }
            let agent = try await agent(email)
            let viewer = await switchboard.read { $0.viewer(of: agent) }
            let wanted = ExportOrder(
                report: order.report,
                formats: formats.map(\.rawValue),
                parameters: try await parameters(of: order),
                isPrivate: isPrivate
            )
            guard let export = try await post.exports.add(wanted, by: viewer) else {
                throw ControlFailure("\(email) has too many exports that wait: cancel some first")
            }
            return .exports([await line(export)])
        case .cancel(let id):
            guard try await post.exports.cancel(id) else {
                throw ControlFailure("there is no export \(id) that waits or is being made")
            }
            return .done("\(id) is cancelled")
        case .schedules: return .schedules(try await scheduleLines())
        default:
            var lines: [ExportLine] = []
            for export in try await post.exports.exports.list(of: nil, limit: 200) {
                lines.append(await line(export))
            }
            return .exports(lines)
        }
    }

    private func line(_ export: Export) async -> ExportLine {
        let owner = await switchboard.read { $0.agents[export.owner]?.email ?? "-" }
        return ExportLine(
            id: String(export.number),
            report: export.order.report,
            title: export.title,
            formats: export.order.formats,
            user: owner,
            state: export.state.rawValue,
            createdAt: export.createdAt.milliseconds,
            finishedAt: export.finishedAt?.milliseconds,
            bytes: export.files.reduce(0) { $0 + $1.size },
            files: export.files.compactMap { post.exports.file($0.format, of: export)?.path },
            problem: export.problem.map { problem in
                problem.detail.isEmpty
                    ? problem.code.rawValue : "\(problem.code.rawValue): \(problem.detail)"
            } ?? ""
        )
    }

    private func scheduleLines() async throws -> [ScheduleLine] {
        var lines: [ScheduleLine] = []
        for schedule in try await post.schedules.schedules.all() {
            let owner = await switchboard.read { $0.agents[schedule.owner]?.email ?? "-" }
            let last = try await post.schedules.schedules.runs(of: schedule.id, limit: 1).first
            lines.append(
                ScheduleLine(
                    id: String(schedule.id),
                    name: schedule.draft.name,
                    report: schedule.draft.order.report,
                    owner: owner,
                    recipients: schedule.draft.recipients.map(\.address),
                    isActive: schedule.draft.isActive,
                    nextAt: schedule.nextAt?.milliseconds,
                    lastState: last?.state.rawValue ?? ""
                )
            )
        }
        return lines
    }
}
