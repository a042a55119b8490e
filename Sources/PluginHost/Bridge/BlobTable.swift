import CPluginABI

/// Lends the store of files to a plugin.
enum BlobTable {
    static let fixed = Fixed(make())

    private static func make() -> cnx_host_blob_v1 {
        var table = cnx_host_blob_v1()
        table.size = UInt32(MemoryLayout<cnx_host_blob_v1>.size)
        table.create = { call, mime, name, maximum, result in
            serve(call) { call, blobs in
                guard let result else { throw Unfit.argument("writer is NULL") }
                guard call.writers.count < 8 else { throw Unfit.limit("too many open writers") }
                let mime = try mime.key("mime")
                let name = try name.text("file_name")
                let writer = try call.wait { try await blobs.create(mime: mime, fileName: name) }
                let handle = call.handle()
                let greatest = EgressPolicy.maximumBlob
                let left = maximum == 0 ? greatest : min(maximum, greatest)
                call.writers[handle] = OpenWriter(writer: writer, left: left)
                result.pointee = OpaquePointer(bitPattern: handle)
            }
        }
        table.write = { call, writer, bytes in
            serve(call) { call, _ in
                let (handle, open) = try find(writer, call)
                do {
                    guard open.left >= UInt64(UInt(bitPattern: bytes.len)) else {
                        throw Unfit.limit("the file is longer than allowed")
                    }
                    let copy = try bytes.copy("bytes", 16 << 20)
                    call.writers[handle]?.left -= UInt64(copy.count)
                    try call.wait { try await open.writer.write(copy) }
                } catch {
                    abandon(handle, call)
                    throw error
                }
            }
        }
        table.finish = { call, writer, info in
            serve(call) { call, _ in
                let (handle, open) = try find(writer, call)
                let room = try room(info)
                call.writers[handle] = nil
                let finished = try call.wait { try await open.writer.finish() }
                room.pointee = call.lend(finished)
            }
        }
        table.abandon = { call, writer in
            guard let call = PluginCall.at(call), let found = try? find(writer, call) else {
                return
            }
            abandon(found.0, call)
        }
        table.info = { call, id, info in
            serve(call) { call, blobs in
                let id = try id.required("id")
                let room = try room(info)
                guard let found = try call.wait({ try await blobs.info(id) }) else {
                    throw Unfit.argument("there is no file \(id)")
                }
                room.pointee = call.lend(found)
            }
        }
        table.read = { call, id, offset, buffer, capacity, count in
            serve(call) { call, blobs in
                let id = try id.required("id")
                guard let buffer, let count, capacity > 0 else {
                    throw Unfit.argument("there is no room to read into")
                }
                let wanted = min(capacity, 1 << 20)
                let bytes = try call.wait {
                    try await blobs.read(id, from: offset, count: wanted)
                }
                let size = min(bytes.count, wanted)
                bytes.withUnsafeBufferPointer { bytes in
                    if let start = bytes.baseAddress { buffer.update(from: start, count: size) }
                }
                count.pointee = size
            }
        }
        return table
    }
}

private func serve(
    _ pointer: OpaquePointer?,
    _ body: (PluginCall, any BlobStore) throws -> Void
) -> cnx_status {
    guard let call = PluginCall.at(pointer), call.party.hasBlobs else {
        return cnx_status(CNX_E_UNSUPPORTED)
    }
    return call.serve { try body($0, call.party.environment.blobs) }
}

private func find(_ writer: OpaquePointer?, _ call: PluginCall) throws(Unfit) -> (
    UInt, OpenWriter
) {
    let handle = UInt(bitPattern: writer)
    guard let open = call.writers[handle] else { throw .argument("no such writer") }
    return (handle, open)
}

private func abandon(_ handle: UInt, _ call: PluginCall) {
    guard let open = call.writers.removeValue(forKey: handle) else { return }
    Task { await open.writer.abandon() }
}

private func room(
    _ info: UnsafeMutablePointer<cnx_blob_info_v1>?
) throws(Unfit) -> UnsafeMutablePointer<cnx_blob_info_v1> {
    _ = try read(UnsafePointer(info), "cnx_blob_info_v1")
    guard let info else { throw .argument("info is NULL") }
    return info
}

extension PluginCall {
    /// Lends what the store knows of a file.
    fileprivate func lend(_ info: BlobInfo) -> cnx_blob_info_v1 {
        cnx_blob_info_v1(
            size: UInt32(MemoryLayout<cnx_blob_info_v1>.size),
            flags: 0,
            id: lend(info.id),
            mime: lend(info.mime),
            file_name: lend(info.fileName),
            sha256: lend(info.sha256),
            bytes: info.length
        )
    }
}
