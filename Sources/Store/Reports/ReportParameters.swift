import Engine
import Foundation
import GRDB

/// Reads the parameters of a dataset: a JSON object with the names of `SessionFilter`'s parts.
///
/// References are ids, or slugs (for agents: e-mail addresses), one or a list. Moments are RFC 3339
/// or milliseconds. What is empty or missing leaves nothing out; unknown names are ignored, because
/// a report hands its own parameters on.
struct ReportParameters {
    private let values: [String: Any]

    init(_ json: String) throws(ReportDataError) {
        guard !json.allSatisfy(\.isWhitespace) else {
            values = [:]
            return
        }
        guard let object = try? JSONSerialization.jsonObject(with: Data(json.utf8)),
            let values = object as? [String: Any]
        else { throw .badParameter(name: "", reason: "the parameters are not a JSON object") }
        self.values = values
    }

    /// Reads a filter of sessions.
    func filter(_ db: Database) throws -> SessionFilter {
        var filter = SessionFilter()
        filter.from = try moment("from")
        filter.to = try moment("to")
        filter.basis = try choice("basis", of: SessionFilter.Basis.self) ?? .started
        filter.phases = Set(
            try texts("phase").map { text in
                guard let phase = Session.Phase(rawValue: text) else {
                    throw bad("phase", "there is no phase \(text)")
                }
                return phase
            }
        )
        filter.channels = try references("channel", "channel", "slug", db)
        filter.teams = try references("team", "team", "slug", db)
        filter.agents = try references("agent", "agent", "email", db)
        filter.tags = try references("tag", "tag", "slug", db)
        filter.dispositions = try references("disposition", "disposition", "id", db)
        filter.outcomes = Set(
            try texts("outcome").map { text in
                guard let outcome = Outcome(rawValue: text) else {
                    throw bad("outcome", "there is no outcome \(text)")
                }
                return outcome
            }
        )
        filter.text = try text("text") ?? ""
        filter.hidesIdentities = try hidesIdentities()
        if let contact = try text("contact") {
            guard let id = ID<Contact>(contact) else { throw bad("contact", "it is no id") }
            filter.contact = id
        }
        if let number = try text("protocol") {
            guard let number = ProtocolNumber(number) else {
                throw bad("protocol", "it is no protocol number, or its check digit is wrong")
            }
            filter.number = number
        }
        return filter
    }

    /// Reads whose figures are asked for.
    func figureFilter(_ db: Database) throws -> FigureFilter {
        FigureFilter(
            teams: try references("team", "team", "slug", db),
            channels: try references("channel", "channel", "slug", db),
            agents: try references("agent", "agent", "email", db)
        )
    }

    /// Reads the time zone that days and hours are of, by default the company's.
    func zone(_ db: Database) throws -> TimeZone {
        let name = try text("zone") ?? String.fetchOne(db, sql: "SELECT time_zone FROM company")
        guard let zone = TimeZone(identifier: name ?? "GMT") else {
            throw bad("zone", "there is no time zone \(name ?? "")")
        }
        return zone
    }

    /// Reads the privacy switch.
    func hidesIdentities() throws(ReportDataError) -> Bool {
        guard let value = values["hide_identities"] ?? values["hideIdentities"] else {
            return false
        }
        switch value {
        case let truth as Bool: return truth
        case let text as String where ["true", "1", "yes"].contains(text): return true
        case let text as String where ["false", "0", "no", ""].contains(text): return false
        case is NSNull: return false
        default: throw bad("hide_identities", "it is neither true nor false")
        }
    }

    /// Reads the session that a dataset is about: an id or a protocol number.
    func session(_ db: Database) throws -> ID<Session> {
        guard let text = try text("session") ?? text("protocol") else {
            throw bad("session", "it is missing")
        }
        if let id = ID<Session>(text) { return id }
        guard let number = ProtocolNumber(text) else {
            throw bad("session", "it is neither an id nor a protocol number")
        }
        guard let id = try SessionRow.find(db, number) else { throw ReportDataError.notFound }
        return id
    }

