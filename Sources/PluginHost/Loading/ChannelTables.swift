import CPluginABI

/// Is an instance of a channel with the addresses of its functions.
struct ChannelTables: Sendable {
    private let instanceBits: UInt
    private let tableBits: UInt
    private let extensions: [String: UInt]

    /// What the plugin does besides webhook, send and poll.
    let abilities: ChannelAbilities

    /// Asks the instance for its tables; on a thread of plugins.
    init(instance: OpaquePointer, table: UnsafePointer<cnx_channel_v1>) {
        instanceBits = UInt(bitPattern: instance)
        tableBits = UInt(bitPattern: table)
        let known: [(String, ChannelAbilities)] = [
            (CNX_CHANNEL_MEDIA, .media), (CNX_CHANNEL_RESOLVE, .resolve),
            (CNX_CHANNEL_SESSION, .session), (CNX_CHANNEL_VISITOR, .visitor),
            (CNX_CHANNEL_RECEIPT, .receipt), (CNX_CHANNEL_TEMPLATES, .templates),
        ]
        var extensions: [String: UInt] = [:]
        var abilities: ChannelAbilities = []
        for (id, ability) in known {
            var id = id
            let found = id.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    table.pointee.extension?(
                        instance,
                        cnx_str(ptr: characters.baseAddress, len: characters.count)
                    )
                }
            }
            guard let found, UInt(bitPattern: found) % 8 == 0 else { continue }
            // Every table of an extension is its size, flags and one function.
            guard found.load(as: UInt32.self) >= 16 else { continue }
            extensions[id] = UInt(bitPattern: found)
            abilities.insert(ability)
        }
        self.extensions = extensions
        self.abilities = abilities
    }

    /// The instance.
    var instance: OpaquePointer? { OpaquePointer(bitPattern: instanceBits) }

    /// The functions that every channel has.
    var table: cnx_channel_v1? {
        UnsafePointer<cnx_channel_v1>(bitPattern: tableBits)?.pointee
    }

    /// The functions of an extension.
    func table<Table>(_ id: String, _ type: Table.Type) throws -> Table {
        guard let bits = extensions[id], let table = UnsafePointer<Table>(bitPattern: bits) else {
            throw PluginFailure(.unsupported, "the channel has no \(id)")
        }
        return table.pointee
    }
}
