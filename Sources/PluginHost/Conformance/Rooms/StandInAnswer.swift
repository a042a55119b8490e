public import Foundation

/// Says how a stand-in for a provider answers: `standin.json` of a project, or a JSON object with an
/// id.
public struct StandInAnswer: Sendable, Hashable, Decodable {
    /// The file's name in a project.
    static let fileName = "standin.json"

    /// The status.
    public var status = 200
    /// The headers.
    public var headers: [String: String] = ["content-type": "application/json"]
    /// The body, in which `{id}` becomes the id of a new message.
    public var body = #"{"id": "{id}"}"#

    /// Reads the answer of a project.
    ///
    /// - Throws: `PluginProblem` when the file cannot be read.
    public init(folder: URL) throws {
        let file = folder.appending(path: Self.fileName)
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        do {
            self = try JSONDecoder().decode(StandInAnswer.self, from: Data(contentsOf: file))
        } catch {
            throw PluginProblem("\(Self.fileName) needs status, headers and body: \(error)")
        }
    }

    /// The body that the message of a number is answered with.
    public func body(number: Int) -> [UInt8] {
        Array(body.replacing("{id}", with: "stand-in-\(number)").utf8)
    }
}
