import Engine
import GRDB

extension SnapshotReportData {
    /// Opens `dispositions`: the tree of dispositions, each after its category, with the closed
    /// sessions of a filter that were given it or one below it; first those that were given none.
    func dispositions(_ parameters: ReportParameters) throws -> any ReportCursor {
        let lines = try snapshot.read { db in
            let tallies = try OutcomeTally.read(db, sessions(parameters, db), by: "disposition")
            let names = try ReportNames(db)
            let nodes = try SettingItem.fetchAll(db, .disposition, as: Disposition.self)
            return DispositionTree(nodes, names.dispositions, tallies).lines
        }
        let fields: [ReportField<OutcomeLine>] =
            [
                .text("id") { $0.id },
                .text("parent") { $0.parent },
                .integer("depth") { Int64($0.depth) },
                .text("path") { $0.path },
                .truth("has_below") { $0.hasBelow },
            ] + OutcomeLine.fields
        return BatchCursor([ReportBatch(lines, fields)])
    }

    /// Opens `tags`: each label with the closed sessions of a filter that have it, the most first.
    func tags(_ parameters: ReportParameters) throws -> any ReportCursor {
        let lines = try snapshot.read { db in
            let tallies = try OutcomeTally.read(
                db,
                sessions(parameters, db),
                by: "session_tag.tag",
                joining: "JOIN session_tag ON session_tag.session = session.id"
            )
            let names = try ReportNames(db).tags
            return tallies.compactMap { id, tally in
                id.map { OutcomeLine(id: String($0), name: names[$0] ?? String($0), tally) }
            }.sorted { ($1.tally.sessions, $0.name) < ($0.tally.sessions, $1.name) }
        }
        return BatchCursor([ReportBatch(lines, [.text("id") { $0.id }] + OutcomeLine.fields)])
    }

    /// Opens `closed_totals`: one line of all closed sessions of a filter, of those that have a
    /// disposition and of those that have a label.
    func closedTotals(_ parameters: ReportParameters) throws -> any ReportCursor {
        let line = try snapshot.read { db in
            let (condition, arguments) = try sessions(parameters, db).whole(db)
            let sql = """
                SELECT count(*), count(disposition), ifnull(sum(tags <> '[]'), 0),
                    ifnull(sum(outcome = 'success'), 0), ifnull(sum(outcome = 'lost'), 0)
                FROM session WHERE \(condition) AND session.closed_at IS NOT NULL
                """
            return try Row.fetchAll(db, sql: sql, arguments: arguments)
        }
        let fields: [ReportField<Row>] = [
            .integer("sessions_closed") { $0[0] },
            .integer("classified") { $0[1] },
            .integer("tagged") { $0[2] },
            .integer("success") { $0[3] },
            .integer("lost") { $0[4] },
        ]
        return BatchCursor([ReportBatch(line, fields)])
    }

    private func sessions(_ parameters: ReportParameters, _ db: Database) throws -> SessionQuery {
        SessionQuery(try parameters.filter(db), for: viewer)
    }
}

/// Is what became of some closed sessions.
struct OutcomeTally {
    var sessions: Int64 = 0
    var success: Int64 = 0
    var lost: Int64 = 0
    var handle = Amount()

    static func += (left: inout OutcomeTally, right: OutcomeTally) {
        left.sessions += right.sessions
        left.success += right.success
        left.lost += right.lost
        left.handle += right.handle
    }

    /// Counts the closed sessions of a query by a column, which may be empty.
    static func read(
        _ db: Database,
        _ query: SessionQuery,
        by column: String,
        joining join: String = ""
    ) throws -> [Int64?: OutcomeTally] {
        let (condition, arguments) = try query.whole(db)
        let sql = """
            SELECT \(column), count(*), ifnull(sum(outcome = 'success'), 0),
                ifnull(sum(outcome = 'lost'), 0), count(handle), ifnull(sum(handle), 0)
            FROM session \(join) WHERE \(condition) AND session.closed_at IS NOT NULL GROUP BY 1
            """
        var tallies: [Int64?: OutcomeTally] = [:]
        for row in try Row.fetchAll(db, sql: sql, arguments: arguments) {
            let handle = Amount(count: row[4], sum: row[5])
            tallies[row[0]] = OutcomeTally(
                sessions: row[1],
                success: row[2],
                lost: row[3],
                handle: handle
            )
        }
        return tallies
    }
}

/// Is a disposition or label with what became of its sessions.
struct OutcomeLine {
    var id: String?
    var parent: String?
    var depth = 0
    var path: String
    var name: String
    var hasBelow = false
    var tally: OutcomeTally

    init(id: String?, name: String, _ tally: OutcomeTally) {
        self.id = id
        self.name = name
        path = name
        self.tally = tally
    }

    static var fields: [ReportField<OutcomeLine>] {
        [
            .text("name") { $0.name },
            .integer("sessions_closed") { $0.tally.sessions },
            .integer("success") { $0.tally.success },
            .integer("lost") { $0.tally.lost },
            .duration("handle_mean") { $0.tally.handle.mean },
        ]
    }
}

/// Sums up a tree from its leaves: a category has what is below it.
struct DispositionTree {
    private let children: [Int64?: [(id: Int64, name: String)]]
    private let tallies: [Int64?: OutcomeTally]

    /// Creates a tree; what was removed and still has sessions hangs at the top.
    init(_ nodes: [Disposition], _ names: [Int64: String], _ tallies: [Int64?: OutcomeTally]) {
        self.tallies = tallies
        var children: [Int64?: [(id: Int64, name: String)]] = [:]
        for node in nodes.sorted(by: { ($0.position, $0.id) < ($1.position, $1.id) }) {
            children[node.parent?.value, default: []].append((node.id.value, node.name))
        }
        let known = Set(nodes.map(\.id.value))
        let removed = tallies.keys.compactMap { $0 }.filter { !known.contains($0) }.sorted()
        for id in removed { children[nil, default: []].append((id, names[id] ?? String(id))) }
        self.children = children
    }

    var lines: [OutcomeLine] {
        var none: [OutcomeLine] = []
        if let without = tallies[nil] { none = [OutcomeLine(id: nil, name: "", without)] }
        return none + lines(below: nil, depth: 0, path: "")
    }

    private func lines(below parent: Int64?, depth: Int, path: String) -> [OutcomeLine] {
        (children[parent] ?? []).flatMap { node -> [OutcomeLine] in
            let path = path.isEmpty ? node.name : path + " › " + node.name
            let below = lines(below: node.id, depth: depth + 1, path: path)
            var tally = tallies[node.id] ?? OutcomeTally()
            for line in below where line.depth == depth + 1 { tally += line.tally }
            var line = OutcomeLine(id: String(node.id), name: node.name, tally)
            line.parent = parent.map { String($0) }
            line.depth = depth
            line.path = path
            line.hasBelow = !below.isEmpty
            return [line] + below
        }
    }
}
