import Engine
import GRDB

/// Keeps the names of what sessions refer to, removed things included.
struct ReportNames: Sendable {
    let teams: [Int64: String]
    let channels: [Int64: String]
    let agents: [Int64: String]
    let tags: [Int64: String]

    /// Reads the names.
    init(_ db: Database) throws {
        teams = try Self.read(db, "team")
        channels = try Self.read(db, "channel")
        agents = try Self.read(db, "agent")
        tags = try Self.read(db, "tag")
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

    private static func read(_ db: Database, _ table: String) throws -> [Int64: String] {
        var names: [Int64: String] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT id, name FROM \(table)") {
            names[row[0]] = row[1]
        }
        return names
    }
}
