internal import Engine
internal import Hummingbird

/// Is a noun of the company's configuration that the interface lists, makes, changes and removes.
protocol Resource: Sendable {
    /// Is the body that makes or changes one; what it does not name stays.
    associatedtype Body: Decodable & Sendable

    /// The last part of its paths.
    static var path: String { get }

    /// What is not found when there is none.
    static var subject: Refusal.Subject { get }

    /// All of them that a person may see, in their order.
    static func all(in directory: Directory, for viewer: Viewer) -> [Self]

    /// Makes a new one.
    static func make(_ body: Body, _ directory: Directory) throws -> Self

    /// Takes it out of a change of the configuration; `nil` when that is about something else.
    static func read(_ configuration: Configuration) -> Self?

    /// Changes it.
    mutating func take(_ body: Body, _ directory: Directory) throws

    /// The id as text.
    var key: String { get }

    /// The name in addresses; `nil` for nouns without.
    var address: String? { get }

    /// The change that stores it.
    var storing: Configuration { get }

    /// The change that removes it; `nil` for what stays.
    var removing: Configuration? { get }

    /// Tells whether it is in the list that a request asks for.
    func isWanted(by request: Request, _ directory: Directory) throws -> Bool

    /// It as the interface shows it.
    func json(_ directory: Directory) -> JSON
}

extension Resource {
    var address: String? { nil }

    func isWanted(by request: Request, _ directory: Directory) throws -> Bool { true }
}
