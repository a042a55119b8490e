public import Foundation

/// Says what is wrong with a plugin, for administrators and authors.
public struct PluginProblem: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what to do.
    public var reason: String

    /// Creates a problem.
    public init(_ reason: String) { self.reason = reason }

    /// One line for people.
    public var description: String { reason }
}

extension PluginManifest {
    /// The file's name in a plugin's folder.
    public static let fileName = "plugin.json"

    /// The greatest manifest that is read, in bytes.
    private static let maximumLength = 256 << 10

    /// Reads the manifest of a folder.
    ///
    /// - Throws: `PluginProblem`, which names the field and what is wrong with it.
    public init(folder: URL) throws {
        let file = folder.appending(path: Self.fileName)
        let data: Data
        do {
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            data = try handle.read(upToCount: Self.maximumLength + 1) ?? Data()
        } catch {
            throw PluginProblem("\(Self.fileName) cannot be read: \(error.localizedDescription)")
        }
        try self.init(json: data)
    }

    /// Reads a manifest.
    ///
    /// - Throws: `PluginProblem`, which names the field and what is wrong with it.
    public init(json: Data) throws {
        guard json.count <= Self.maximumLength else {
            throw PluginProblem("\(Self.fileName) is longer than 256 KiB")
        }
        do {
            self = try JSONDecoder().decode(PluginManifest.self, from: json)
        } catch let error as DecodingError {
            throw PluginProblem("\(Self.fileName): \(Self.explain(error))")
        }
        try validate()
    }

    private static func explain(_ error: DecodingError) -> String {
        func path(_ keys: [any CodingKey]) -> String {
            let names = keys.map { $0.intValue.map { "[\($0)]" } ?? ".\($0.stringValue)" }
            let joined = names.joined()
            return joined.hasPrefix(".") ? String(joined.dropFirst()) : joined
        }
        switch error {
        case .keyNotFound(let key, let context):
            return "\(path(context.codingPath + [key])) is missing"
        case .typeMismatch(let type, let context):
            return "\(path(context.codingPath)) is not of type \(type)"
        case .valueNotFound(_, let context):
            return "\(path(context.codingPath)) is null"
        case .dataCorrupted(let context):
            let place = path(context.codingPath)
            return place.isEmpty ? "not JSON" : "\(place): \(context.debugDescription)"
        @unknown default:
            return "not understood"
        }
    }

    private func validate() throws {
        func fail(_ field: String, _ reason: String) -> PluginProblem {
            PluginProblem("\(Self.fileName): \(field) \(reason)")
        }
        guard id.count <= 200, id.wholeMatch(of: #/[a-z0-9-]+(\.[a-z0-9-]+)+/#) != nil else {
            throw fail("id", "\"\(id)\" is not a reversed domain such as org.example.echo")
        }
        guard version.count <= 64, version.wholeMatch(of: #/\d+\.\d+\.\d+([-+].*)?/#) != nil else {
            throw fail("version", "\"\(version)\" is not like 1.2.3")
        }
        guard !name.isEmpty, name.utf8.count <= 200 else {
            throw fail("name", "is empty or too long")
        }
        let isFileName = !library.contains("/") && library.hasSuffix(".so") && library.count < 200
        guard isFileName, !library.hasPrefix(".") else {
            throw fail("library", "\"\(library)\" is not a file name such as libEcho.so")
        }
        guard !features.isEmpty, features.count <= 32 else {
            throw fail("features", "has \(features.count) entries; 1 to 32 are possible")
        }
        var seen: Set<String> = []
        for (index, feature) in features.enumerated() {
            let place = "features[\(index)]"
            guard feature.id.count <= 64,
                feature.id.wholeMatch(of: #/[a-z0-9][a-z0-9-]*/#) != nil
            else {
                throw fail("\(place).id", "\"\(feature.id)\" may have a–z, 0–9 and hyphens only")
            }
            guard seen.insert("\(feature.kind.rawValue) \(feature.id)").inserted else {
                throw fail("\(place).id", "\"\(feature.id)\" is there twice")
            }
            guard feature.kind == .channel || feature.webhook == nil else {
                throw fail("\(place).webhook", "belongs to channels only")
            }
            guard feature.webhook?.signature == nil || feature.webhook?.settings == nil else {
                throw fail("\(place).webhook", "has both signature and settings; one is possible")
            }
            if let header = feature.webhook?.signature?.header {
                guard header.wholeMatch(of: #/[a-z0-9!#$%&'*+.^_`|~-]+/#) != nil else {
                    throw fail("\(place).webhook.signature.header", "is not a name in lower case")
                }
            }
        }
        for (index, host) in (permissions?.http ?? []).enumerated() {
            guard host.wholeMatch(of: #/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+/#) != nil else {
                throw fail(
                    "permissions.http[\(index)]",
                    "\"\(host)\" is not a host such as api.example.org or *.example.org"
                )
            }
        }
        for (index, place) in (permissions?.dial ?? []).enumerated()
        where DialPolicy.Place(text: place) == nil {
            throw fail(
                "permissions.dial[\(index)]",
                "\"\(place)\" is not a host with its port such as imap.example.org:993"
            )
        }
    }
}
