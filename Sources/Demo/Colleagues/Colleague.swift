/// Is an agent of the demo's company who works by themselves.
public struct Colleague: Sendable, Hashable, CustomStringConvertible {
    /// Says how the agent shows who they are.
    public enum Proof: Sendable, Hashable {
        /// Logs in as a browser does.
        case password(String)
        /// Shows a token of the API.
        case token(String)
    }

    /// The address that the agent logs in with.
    public var email: String

    /// How the agent shows who they are.
    public var proof: Proof

    /// The greatest number of sessions that the agent serves at once.
    public var limit: Int

    /// The colleague without their proof, as logs may show them.
    public var description: String { email }

    /// Creates a colleague.
    public init(email: String, proof: Proof, limit: Int = 3) {
        self.email = email
        self.proof = proof
        self.limit = limit
    }
}
