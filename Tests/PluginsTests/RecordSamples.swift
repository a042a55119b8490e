import Engine
import Foundation
import Paper
import PluginHost

/// Makes the data of records, with everything in it that such data may hold.
enum RecordSamples {
    private static let now = PluginWorkshop.now

    /// Names that are long, hostile, or written from right to left.
    static let names = [
        String(repeating: "Maria da Conceição ", count: 16),
        "<script>alert(1)</script>", "=cmd()|' /C calc'!A0", String(repeating: "🎉", count: 40),
        "محمد عبد الله الأندلسي", "欧阳修远山长水阔知何处",
    ]

    /// The data of every record: a line for each name; none when there are no names.
    static func data(_ names: [String] = ["Maria"], readsReports: Bool = true) -> SampleData {
        var datasets = people(names)
        datasets.merge(session(names)) { _, new in new }
        datasets.merge(dossier(names)) { _, new in new }
        datasets.merge(lists(names)) { _, new in new }
        datasets["viewer"] = [truths("reads_reports", [readsReports])]
        return SampleData(datasets: datasets)
    }

    /// The dates of lines, an hour apart.
    private static func moments(_ name: String, _ count: Int, before: Int64 = 0) -> ReportColumn {
        let values = (0..<count).map { now - before - Int64($0) * 3_600_000 }
        return ReportColumn(name: name, values: .moments(values))
    }

    private static func same(_ name: String, _ value: String, _ count: Int) -> ReportColumn {
        texts(name, Array(repeating: value, count: count))
    }

    private static func numbers(_ name: String, _ value: Int64, _ count: Int) -> ReportColumn {
        integers(name, Array(repeating: value, count: count))
    }

    private static func truths(_ name: String, _ values: [Bool?]) -> ReportColumn {
        ReportColumn(name: name, values: .truths(values))
    }

    private static func session(_ names: [String]) -> [String: [ReportColumn]] {
        let count = names.count
        let one = names.first ?? "Maria"
        let kinds = [
            "opened", "message", "leg", "closed", "note", "tag_added", "tag_removed", "reopened",
            "warned", "flow", "automation_cut", "classified", "rating_asked", "rated", "message",
        ]
        return [
            "company": [texts("name", [one]), texts("registration", ["11.222.333/0001-81"])],
            "session": [
                texts("protocol", ["20261122-000123-7"]), texts("contact", [one]),
                texts("identity", [one]), texts("channel", [one]), texts("team", [one]),
                texts("teams", [one]), texts("agent", [one]), texts("agents", [one]),
                texts("phase", ["closed"]), texts("outcome", ["lost"]), texts("tags", ["segredo"]),
                texts("closed_by", ["closed-by-agent"]), moments("started", 1, before: 900_000),
                moments("closed", 1), numbers("wait", 60_000, 1),
            ],
            "record": [
                texts("closer", [one]), texts("closer_nickname", ["Apelido"]),
                texts("closer_kind", ["agent"]), texts("agent_nickname", ["Apelido"]),
                texts("agents_nicknames", ["Apelido"]), texts("channel_account", [one]),
                texts("disposition_path", [one]), numbers("rating", 4, 1),
                numbers("reopenings", 1, 1),
            ],
            "variables": [texts("name", names), texts("value", names)],
            "legs": [
                same("phase", "waiting", count), texts("team", names), texts("agent", names),
                same("agent_nickname", "Apelido", count), moments("started", count),
                moments("ended", count), numbers("duration", 60_000, count),
                same("start", "overflow-hours", count), same("end", "distributed", count),
            ],
            "files": [
                same("message", "m", count), numbers("index", 0, count), moments("moment", count),
                same("protocol", "20261122-000123-7", count), same("author_kind", "agent", count),
                texts("author", names), same("nickname", "Apelido", count), texts("name", names),
                same("media_type", "image/png", count), numbers("size", 123_456, count),
                same("hash", String(repeating: "ab", count: 32), count),
            ],
            "timeline": [
                texts("kind", kinds), same("side", "us", kinds.count),
                same("author_kind", "agent", kinds.count), same("author", one, kinds.count),
                same("nickname", "Apelido", kinds.count), same("message", "m", kinds.count),
                same("text", one, kinds.count), same("content", "text", kinds.count),
                same("delivery", "failed", kinds.count), same("error", "131047", kinds.count),
                same("team", one, kinds.count), same("agent", one, kinds.count),
                same("agent_nickname", "Apelido", kinds.count), same("tag", "segredo", kinds.count),
                same("start", "new", kinds.count), same("end", "closed-by-agent", kinds.count),
                moments("moment", kinds.count),
            ],
        ]
    }

