import Engine
import Foundation
import GRDB

extension Timestamp {
    /// Reads an optional column.
    init?(_ milliseconds: Int64?) {
        guard let milliseconds else { return nil }
        self.init(milliseconds: milliseconds)
    }
}

extension ID {
    /// Reads an optional column.
    init?(column value: Int64?) {
        guard let value else { return nil }
        self.init(value)
    }
}

extension [UInt8] {
    /// The bytes as a column takes them.
    var blob: Data { Data(self) }
}

/// Writes and reads the JSON in columns, always in the same order of keys.
enum JSONText {
    /// Encodes a value.
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Decodes a value.
    static func decode<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }

    /// Decodes a value over a standard one, which stands for whatever the text does not say.
    ///
    /// So what an older program wrote is read by one whose types have grown since.
    static func decode<Value: Codable>(_ standard: Value, from text: String) throws -> Value {
        let known = try JSONSerialization.jsonObject(with: Data(encode(standard).utf8))
        let told = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let data = try JSONSerialization.data(withJSONObject: overlay(told, on: known))
        return try JSONDecoder().decode(Value.self, from: data)
    }

    // Objects that share no member are two cases of one enumeration: the told one stands.
    private static func overlay(_ told: Any, on known: Any) -> Any {
        guard let told = told as? [String: Any], let known = known as? [String: Any],
            told.isEmpty || !Set(told.keys).isDisjoint(with: known.keys)
        else { return told }
        return known.merging(told) { known, told in overlay(told, on: known) }
    }

    /// Encodes a list of ids.
    static func encode<Entity>(ids: [ID<Entity>]) -> String {
        switch ids.count {
        case 0: "[]"
        case 1: "[\(ids[0].value)]"
        default: "[" + ids.map { String($0.value) }.joined(separator: ",") + "]"
        }
    }

    /// Decodes a list of ids.
    static func ids<Entity>(_ text: String, _ kind: Entity.Type = Entity.self) -> [ID<Entity>] {
        guard text.utf8.count > 2 else { return [] }
        return text.dropFirst().dropLast().split(separator: ",").compactMap { Int64($0) }
            .map { ID($0) }
    }
}

extension Database {
    /// Adds a row, or changes the one with the same id, the first column.
    ///
    /// Never replaces another row, as `INSERT OR REPLACE` does when a second column is unique.
    func upsert(_ table: String, _ columns: [(name: String, value: any DatabaseValueConvertible)])
        throws
    {
        let names = columns.map(\.name)
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        let changes = names.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        try execute(
            sql: """
                INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(marks))
                ON CONFLICT (\(names[0])) DO UPDATE SET \(changes)
                """,
            arguments: StatementArguments(columns.map(\.value))
        )
    }
}
