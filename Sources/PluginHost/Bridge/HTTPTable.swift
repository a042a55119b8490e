import CPluginABI

/// Lends HTTP to a plugin.
enum HTTPTable {
    static let fixed = Fixed(make())

    private static func make() -> cnx_host_http_v1 {
        var table = cnx_host_http_v1()
        table.size = UInt32(MemoryLayout<cnx_host_http_v1>.size)
        table.fetch = { call, request, response in
            serve(call, response) { call, http in
                let (request, maximum) = try call.read(request, standard: 1 << 20)
                let limit = min(maximum, UInt64(Limit.inline))
                return try call.wait(atMost: request.timeout) {
                    try await http.fetch(request, atMost: limit)
                }
            }
        }
        table.fetch_to_blob = { call, request, name, mime, response in
            serve(call, response) { call, http in
                guard call.party.hasBlobs else {
                    throw Unfit(cnx_status(CNX_E_UNSUPPORTED), "blobs are not granted")
                }
                let name = try name.text("file_name")
                let mime = try mime.key("mime")
                let (request, maximum) = try call.read(request, standard: EgressPolicy.maximumBlob)
                let limit = min(maximum, EgressPolicy.maximumBlob)
                return try call.wait(atMost: request.timeout) {
                    try await http.fetch(request, atMost: limit, intoBlob: name, mime: mime)
                }
            }
        }
        return table
    }
}

private func serve(
    _ pointer: OpaquePointer?,
    _ response: UnsafeMutablePointer<cnx_http_response_v1>?,
    _ body: (PluginCall, any PluginHTTP) throws -> FetchedAnswer
) -> cnx_status {
    guard let call = PluginCall.at(pointer) else { return cnx_status(CNX_E_ARGUMENT) }
    guard let http = call.party.http else { return cnx_status(CNX_E_UNSUPPORTED) }
    return call.serve { call in
        _ = try read(UnsafePointer(response), "cnx_http_response_v1")
        response?.pointee = call.lend(try body(call, http))
    }
}

extension PluginCall {
    /// Waits for an exchange.
    fileprivate func wait<Value: Sendable>(
        atMost timeout: Int64,
        _ work: @escaping @Sendable () async throws -> Value
    ) throws -> Value {
        try waitBlocking(milliseconds: max(1, min(timeout, signal.remaining)), work)
    }

    /// Copies a request; tells it with the greatest answer in bytes.
    fileprivate func read(
        _ pointer: UnsafePointer<cnx_http_request_v1>?,
        standard: UInt64
    ) throws -> (OutgoingRequest, UInt64) {
        let told = try PluginHost.read(pointer, "cnx_http_request_v1")
        let method = try told.method.required("method")
        guard method.utf8.allSatisfy({ (65...90).contains($0) }), method.utf8.count <= 16 else {
            throw Unfit.argument("method is not in capitals")
        }
        let asked = told.timeout_ms == 0 ? 60_000 : Int64(told.timeout_ms)
        let headers = try PluginHost.read(told.headers, told.n_headers, "headers")
        let pieces = try PluginHost.read(told.body, told.n_body, "body", 10_000) { piece, index in
            let blob = try piece.blob.key("body[\(index)].blob")
            guard blob.isEmpty else {
                guard party.hasBlobs else {
                    throw Unfit(cnx_status(CNX_E_UNSUPPORTED), "blobs are not granted")
                }
                return OutgoingRequest.Piece.blob(blob)
            }
            return .bytes(try piece.bytes.copy("body[\(index)].bytes"))
        }
        let request = OutgoingRequest(
            method: method,
            url: try told.url.text("url", 64 << 10),
            headers: headers.map { .init($0.name.lowercased(), $0.value) },
            pieces: pieces,
            timeout: max(1, min(asked, 60_000, signal.remaining))
        )
        return (request, told.max_response_bytes == 0 ? standard : told.max_response_bytes)
    }

    /// Lends an answer.
    fileprivate func lend(_ answer: FetchedAnswer) -> cnx_http_response_v1 {
        var lent = cnx_http_response_v1()
        lent.size = UInt32(MemoryLayout<cnx_http_response_v1>.size)
        lent.status = Int32(clamping: answer.status)
        lent.headers = lend(answer.headers)
        lent.n_headers = answer.headers.count
        lent.body = lend(answer.body)
        if let blob = answer.blob {
            lent.blob = lend(blob.id)
            lent.blob_bytes = blob.length
        }
        return lent
    }
}
