/// Says why a template could not be filled: its code and its file do not fit each other.
public struct FillError: Error, Hashable, CustomStringConvertible {
    /// The template, such as `pages/console`.
    public let template: String

    /// The fact, such as `waiting[3].since`, or nothing when the template itself is the trouble.
    public let fact: String

    /// What is wrong, and what to do.
    public let reason: String

    /// One line for people.
    public var description: String {
        fact.isEmpty ? "\(template): \(reason)" : "\(template): fact \(fact): \(reason)"
    }
}
