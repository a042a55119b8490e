internal import Foundation
public import Paper
internal import PluginHost

extension ReportDesk {
    /// Is a report that can be made.
    public struct Listing: Sendable, Hashable {
        /// The id.
        public var id: String
        /// The name for people.
        public var name: String
        /// The plugin that makes it.
        public var plugin: String
        /// The JSON Schema of its parameters.
        public var schema: String
    }

    /// Lists the reports; in a language as far as their plugins' words have it.
    public func list(in language: Language? = nil) async -> [Listing] {
        var listings: [Listing] = []
        for feature in await plugins.features() where feature.manifest.kind == .report {
            let listing = Listing(
                id: feature.manifest.id,
                name: feature.manifest.name,
                plugin: feature.plugin,
                schema: feature.schema
            )
            guard let language else {
                listings.append(listing)
                continue
            }
            let words = await plugins.words(ofReport: listing.id)
            listings.append(listing.said(in: language, words))
        }
        return listings.sorted { $0.id < $1.id }
    }
}

extension ReportDesk.Listing {
    /// The same in a language: the words of a report `id` are `report.id.name`, `report.id.summary`,
    /// `report.id.parameter.NAME` and `report.id.value.NAME.VALUE`.
    ///
    /// Parameters that many reports have are `report.filter.NAME`; what has no words stays as the
    /// plugin said it.
    func said(in language: Language, _ words: Catalogue) -> Self {
        func text(_ keys: String...) -> String? {
            keys.first(where: words.has).map { words.text($0, in: language) }
        }
        var listing = self
        listing.name = text("report.\(id).name") ?? name
        let parsed = try? JSONSerialization.jsonObject(with: Data(schema.utf8))
        guard var object = parsed as? [String: Any] else { return listing }
        if let summary = text("report.\(id).summary") { object["description"] = summary }
        let properties = object["properties"] as? [String: [String: Any]] ?? [:]
        object["properties"] = properties.reduce(into: properties) { all, property in
            let (name, schema) = property
            let title = text("report.\(id).parameter.\(name)", "report.filter.\(name)")
            if let title { all[name]?["title"] = title }
            let names = (schema["enum"] as? [String] ?? []).compactMap { value in
                text("report.\(id).value.\(name).\(value)", "\(name).\(value)").map { (value, $0) }
            }
            if !names.isEmpty {
                all[name]?["x-names"] = Dictionary(names) { first, _ in first }
            }
        }
        let bytes = try? JSONSerialization.data(
            withJSONObject: object,
            options: [.sortedKeys, .withoutEscapingSlashes]
        )
        if let bytes { listing.schema = String(decoding: bytes, as: UTF8.self) }
        return listing
    }
}
