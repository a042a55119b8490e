/// Says that something was not as it must always be.
public struct Breach: Error, Sendable, Hashable, CustomStringConvertible {
    /// Names what must always be so.
    public enum Rule: String, Sendable, Hashable, CaseIterable {
        case legs = "legs leave no gap and never overlap"
        case owner = "a session has one owner"
        case capacity = "nobody gets more sessions than they may have"
        case reach = "every open session can be reached"
        case messages = "no message is lost or doubled"
        case delivery = "a message is handed over once, in its turn"
        case window = "nothing free is handed over outside the window"
        case address = "an address has one open session"
        case numbers = "a protocol number is given once"
        case timers = "what is due after a start is what was due before"
        case sight = "nobody sees what is not theirs"
        case figures = "figures are what the legs say"
        case rebuild = "projections made again are as they were"
        case reload = "the floor on disk is the floor in memory"
        case checkup = "an examination of the folder finds nothing"
        case trouble = "nothing fails but by a refusal"
    }

    /// What must always be so.
    public let rule: Rule

    /// What was found instead.
    public let detail: String

    /// The rule and what was found.
    public var description: String { "\(rule.rawValue): \(detail)" }

    init(_ rule: Rule, _ detail: @autoclosure () -> String) {
        self.rule = rule
        self.detail = detail()
    }
}

/// Passes when something is so.
func require(
    _ isSo: Bool,
    _ rule: Breach.Rule,
    _ detail: @autoclosure () -> String
) throws(Breach) {
    guard isSo else { throw Breach(rule, detail()) }
}
