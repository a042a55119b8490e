extension Form {
    /// Finds the form of a format's name for a type.
    init?(_ format: Expression.Format, for kind: Kind) {
        guard let style = Self.styles(for: kind)[format.name] else { return nil }
        let takesPlaces = style == .decimal || style == .percent
        guard format.places == nil || takesPlaces else { return nil }
        let usual = style == .percent ? 1 : 2
        self.init(style: style, places: UInt8(clamping: format.places ?? usual))
    }

    /// The names of a type's formats.
    static func names(for kind: Kind) -> [String] { styles(for: kind).keys.sorted() }

    private static func styles(for kind: Kind) -> [String: Style] {
        switch kind {
        case .integer: ["grouped": .grouped, "plain": .plain, "bytes": .bytes]
        case .number: ["decimal": .decimal, "percent": .percent, "plain": .plain]
        case .duration: ["clock": .clock, "plain": .plain, "iso": .iso]
        case .moment:
            [
                "datetime": .datetime, "full": .full, "date": .date, "time": .time,
                "clock": .clock, "iso": .iso, "day": .day, "local": .local,
            ]
        default: [:]
        }
    }

    /// How a type is written for people, or `nil` when it is not a plain value.
    static func forPeople(_ kind: Kind) -> Form? {
        switch kind {
        case .integer: Form(style: .grouped)
        case .number: Form(style: .decimal, places: 2)
        case .moment: Form(style: .datetime)
        case .duration: Form(style: .clock)
        default: nil
        }
    }

    /// How a type is written for machines, or `nil` when it is not a plain value.
    static func forMachines(_ kind: Kind) -> Form? {
        switch kind {
        case .integer, .number, .duration: Form(style: .plain)
        case .moment: Form(style: .iso)
        default: nil
        }
    }
}
