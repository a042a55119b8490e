import CPluginABI

/// Lends connections to a plugin.
enum DialTable {
    static let fixed = Fixed(make())

    private static func make() -> cnx_host_dial_v1 {
        var table = cnx_host_dial_v1()
        table.size = UInt32(MemoryLayout<cnx_host_dial_v1>.size)
        table.open = { call, order, stream in
            serve(call) { call, dial in
                guard let stream else { throw Unfit.argument("stream has no place") }
                guard call.streams.count < DialLimit.streams else {
                    throw Unfit.limit("more than \(DialLimit.streams) streams in a call")
                }
                let order = try call.read(order)
                let opened = try call.wait { try await dial.open(order) }
                let handle = call.handle()
                call.streams[handle] = opened
                stream.pointee = OpaquePointer(bitPattern: handle)
            }
        }
        table.read = { call, stream, timeout, buffer, capacity, count in
            serve(call, stream) { call, stream in
                guard let buffer, let count, capacity > 0 else {
                    throw Unfit.argument("buffer or n_read has no place")
                }
                let most = min(capacity, DialLimit.bytes)
                let left = call.signal.remaining
                let wait = timeout == 0 ? left : min(Int64(timeout), left)
                let bytes = try call.wait { try await stream.read(atMost: most, timeout: wait) }
                count.pointee = bytes?.count ?? 0
                guard let bytes, bytes.count <= capacity else { return }
                bytes.withUnsafeBufferPointer { source in
                    guard let start = source.baseAddress else { return }
                    buffer.update(from: start, count: source.count)
                }
            }
        }
        table.write = { call, stream, bytes in
            serve(call, stream) { call, stream in
                let bytes = try bytes.copy("bytes", DialLimit.bytes)
                try call.wait { try await stream.write(bytes) }
            }
        }
        table.write_secret = { call, stream, bytes, flags in
            serve(call, stream) { call, stream in
                let bytes = try bytes.copy("bytes", DialLimit.bytes)
                let isBase64 = flags & UInt32(CNX_DIAL_BASE64) != 0
                try call.wait { try await stream.writeSecret(bytes, isBase64: isBase64) }
            }
        }
        table.secure = { call, stream in
            serve(call, stream) { call, stream in try call.wait { try await stream.secure() } }
        }
        table.close = { call, stream in
            guard let call = PluginCall.at(call), let stream,
                let open = call.streams.removeValue(forKey: UInt(bitPattern: stream))
            else { return }
            Task { await open.close() }
        }
        return table
    }
}

private func serve(
    _ pointer: OpaquePointer?,
    _ body: (PluginCall, any PluginDial) throws -> Void
) -> cnx_status {
    guard let call = PluginCall.at(pointer) else { return cnx_status(CNX_E_ARGUMENT) }
    guard let dial = call.party.dial else { return cnx_status(CNX_E_UNSUPPORTED) }
    return call.serve { try body($0, dial) }
}

private func serve(
    _ pointer: OpaquePointer?,
    _ stream: OpaquePointer?,
    _ body: (PluginCall, any PluginStream) throws -> Void
) -> cnx_status {
    serve(pointer) { call, _ in
        guard let stream, let open = call.streams[UInt(bitPattern: stream)] else {
            throw Unfit.argument("no such stream")
        }
        try body(call, open)
    }
}

extension PluginCall {
    /// Copies an order.
    fileprivate func read(_ pointer: UnsafePointer<cnx_dial_v1>?) throws -> DialOrder {
        let told = try PluginHost.read(pointer, "cnx_dial_v1")
        let host = try told.host.required("host")
        guard host.utf8.count <= 255, (1...65_535).contains(told.port) else {
            throw Unfit.argument("host or port is none")
        }
        let asked = told.timeout_ms == 0 ? DialLimit.connect : Int64(told.timeout_ms)
        return DialOrder(
            host: host,
            port: Int(told.port),
            isSecure: told.flags & UInt32(CNX_DIAL_SECURE) != 0,
            timeout: max(1, min(asked, 60_000, signal.remaining))
        )
    }
}