    private static func dossier(_ names: [String]) -> [String: [ReportColumn]] {
        let count = names.count
        let one = names.first ?? "Maria"
        let kinds = ["phone", "email", "provider", "account"]
        let actions = ["changed", "merged", "separated", "read"]
        func cycle(_ values: [String]) -> [String?] {
            (0..<count).map { values[$0 % values.count] }
        }
        return [
            "contact": [
                texts("id", ["0000000000001"]), texts("name", [one]), texts("note", [one]),
                texts("groups", [one]), truths("refuses_outbound", [true]), moments("created", 1),
                numbers("sessions", Int64(count), 1), numbers("hidden_sessions", 2, 1),
                numbers("loose_messages", Int64(count), 1), numbers("loose_hidden", 1, 1),
            ],
            "contact_parts": [
                same("id", "0000000000002", count), texts("name", names),
                truths("stands", Array(repeating: false, count: count)), moments("created", count),
            ],
            "contact_identities": [
                texts("kind", cycle(kinds)), texts("value", names), texts("scope", names),
                texts("contact", names),
            ],
            "contact_fields": [
                texts("name", names), texts("value", names), texts("contact", names),
            ],
            "contact_sessions": [
                texts("id", count > 0 ? ["0000000000003"] : []),
                texts("protocol", count > 0 ? ["20261122-000123-7"] : []),
            ],
            "contact_access": [
                moments("moment", count), texts("action", cycle(actions)),
                same("actor_kind", "agent", count), texts("actor", names),
                same("protocol", "20261122-000123-7", count), numbers("times", 2, count),
            ],
            "sessions": [
                same("protocol", "20261122-000123-7", count), moments("started", count),
                texts("channel", names), texts("teams", names), texts("agents", names),
                same("outcome", "success", count), texts("disposition", names),
            ],
        ]
    }

    private static func lists(_ names: [String]) -> [String: [ReportColumn]] {
        let count = names.count
        let changes = names.map { name -> String in
            let list = [["field": "name", "old": name, "new": name]]
            let data = try? JSONSerialization.data(withJSONObject: list, options: .sortedKeys)
            return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
        let states = [
            "failed", "unknown", "held", "queued", "sending", "accepted", "delivered", "read",
        ]
        return [
            "messages": [
                same("id", "m", count), same("protocol", "20261122-000123-7", count),
                moments("moment", count), same("direction", "outbound", count),
                same("author_kind", "agent", count), texts("author", names),
                texts("channel", names),
                same("content", "menu", count), same("delivery", "failed", count),
                same("error_code", "131", count), moments("failed", count), texts("text", names),
            ],
            "message_counts": [
                texts("channel", names), same("direction", "outbound", count),
                numbers("messages", 3, count),
            ] + states.map { numbers($0, 1, count) },
            "audit": [
                moments("moment", count), same("kind", "permissions", count),
                same("action", "changed", count), same("actor_kind", "agent", count),
                texts("actor", names), same("object_kind", "permission-group", count),
                texts("object", names), texts("changes", changes),
            ],
            "definitions": [texts("name", ["Ocupação"]), texts("definition", ["quanto"])],
            "choices": [texts("parameter", []), texts("name", [])],
        ]
    }

    private static func people(_ names: [String]) -> [String: [ReportColumn]] {
        let count = names.count
        let ids = names.indices.map { "id-\($0)" }
        return [
            "work": [
                texts("agent_id", ids), texts("agent", names), texts("teams", names),
                numbers("available", 7_200_000, count), numbers("paused", 1_800_000, count),
                numbers("occupied", 3_600_000, count), numbers("utilised", 3_600_000, count),
                numbers("capacity", 14_400_000, count), numbers("session_limit", 2, count),
            ],
            "presence": [
                texts("agent_id", ids), texts("agent", names), same("state", "paused", count),
                texts("reason", names), moments("started", count, before: 3_600_000),
                moments("ended", count), numbers("whole", 3_600_000, count),
                numbers("limit", 600_000, count), numbers("over", 3_000_000, count),
                truths("running", Array(repeating: false, count: count)),
            ],
            "busy": [
                texts("agent_id", ids), texts("agent", names),
                moments("started", count, before: 7_200_000),
                moments("ended", count, before: 3_600_000),
            ],
        ]
    }
}
