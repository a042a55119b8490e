import CPluginABI
import Foundation

/// Reads the description that a library's entry gives, and checks it against the contract.
enum DescriptionReader {
    /// Is a description with the addresses of its tables.
    struct Description {
        var report: ProbeReport
        /// The table of each feature, in the order of the report.
        var tables: [UnsafeRawPointer]
        var plugin: cnx_plugin_v1
    }

    /// Reads a description.
    ///
    /// - Throws: `PluginProblem`, which names the field.
    static func read(_ pointer: UnsafePointer<cnx_plugin_v1>?) throws -> Description {
        guard pointer != nil else { throw PluginProblem("the plugin refuses this host (NULL)") }
        do {
            return try description(PluginHost.read(pointer, "cnx_plugin_v1"))
        } catch let unfit as Unfit {
            throw PluginProblem("the description is wrong: \(unfit.reason)")
        }
    }

    private static func description(_ plugin: cnx_plugin_v1) throws -> Description {
        guard plugin.abi_major == CNX_ABI_MAJOR else {
            throw Unfit.argument("abi_major is \(plugin.abi_major), not \(CNX_ABI_MAJOR)")
        }
        guard plugin.n_features != 0 else { throw Unfit.argument("features is empty") }
        let parts = try PluginHost.read(plugin.features, plugin.n_features, "features", 32) {
            try feature($0, "features[\($1)]")
        }
        let report = ProbeReport(
            id: try plugin.id.required("id"),
            version: try plugin.version.required("version"),
            sdk: try plugin.sdk.text("sdk"),
            abi: "\(plugin.abi_major).\(plugin.abi_minor)",
            features: parts.map(\.0)
        )
        return Description(report: report, tables: parts.map(\.1), plugin: plugin)
    }

    private static func feature(
        _ told: cnx_feature_v1,
        _ field: String
    ) throws -> (ProbeReport.Feature, UnsafeRawPointer) {
        guard told.size >= MemoryLayout<cnx_feature_v1>.size else {
            throw Unfit.argument("\(field).size is \(told.size)")
        }
        guard let table = told.vtable, UInt(bitPattern: table) % 8 == 0 else {
            throw Unfit.argument("\(field).vtable is NULL or not aligned")
        }
        let kind: PluginManifest.Kind
        switch try told.kind.required("\(field).kind") {
        case CNX_KIND_CHANNEL:
            kind = .channel
            try check(table.assumingMemoryBound(to: cnx_channel_v1.self), field)
        case CNX_KIND_REPORT:
            kind = .report
            try check(table.assumingMemoryBound(to: cnx_report_v1.self), field)
        case let other: throw Unfit.argument("\(field).kind is \"\(other)\"")
        }
        let schema = try told.schema_json.json("\(field).schema_json")
        guard !schema.isEmpty else { throw Unfit.argument("\(field).schema_json is missing") }
        let icon = try told.icon_svg.copy("\(field).icon_svg", 64 << 10)
        guard let svg = String(validating: icon, as: UTF8.self), isHarmless(svg) else {
            throw Unfit.argument("\(field).icon_svg is not an SVG without scripts")
        }
        let feature = ProbeReport.Feature(
            kind: kind,
            id: try told.id.required("\(field).id"),
            name: try told.name.required("\(field).name"),
            schema: schema,
            icon: svg
        )
        return (feature, table)
    }

    private static func check(
        _ table: UnsafePointer<cnx_channel_v1>,
        _ field: String
    ) throws(Unfit) {
        let functions = try PluginHost.read(table, "\(field).vtable")
        guard functions.create != nil, functions.destroy != nil, functions.check_config != nil,
            functions.capabilities != nil, functions.send != nil
        else {
            throw .argument(
                "\(field).vtable lacks create, destroy, check_config, capabilities or send"
            )
        }
    }

    private static func check(
        _ table: UnsafePointer<cnx_report_v1>,
        _ field: String
    ) throws(Unfit) {
        let functions = try PluginHost.read(table, "\(field).vtable")
        guard functions.create != nil, functions.destroy != nil, functions.render != nil else {
            throw .argument("\(field).vtable lacks create, destroy or render")
        }
    }

    /// Tells whether an icon may stand in a page: no script, no handler, nothing from elsewhere.
    private static func isHarmless(_ svg: String) -> Bool {
        guard !svg.isEmpty else { return true }
        let text = svg.lowercased()
        guard text.contains("<svg") else { return false }
        let banned = [
            "<script", "<foreignobject", "<!entity", "<!doctype", "javascript:", "<iframe",
            "<image", "<use href=\"http", "xlink:href=\"http", "@import", "url(http",
        ]
        return !banned.contains(where: text.contains)
            && text.firstMatch(of: #/[\s"'\/]on[a-z]+\s*=/#) == nil
    }
}
