import CPluginABI

/// Is one channel or report of a plugin.
public struct Feature: Sendable {
    /// What a feature does.
    enum Kind: Sendable {
        case channel(any Channel.Type)
        case report(any Report.Type)
    }

    let kind: Kind
    let id: String
    let name: String
    let schema: String
    let icon: String

    /// Offers a channel.
    public static func channel<C: Channel>(_ type: C.Type) -> Feature {
        Feature(kind: .channel(type), id: C.id, name: C.name, schema: C.schema, icon: C.icon)
    }

    /// Offers a report.
    public static func report<R: Report>(_ type: R.Type) -> Feature {
        Feature(kind: .report(type), id: R.id, name: R.name, schema: R.schema, icon: R.icon)
    }

    /// The feature as the host reads it; its memory is never given back.
    var description: cnx_feature_v1 {
        var description = cnx_feature_v1()
        description.size = UInt32(MemoryLayout<cnx_feature_v1>.size)
        switch kind {
        case .channel:
            description.kind = .constant(CNX_KIND_CHANNEL)
            description.vtable = ChannelTable.address
        case .report:
            description.kind = .constant(CNX_KIND_REPORT)
            description.vtable = ReportTable.address
        }
        description.id = .constant(id)
        description.name = .constant(name)
        description.schema_json = .constant(schema)
        let icon = cnx_str.constant(icon)
        description.icon_svg = cnx_bytes(
            ptr: icon.ptr.map { UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self) },
            len: icon.len
        )
        return description
    }
}
