import CPluginABI

/// Is a file that the host keeps.
public struct StoredFile: Sendable, Hashable {
    /// The host's name for it.
    public var id: String

    /// The type.
    public var mime: String

    /// The name it had; empty when unknown.
    public var fileName: String

    /// The hash in hexadecimal digits; empty when it was not asked for.
    public var sha256: String

    /// The length in bytes.
    public var length: UInt64

    /// Creates the description of a file.
    public init(id: String, mime: String, fileName: String, sha256: String, length: UInt64) {
        self.id = id
        self.mime = mime
        self.fileName = fileName
        self.sha256 = sha256
        self.length = length
    }
}

/// Is the host's store of files.
public struct Files {
    let call: Call

    /// Stores bytes as a new file.
    public func store(_ bytes: [UInt8], mime: String, fileName: String = "") throws -> StoredFile {
        let table = try call.table(CNX_HOST_BLOB, cnx_host_blob_v1.self)
        let arena = Arena()
        var writer: OpaquePointer?
        try PluginError.check(
            table.pointee.create?(
                call.pointer,
                arena.text(mime),
                arena.text(fileName),
                UInt64(bytes.count),
                &writer
            ),
            "storing a file"
        )
        try bytes.withUnsafeBufferPointer { bytes in
            let piece = cnx_bytes(ptr: bytes.baseAddress, len: bytes.count)
            try PluginError.check(
                table.pointee.write?(call.pointer, writer, piece),
                "storing a file"
            )
        }
        var info = cnx_blob_info_v1()
        info.size = UInt32(MemoryLayout<cnx_blob_info_v1>.size)
        try PluginError.check(table.pointee.finish?(call.pointer, writer, &info), "storing a file")
        return StoredFile(info)
    }

    /// Tells about a file.
    public func info(_ id: String) throws -> StoredFile {
        let table = try call.table(CNX_HOST_BLOB, cnx_host_blob_v1.self)
        let arena = Arena()
        var info = cnx_blob_info_v1()
        info.size = UInt32(MemoryLayout<cnx_blob_info_v1>.size)
        try PluginError.check(
            table.pointee.info?(call.pointer, arena.text(id), &info),
            "asking about a file"
        )
        return StoredFile(info)
    }

    /// Reads a file whole; it should be a small one.
    ///
    /// - Throws: `PluginError` of class `limit` when the file is longer than `maximum` bytes.
    public func read(_ id: String, maximum: Int = 16 << 20) throws -> [UInt8] {
        let table = try call.table(CNX_HOST_BLOB, cnx_host_blob_v1.self)
        let arena = Arena()
        let id = arena.text(id)
        var content: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            var count = 0
            let status = buffer.withUnsafeMutableBufferPointer { buffer in
                table.pointee.read?(
                    call.pointer,
                    id,
                    UInt64(content.count),
                    buffer.baseAddress,
                    buffer.count,
                    &count
                )
            }
            try PluginError.check(status, "reading a file")
            guard count > 0 else { return content }
            content += buffer[..<min(count, buffer.count)]
            guard content.count <= maximum else {
                throw PluginError(.limit, "the file is too long")
            }
        }
    }
}

extension Call {
    /// The host's store of files.
    public var files: Files { Files(call: self) }
}

extension StoredFile {
    /// Copies what the host tells.
    fileprivate init(_ info: cnx_blob_info_v1) {
        self.init(
            id: String(info.id),
            mime: String(info.mime),
            fileName: String(info.file_name),
            sha256: String(info.sha256),
            length: info.bytes
        )
    }
}
