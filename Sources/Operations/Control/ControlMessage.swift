public import Foundation

/// Is the line that answers a request on the control socket; so many raw bytes follow it.
struct ControlReply: Codable, Sendable {
    /// What was asked for.
    var answer: ControlAnswer?

    /// Why it was not done.
    var failure: ControlFailure?

    /// How many bytes follow the line.
    var bytes: Int64 = 0
}

/// Says in one clear line why a command of the console was not done.
public struct ControlFailure: Error, Sendable, Hashable, Codable, CustomStringConvertible {
    /// What and where it is, and what to do, in one line for people.
    public var description: String

    /// Creates a failure.
    public init(_ description: String) {
        self.description = description
    }
}

/// Is what a command of the console gave: an answer, perhaps with a document.
public struct ControlOutcome: Sendable {
    /// The answer.
    public var answer: ControlAnswer

    /// The document.
    public var document: ControlDocument

    /// Creates an outcome.
    public init(_ answer: ControlAnswer, document: ControlDocument = .none) {
        self.answer = answer
        self.document = document
    }
}

/// Is a document that a command made.
public enum ControlDocument: Sendable {
    /// There is none.
    case none
    /// These bytes.
    case bytes(Data)
    /// The content of a temporary file, which the receiver removes.
    case file(URL)
}
