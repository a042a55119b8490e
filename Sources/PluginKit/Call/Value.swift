import CPluginABI

/// Is a value that knows its kind, so that each format and language writes it as it should.
public enum Value: Sendable, Hashable {
    /// No value: a dash on paper, an empty field in CSV.
    case nothing
    /// Words.
    case text(String)
    /// A whole number.
    case integer(Int64)
    /// A number with a count of decimal places.
    case decimal(Double, places: Int)
    /// A fraction of one, shown as a percentage.
    case percent(Double)
    /// A length of time in milliseconds.
    case duration(Int64)
    /// A moment in milliseconds since 1970.
    case moment(Int64)
    /// A day in days since 1970.
    case day(Int32)
    /// Yes or no.
    case truth(Bool)

    /// Makes a whole number.
    public static func integer(_ value: Int) -> Value { .integer(Int64(value)) }

    /// Lends the value to the host.
    func lend(_ arena: Arena) -> cnx_value_v1 {
        var value = cnx_value_v1()
        switch self {
        case .nothing:
            value.kind = cnx_value_kind(CNX_VALUE_NOTHING)
        case .text(let text):
            value.kind = cnx_value_kind(CNX_VALUE_TEXT)
            value.text = arena.text(text)
        case .integer(let number):
            value.kind = cnx_value_kind(CNX_VALUE_INTEGER)
            value.integer = number
        case .decimal(let number, let places):
            value.kind = cnx_value_kind(CNX_VALUE_DECIMAL)
            value.number = number
            value.places = UInt32(clamping: places)
        case .percent(let fraction):
            value.kind = cnx_value_kind(CNX_VALUE_PERCENT)
            value.number = fraction
        case .duration(let milliseconds):
            value.kind = cnx_value_kind(CNX_VALUE_DURATION)
            value.integer = milliseconds
        case .moment(let milliseconds):
            value.kind = cnx_value_kind(CNX_VALUE_MOMENT)
            value.integer = milliseconds
        case .day(let days):
            value.kind = cnx_value_kind(CNX_VALUE_DAY)
            value.integer = Int64(days)
        case .truth(let truth):
            value.kind = cnx_value_kind(CNX_VALUE_TRUTH)
            value.integer = truth ? 1 : 0
        }
        return value
    }
}
