import Engine
import GRDB

/// Keeps the names of what sessions refer to, removed things included.
struct ReportNames: Sendable {
    let teams: [Int64: String]
    let channels: [Int64: String]
    let agents: [Int64: String]
    /// The names that contacts see.
    let nicknames: [Int64: String]
    let tags: [Int64: String]
    let dispositions: [Int64: String]
    let pauseReasons: [Int64: String]
    let contactGroups: [Int64: String]
    private let categories: [Int64: Int64]

    /// Reads the names.
    init(_ db: Database) throws {
        teams = try Self.read(db, "team")
        channels = try Self.read(db, "channel")
        agents = try Self.read(db, "agent")
        nicknames = try Self.read(db, "agent", "iif(nickname = '', name, nickname)")
        tags = try Self.read(db, "tag")
        dispositions = try Self.read(db, .disposition)
        pauseReasons = try Self.read(db, .pauseReason)
        contactGroups = try Self.read(db, .contactGroup)
        var categories: [Int64: Int64] = [:]
        let parents = "SELECT id, json ->> 'parent' FROM setting_item WHERE kind = 'disposition'"
        for row in try Row.fetchAll(db, sql: parents) { categories[row[0]] = row[1] as Int64? }
        self.categories = categories
    }

    /// The names of a JSON list of ids, in order.
    func list(_ ids: String, _ names: KeyPath<ReportNames, [Int64: String]>) -> String {
        guard ids.utf8.count > 2 else { return "" }
        let names = self[keyPath: names]
        return ids.dropFirst().dropLast().split(separator: ",")
            .compactMap { Int64($0).flatMap { names[$0] } }.joined(separator: ", ")
    }

    /// The name of an author or actor who is a person of ours.
    func agent(_ id: ID<Agent>?) -> String? {
        id.flatMap { agents[$0.value] }
    }

    /// The name that contacts see of an author or actor who is a person of ours.
    func nickname(_ id: ID<Agent>?) -> String? {
        id.flatMap { nicknames[$0.value] }
    }

    /// The name of a disposition after those of the categories above it.
    func path(ofDisposition id: Int64) -> String {
        var path: [String] = []
        var next: Int64? = id
        // A tree has no loops; the bound keeps a damaged one from being climbed for ever.
        while let id = next, path.count < 16 {
            path.insert(dispositions[id] ?? "", at: 0)
            next = categories[id]
        }
        return path.filter { !$0.isEmpty }.joined(separator: " › ")
    }

    private static func read(
        _ db: Database,
        _ kind: SettingItem.Kind
    ) throws -> [Int64: String] {
        var names: [Int64: String] = [:]
        let sql = "SELECT id, json ->> 'name' FROM setting_item WHERE kind = ?"
        for row in try Row.fetchAll(db, sql: sql, arguments: [kind.rawValue]) {
            names[row[0]] = row[1]
        }
        return names
    }

    private static func read(
        _ db: Database,
        _ table: String,
        _ name: String = "name"
    ) throws -> [Int64: String] {
        var names: [Int64: String] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, \(name) FROM \(table)") {
            names[row[0]] = row[1]
        }
        return names
    }
}
