import CPluginABI

/// Is a connection that speaks no HTTP: IMAP, SMTP, XMPP.
///
/// It ends with its call at the latest. The host speaks TLS and checks the certificate; no secret comes to the plugin.
public struct Connection {
    let call: Call
    let table: UnsafePointer<cnx_host_dial_v1>
    let stream: OpaquePointer?

    /// Waits for bytes.
    ///
    /// - Parameters:
    ///   - count: the most of them.
    ///   - milliseconds: how long to wait for the first one; zero waits until the call's deadline.
    /// - Returns: at least one byte; `nil` at the end.
    /// - Throws: `PluginError` of class `timeout` when none came, which leaves the connection open.
    public func read(atMost count: Int = 65_536, milliseconds: UInt32 = 0) throws -> [UInt8]? {
        let most = max(1, min(count, 1 << 20))
        let bytes = try [UInt8](unsafeUninitializedCapacity: most) { buffer, length in
            var read = 0
            let status = table.pointee.read?(
                call.pointer,
                stream,
                milliseconds,
                buffer.baseAddress,
                most,
                &read
            )
            try PluginError.check(status, "reading from a connection")
            length = min(read, most)
        }
        return bytes.isEmpty ? nil : bytes
    }

    /// Sends bytes as they are.
    public func write(_ bytes: [UInt8]) throws {
        let arena = Arena()
        let status = table.pointee.write?(call.pointer, stream, arena.bytes(bytes))
        try PluginError.check(status, "writing to a connection")
    }

    /// Sends a text as it is.
    public func write(_ text: String) throws { try write(Array(text.utf8)) }

    /// Sends a text in which each `{{secret:NAME}}` becomes the secret; over TLS only.
    ///
    /// Never pass words of people: a placeholder among them would be filled in.
    ///
    /// - Parameters:
    ///   - text: what is sent.
    ///   - isBase64: whether all of it leaves as Base64, as SASL wants it.
    /// - Throws: `PluginError` of class `configuration` when a secret has no value or nothing is secure.
    public func writeSecret(_ text: String, isBase64: Bool = false) throws {
        let arena = Arena()
        let status = table.pointee.write_secret?(
            call.pointer,
            stream,
            arena.bytes(Array(text.utf8)),
            isBase64 ? UInt32(CNX_DIAL_BASE64) : 0
        )
        try PluginError.check(status, "writing a secret to a connection")
    }

    /// Goes over to TLS in the middle of a talk, for STARTTLS.
    public func secure() throws {
        try PluginError.check(table.pointee.secure?(call.pointer, stream), "TLS")
    }

    /// Ends the connection before its call does.
    public func close() { table.pointee.close?(call.pointer, stream) }
}

extension Call {
    /// Connects to a host and port of the manifest's `permissions.dial`, or of a granted field.
    ///
    /// - Parameters:
    ///   - host: a name or an address.
    ///   - port: the port.
    ///   - isSecure: whether TLS is spoken from the first byte.
    ///   - milliseconds: how long it may take; zero for the host's limit.
    /// - Returns: the connection.
    /// - Throws: `PluginError` of class `configuration` when the address is not granted, `transient`
    ///   when nobody answers there.
    public func connect(
        to host: String,
        port: Int,
        isSecure: Bool = true,
        milliseconds: UInt32 = 0
    ) throws -> Connection {
        let table = try table(CNX_HOST_DIAL, cnx_host_dial_v1.self)
        let arena = Arena()
        var order = cnx_dial_v1()
        order.size = UInt32(MemoryLayout<cnx_dial_v1>.size)
        order.flags = isSecure ? UInt32(CNX_DIAL_SECURE) : 0
        order.host = arena.text(host)
        order.port = UInt32(clamping: port)
        order.timeout_ms = milliseconds
        var stream: OpaquePointer?
        try PluginError.check(table.pointee.open?(pointer, &order, &stream), "the connection")
        return Connection(call: self, table: table, stream: stream)
    }
}
