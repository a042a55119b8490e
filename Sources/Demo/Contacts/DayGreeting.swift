/// Knows how people greet at an hour, in the zone of the demo's company.
enum DayGreeting {
    /// The words for a moment in milliseconds since 1970.
    static func words(at milliseconds: Int64) -> String {
        // São Paulo is three hours behind UTC, all year.
        let hour = ((milliseconds / 3_600_000 - 3) % 24 + 24) % 24
        return switch hour {
        case 5..<12: "Bom dia"
        case 12..<18: "Boa tarde"
        default: "Boa noite"
        }
    }
}
