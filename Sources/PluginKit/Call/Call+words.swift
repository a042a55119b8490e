import CPluginABI

/// Finds the words of the plugin's `locales` and of the house, in the language of the call.
public struct Words {
    let call: Call

    /// Writes the text of a key, its `{name}` parts replaced by the arguments.
    ///
    /// A key that nobody has gives the key itself, so that a gap is seen.
    public func callAsFunction(_ key: String, _ arguments: [String: String] = [:]) -> String {
        lookUp(key, arguments) { table, key, pairs, count, result in
            table.text?(call.pointer, key, pairs, count, result)
        }
    }

    /// Writes the form of a key that fits a count, which is also the argument `{count}`.
    public func callAsFunction(
        _ key: String,
        count: Int,
        _ arguments: [String: String] = [:]
    ) -> String {
        lookUp(key, arguments) { table, key, pairs, size, result in
            table.count?(call.pointer, key, Int64(count), pairs, size, result)
        }
    }

    /// Writes a value for people: `1.284`, `02:05`, `22/11/2026 14:05`.
    public func format(_ value: Value) -> String {
        guard let table = try? call.table(CNX_HOST_WORDS, cnx_host_words_v1.self) else { return "" }
        let arena = Arena()
        var lent = value.lend(arena)
        var result = cnx_str()
        guard table.pointee.format?(call.pointer, &lent, &result) == 0 else { return "" }
        return String(result)
    }

    private typealias Pairs = UnsafePointer<cnx_pair>?

    private func lookUp(
        _ key: String,
        _ arguments: [String: String],
        _ find: (cnx_host_words_v1, cnx_str, Pairs, Int, UnsafeMutablePointer<cnx_str>) ->
            cnx_status?
    ) -> String {
        guard let table = try? call.table(CNX_HOST_WORDS, cnx_host_words_v1.self) else {
            return key
        }
        let arena = Arena()
        let pairs = arena.pairs(arguments.sorted { $0.key < $1.key })
        var result = cnx_str()
        let status = find(
            table.pointee,
            arena.text(key),
            arena.array(pairs),
            pairs.count,
            &result
        )
        return status == 0 ? String(result) : key
    }
}

extension Call {
    /// The words of the plugin and of the house, in the language of the call.
    public var words: Words { Words(call: self) }
}
