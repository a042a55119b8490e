import Foundation

/// Is a webhook of the provider in a file, with message ids that no other file has.
struct ProviderFile: Sendable {
    /// Is a message that a file carries.
    struct Told: Hashable, Sendable {
        /// The number it was sent to.
        let number: String
        /// The provider's id of it.
        let id: String
        /// The words of a text message.
        let text: String?
    }

    /// The file's name.
    let name: String

    /// The body as it is posted.
    let body: Data

    /// The numbers it speaks of.
    let numbers: Set<String>

    /// The messages of contacts in it; a reaction is none.
    let messages: Set<Told>

    /// How many JSON documents can be read in it.
    let documents: Int

    /// Whether something is left that is no whole document.
    let hasRest: Bool

    /// Takes a body and gives its messages ids of their own.
    init(name: String, text: String) {
        self.name = name
        let mark = name.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let own = text.replacing(#/"wamid\.[^"\\]*/#) { "\($0.output)-\(mark)" }
            .replacing(#/\\"wamid\.[^"\\]*/#) { "\($0.output)-\(mark)" }
        body = Data(own.utf8)
        numbers = Set(own.matches(of: #/"phone_number_id"\s*:\s*"(\d+)"/#).map { String($0.1) })
        let (found, rest) = Self.documents(of: own)
        documents = found.count
        hasRest = rest
        messages = Set(found.flatMap(Self.messages))
    }

    /// Our own fixtures of the plugin.
    static func fixtures() throws -> [ProviderFile] {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = checkout.appending(path: "Plugins/Channels/WhatsApp/Fixtures")
        return try files(in: folder).compactMap { url in
            let text = try String(contentsOf: url, encoding: .utf8)
            let whole = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
            let request = whole?["request"] as? [String: Any]
            let name = "own" + url.deletingPathExtension().lastPathComponent
            if let body = request?["body"] as? String {
                return ProviderFile(name: name, text: body)
            }
            guard let json = request?["json"] else { return nil }
            let body = try JSONSerialization.data(withJSONObject: json)
            return ProviderFile(name: name, text: String(decoding: body, as: UTF8.self))
        }
    }

    /// The provider's own examples, where they lie beside the checkout; prints the reason without them.
    static func examples() throws -> [ProviderFile] {
        let checkout = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = checkout.deletingLastPathComponent()
            .appending(path: "shared/data/whatsapp-cloud/webhooks")
        guard FileManager.default.fileExists(atPath: folder.path) else {
            print("the provider's examples are not posted: \(folder.path) is not there")
            return []
        }
        return try files(in: folder).map { url in
            ProviderFile(
                name: "example" + url.deletingPathExtension().lastPathComponent,
                text: try String(contentsOf: url, encoding: .utf8)
            )
        }
    }

    private static func files(in folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "json" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    /// Reads documents one after the other: each ends at the first brace where it is whole JSON.
    private static func documents(of text: String) -> (found: [Wire], hasRest: Bool) {
        var found: [Wire] = []
        var rest = Substring(text).drop { $0.isWhitespace }
        while !rest.isEmpty {
            let ends = rest.indices.filter { rest[$0] == "}" }
            let document = ends.lazy.compactMap { end -> (Wire, String.Index)? in
                let piece = Data(rest[...end].utf8)
                return (try? JSONDecoder().decode(Wire.self, from: piece)).map { ($0, end) }
            }.first
            guard let (value, end) = document else { return (found, true) }
            found.append(value)
            rest = rest[rest.index(after: end)...].drop { $0.isWhitespace }
        }
        return (found, false)
    }

    private static func messages(in document: Wire) -> [Told] {
        document.entry.elements.flatMap(\.changes.elements).map(\.value).flatMap { value in
            value.messages.elements.filter { $0.type.string != "reaction" }.map { message in
                Told(
                    number: value.metadata.phone_number_id.string ?? "",
                    id: message.id.string ?? "",
                    text: message.text.body.string
                )
            }
        }
    }
}
