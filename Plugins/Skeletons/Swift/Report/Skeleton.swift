public import CPluginABI
import PluginKit

/// Gives the host the description of this plugin; plugin.json says the same.
@c(conecta_plugin_v1)
public func entry(_ major: UInt32, _ minor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
    Plugin.entry(major) {
        Plugin(
            id: "org.example.skeleton",
            version: "1.0.0",
            features: [.report(SkeletonReport.self)]
        )
    }
}

/// Lists the sessions of a period with how long each waited.
///
/// A report says what there is, in reading order; the host makes PDF, PNG, HTML and CSV of it. The
/// words stand in `locales/`.
struct SkeletonReport: Report {
    static let id = "skeleton"
    static let name = "Display Name"
    static let schema = SessionFilter.schema([.from, .to, .team])

    func render(_ job: ReportJob, on paper: Paper, call: Call) throws {
        let filter = try job.parameters(as: SessionFilter.self)
        let words = call.words
        let title = words("skeleton.title")
        try paper.document(title: title, footer: job.viewer)
        try paper.heading(title)
        let columns = [
            Column(id: "protocol", title: words("skeleton.protocol"), weight: 2),
            Column(id: "contact", title: words("skeleton.contact"), weight: 2),
            Column(id: "wait", title: words("skeleton.wait"), alignment: .end),
        ]
        let sessions = try call.query("sessions", filter)
        var count: Int64 = 0
        try paper.table(columns, emptyText: words("skeleton.none")) {
            while try sessions.next() {
                try call.checkCancellation()
                let wait = sessions.integer("wait").map(Value.duration) ?? .nothing
                try paper.row([sessions["protocol"], sessions["contact"], wait])
                count += 1
            }
        }
        try paper.facts([Fact(words("skeleton.count"), .integer(count))])
    }
}
