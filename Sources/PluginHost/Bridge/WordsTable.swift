import CPluginABI
import Foundation
import Paper

/// Lends the words of the house and of the plugin, in the language of the call.
enum WordsTable {
    static let fixed = Fixed(make())

    private static func make() -> cnx_host_words_v1 {
        var table = cnx_host_words_v1()
        table.size = UInt32(MemoryLayout<cnx_host_words_v1>.size)
        table.text = { call, key, arguments, count, result in
            serve(call, result) { call in
                let key = try key.key("key")
                let arguments = try dictionary(arguments, count)
                return call.party.words.text(key, in: call.wording.language, arguments)
            }
        }
        table.count = { call, key, number, arguments, count, result in
            serve(call, result) { call in
                let key = try key.key("key")
                let arguments = try dictionary(arguments, count)
                return call.party.words.text(
                    key,
                    count: Int(clamping: number),
                    in: call.wording.language,
                    arguments
                )
            }
        }
        table.format = { call, value, result in
            serve(call, result) { call in
                guard let value else { throw Unfit.argument("value is NULL") }
                return call.wording.text(try Value(value.pointee, "value"))
            }
        }
        return table
    }
}

private func serve(
    _ pointer: OpaquePointer?,
    _ result: UnsafeMutablePointer<cnx_str>?,
    _ body: (PluginCall) throws -> String
) -> cnx_status {
    guard let call = PluginCall.at(pointer), let result else {
        return cnx_status(CNX_E_ARGUMENT)
    }
    return call.serve { result.pointee = $0.lend(try body($0)) }
}

private func dictionary(
    _ start: UnsafePointer<cnx_pair>?,
    _ count: Int
) throws -> [String: String] {
    let pairs = try read(start, count, "arguments")
    return Dictionary(pairs.map { ($0.name, $0.value) }) { first, _ in first }
}

extension Paper.Wording {
    /// Writes a value for people, as tables show it.
    fileprivate func text(_ value: Value) -> String {
        switch value {
        case .nothing: Self.nothing
        case .text(let text): text
        case .integer(let number): integer(number)
        case .decimal(let number, let places): decimal(number, places: places)
        case .percent(let fraction): percent(fraction)
        case .duration(let milliseconds): duration(seconds: milliseconds / 1_000)
        case .moment(let milliseconds): dateTime(milliseconds: milliseconds)
        case .day(let days):
            // A day has no zone: its noon in UTC is that day everywhere words are written.
            Paper.Wording(language: language, zone: .gmt).date(
                milliseconds: Int64(days) * 86_400_000
            )
        case .truth(let truth):
            language == .portuguese ? (truth ? "sim" : "não") : (truth ? "yes" : "no")
        }
    }
}
