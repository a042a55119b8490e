import PluginKit

/// Says how far a figure is from its limit; shown by colour, shape and a word alike.
enum Severity: Int, Comparable {
    case none
    case good
    case warning
    case critical

    /// Judges a wait against its target: at risk past 80 % of it.
    init(wait: Int64?, target: Int64?) {
        guard let wait, let target, target > 0 else {
            self = .none
            return
        }
        self = wait > target ? .critical : wait * 5 > target * 4 ? .warning : .good
    }

    /// Judges a share against its goal: critical when more than a tenth below.
    init(share: Double?, goal: Double?) {
        guard let share, let goal else {
            self = .none
            return
        }
        self = share >= goal ? .good : share >= goal - 0.1 ? .warning : .critical
    }

    /// Judges a number against limits, of which reaching one counts.
    ///
    /// A critical limit below the warning one means that small numbers are bad; with one limit
    /// alone `isLowBad` says so.
    init(_ number: Double?, warning: Double?, critical: Double?, isLowBad: Bool) {
        guard let number, warning != nil || critical != nil else {
            self = .none
            return
        }
        var isLowBad = isLowBad
        if let warning, let critical, warning != critical { isLowBad = critical < warning }
        func reaches(_ limit: Double?) -> Bool {
            limit.map { isLowBad ? number <= $0 : number >= $0 } ?? false
        }
        self = reaches(critical) ? .critical : reaches(warning) ? .warning : .good
    }

    static func < (left: Severity, right: Severity) -> Bool {
        left.rawValue < right.rawValue
    }

    var tone: Tone {
        switch self {
        case .none: .neutral
        case .good: .good
        case .warning: .warning
        case .critical: .critical
        }
    }

    /// The word that says it without colour; empty when all is well.
    func word(_ words: Words) -> String {
        switch self {
        case .none, .good: ""
        case .warning: words("wallboard.status.warning")
        case .critical: words("wallboard.status.critical")
        }
    }
}