    /// Reads a period, whose end the dataset's moment is by default and whose start is a day earlier.
    func period(asOf now: Timestamp) throws(ReportDataError) -> (from: Timestamp, to: Timestamp) {
        let to = try moment("to") ?? now
        let from = try moment("from") ?? to.adding(seconds: -86_400)
        guard from <= to else { throw bad("from", "it is after the end of the period") }
        return (from, to)
    }

    /// Reads a whole number.
    func number(_ name: String) throws(ReportDataError) -> Int64? {
        switch values[name] {
        case nil, is NSNull: return nil
        case let number as NSNumber: return number.int64Value
        case let text as String:
            guard let number = Int64(text) else { throw bad(name, "it is no number") }
            return number
        default: throw bad(name, "it is no number")
        }
    }

    func moment(_ name: String) throws(ReportDataError) -> Timestamp? {
        switch values[name] {
        case nil, is NSNull: return nil
        case let number as NSNumber: return try moment(number.doubleValue, name)
        case let text as String:
            if text.isEmpty { return nil }
            if let number = Int64(text) { return try moment(Double(number), name) }
            let styles = [
                Date.ISO8601FormatStyle(includingFractionalSeconds: false),
                Date.ISO8601FormatStyle(includingFractionalSeconds: true),
            ]
            for style in styles {
                guard let date = try? style.parse(text) else { continue }
                return try moment(date.timeIntervalSince1970 * 1_000, name)
            }
            throw bad(name, "it is no moment such as 2026-11-22T08:00:00Z")
        default: throw bad(name, "it is no moment")
        }
    }

    // The years 1970 to 9999: days before and after can be counted without an overflow.
    private static let moments = 0.0...253_402_300_799_999

    private func moment(
        _ milliseconds: Double,
        _ name: String
    ) throws(ReportDataError) -> Timestamp {
        guard Self.moments.contains(milliseconds) else {
            throw bad(name, "it is not in the years 1970 to 9999")
        }
        return Timestamp(milliseconds: Int64(milliseconds.rounded()))
    }

    /// Reads one word of several.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        of type: Choice.Type
    ) throws(ReportDataError) -> Choice? where Choice.RawValue == String {
        guard let text = try text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw bad(name, "it is none of \(all)")
        }
        return choice
    }

    /// Reads a word that may be missing.
    func text(_ name: String) throws(ReportDataError) -> String? {
        let texts = try texts(name)
        guard texts.count < 2 else { throw bad(name, "there is more than one") }
        return texts.first
    }

    /// Reads a word or a list of words.
    func texts(_ name: String) throws(ReportDataError) -> [String] {
        switch values[name] {
        case nil, is NSNull: return []
        case let text as String: return text.isEmpty ? [] : [text]
        case let texts as [String]: return texts.filter { !$0.isEmpty }
        case let number as NSNumber: return ["\(number)"]
        default: throw bad(name, "it is neither a word nor a list of words")
        }
    }

    // A disposition has no name of its own beside its id.
    func references<Entity>(
        _ name: String,
        _ table: String,
        _ column: String,
        _ db: Database
    ) throws -> Set<ID<Entity>> {
        var ids: Set<ID<Entity>> = []
        let table =
            table == "disposition"
            ? "(SELECT id FROM setting_item WHERE kind = 'disposition')" : table
        for text in try texts(name) {
            let sql = "SELECT id FROM \(table) WHERE \(column) = ? OR id = ? ORDER BY id DESC"
            let id = ID<Entity>(text)
            guard let found = try Int64.fetchOne(db, sql: sql, arguments: [text, id?.value]) else {
                throw bad(name, "there is no \(text)")
            }
            ids.insert(ID(found))
        }
        return ids
    }

    func bad(_ name: String, _ reason: String) -> ReportDataError {
        .badParameter(name: name, reason: reason)
    }
}
