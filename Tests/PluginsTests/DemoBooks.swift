import Engine
import Foundation
import OrderedCollections
import Paper
import PluginHost
import Rendering
import Store
import Synchronization

@testable import Demo

/// Is a company with a past of some days, and the reports about it.
final class DemoBooks {
    /// 2026-11-20 at 15:00 in São Paulo, a Friday.
    static let now = Timestamp(seconds: 1_795_197_600)

    let path = NSTemporaryDirectory() + "recomputation-" + UUID().uuidString
    private let folder: DataFolder
    private let viewer: Viewer
    private let floor: Floor
    private let catalogue: PluginCatalogue

    init(seed: UInt64, days: Int) async throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        folder = try DataFolder.open(path)
        let company = DemoCompany(seed: seed)
        let ledger = try Ledger(journal: folder.journal(), zone: DemoCompany.zone)
        let beginning = Self.now.adding(seconds: -Int64(days + 2) * 86_400)
        try Founding(company: company, ledger: ledger, now: beginning).write()
        var writer = PastWriter(company: company, ledger: ledger, seed: seed)
        writer.days = days
        try writer.write(until: Self.now)
        guard let admin = ledger.floor.agent(email: "admin@demo") else {
            throw Refusal.notFound(.agent)
        }
        viewer = Viewer(admin)
        floor = ledger.floor
        catalogue = try await PluginWorkshop.open().catalogue
    }

    deinit {
        try? folder.close()
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Makes a report and gives its blocks.
    func blocks(
        _ report: String,
        _ parameters: [String: String],
        format: ReportRequest.Format = .csv,
        hidesConfidential: Bool = false
    ) async throws -> [Block] {
        let collected = CollectedBlocks()
        let port = try await catalogue.openReport(report)
        let json = try JSONEncoder().encode(parameters)
        let data: any ReportData = try folder.library.reportData(for: viewer, asOf: Self.now)
        try await port.render(
            ReportRequest(
                format: format,
                language: .portuguese,
                timeZone: "America/Sao_Paulo",
                parameters: String(decoding: json, as: UTF8.self),
                viewer: "Gerente",
                company: "Loja",
                hidesConfidential: hidesConfidential
            ),
            data: hidesConfidential ? PrivateData(base: data) : data,
            into: collected
        )
        return collected.blocks
    }

    /// Writes teams and business hours as the API shows them, and tells where they are.
    func rules() throws -> (teams: String, hours: String) {
        func time(_ minutes: Int) -> String {
            let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
            return (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
        }
        func shifts(_ shifts: [BusinessHours.Shift]) -> [[String: String]] {
            shifts.map { ["opens": time($0.opens), "closes": time($0.closes)] }
        }
        func day(_ date: Int32) -> String {
            let digits = String(date)
            return digits.prefix(4) + "-" + digits.dropFirst(4).prefix(2) + "-" + digits.suffix(2)
        }
        func write(_ items: [[String: Any]], _ name: String) throws -> String {
            let bytes = try JSONSerialization.data(withJSONObject: ["items": items])
            try bytes.write(to: URL(filePath: path + "/" + name))
            return path + "/" + name
        }
        let teams = floor.allTeams.map { team -> [String: Any] in
            let hours = team.rules.hours.map { ["id": $0.description] as Any } ?? NSNull()
            return ["name": team.name, "rules": ["hours": hours]]
        }
        let hours = floor.allHours.map { item -> [String: Any] in
            [
                "id": item.id.description, "timeZone": item.timeZone,
                "week": item.week.map(shifts),
                "exceptions": item.exceptions.map {
                    ["date": day($0.date), "shifts": shifts($0.shifts)] as [String: Any]
                },
            ]
        }
        return (try write(teams, "teams.json"), try write(hours, "hours.json"))
    }

    /// Makes a report as CSV and tells where it is.
    func csv(_ report: String, _ parameters: [String: String]) async throws -> String {
        let basis = parameters["basis"].map { "-" + $0 } ?? ""
        let file = path + "/" + report + basis + ".csv"
        let bytes = try CsvWriter.bytes(of: try await blocks(report, parameters))
        try Data(bytes).write(to: URL(filePath: file))
        return file
    }
}

/// Hides identities in every dataset, whatever a report asks for, as the house does.
private struct PrivateData: ReportData {
    let base: any ReportData

    var asOf: Timestamp { base.asOf }

    func open(_ dataset: String, parameters: String) throws -> any ReportCursor {
        let given = try JSONSerialization.jsonObject(with: Data(parameters.utf8))
        var fields = given as? [String: Any] ?? [:]
        fields["hide_identities"] = true
        let hidden = try JSONSerialization.data(withJSONObject: fields)
        return try base.open(dataset, parameters: String(decoding: hidden, as: UTF8.self))
    }
}

/// Keeps the blocks of a report.
private final class CollectedBlocks: ReportSink {
    private let kept = Mutex<[Block]>([])

    var blocks: [Block] { kept.withLock { $0 } }

    func begin(_ info: DocumentInfo) throws {}
    func emit(_ block: Block) throws { kept.withLock { $0.append(block) } }
    func measure(_ text: String, _ style: TextStyle) -> (width: Double, height: Double) {
        (Double(text.count) * style.size, style.size)
    }
}
