import CPluginABI
import FoundationEssentials

/// Is a request to a provider; `{{secret:NAME}}` in URL and headers becomes the secret.
public struct HTTPRequest: Sendable {
    /// A part of a body.
    public enum Piece: Sendable, Hashable {
        /// These bytes.
        case bytes([UInt8])
        /// The content of a stored file.
        case file(id: String)
    }

    /// The method, in capitals.
    public var method: String

    /// The whole address.
    public var url: String

    /// The headers.
    public var headers: [(key: String, value: String)]

    /// The body: its pieces are sent one after the other.
    public var body: [Piece]

    /// How long to wait, in milliseconds; zero waits until the call's deadline.
    public var timeout: UInt32 = 0

    /// The greatest answer in bytes; zero for the host's limit.
    public var maximumResponse: UInt64 = 0

    /// Creates a request.
    public init(
        _ method: String,
        _ url: String,
        headers: [(key: String, value: String)] = [],
        body: [Piece] = []
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }

    /// Creates a request with a JSON body.
    public init(
        _ method: String,
        _ url: String,
        headers: [(key: String, value: String)] = [],
        json: some Encodable
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        self.init(
            method,
            url,
            headers: headers + [("content-type", "application/json")],
            body: [.bytes([UInt8](try encoder.encode(json)))]
        )
    }
}

/// Is the answer to a request, whatever its status.
public struct HTTPResponse: Sendable {
    /// The status, 100 to 599.
    public var status: Int

    /// The headers, names in lower case.
    public var headers: [(key: String, value: String)]

    /// The body.
    public var body: [UInt8]

    /// Whether the status is one of 200 to 299.
    public var isSuccess: Bool { (200...299).contains(status) }

    /// Finds a header by its name in lower case.
    public func header(_ name: String) -> String? {
        headers.first { $0.key == name }?.value
    }

    /// Reads the body as JSON.
    public func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw PluginError(
                .refused,
                "the provider's answer of status \(status) is not understood"
            )
        }
    }
}

extension Call {
    /// Sends a request and waits for the answer.
    ///
    /// - Throws: `PluginError` of class `transient` when it was certainly not processed, of class
    ///   `timeout` when it may have been, `configuration` when the address is not granted.
    public func fetch(_ request: HTTPRequest) throws -> HTTPResponse {
        let table = try table(CNX_HOST_HTTP, cnx_host_http_v1.self)
        let arena = Arena()
        var sent = request.lend(arena)
        var response = cnx_http_response_v1()
        response.size = UInt32(MemoryLayout<cnx_http_response_v1>.size)
        try PluginError.check(table.pointee.fetch?(pointer, &sent, &response), "the request")
        return HTTPResponse(response)
    }

    /// Sends a request and stores the body of a successful answer as a file.
    ///
    /// - Returns: the file, or `nil` beside an answer whose status says why there is none.
    public func download(
        _ request: HTTPRequest,
        fileName: String = "",
        mime: String = ""
    ) throws -> (file: StoredFile?, response: HTTPResponse) {
        let table = try table(CNX_HOST_HTTP, cnx_host_http_v1.self)
        let arena = Arena()
        var sent = request.lend(arena)
        var response = cnx_http_response_v1()
        response.size = UInt32(MemoryLayout<cnx_http_response_v1>.size)
        let status = table.pointee.fetch_to_blob?(
            pointer,
            &sent,
            arena.text(fileName),
            arena.text(mime),
            &response
        )
        try PluginError.check(status, "the download")
        let answer = HTTPResponse(response)
        let id = String(response.blob)
        guard !id.isEmpty else { return (nil, answer) }
        let type = mime.isEmpty ? answer.header("content-type") ?? "" : mime
        let file = StoredFile(
            id: id,
            mime: type,
            fileName: fileName,
            sha256: "",
            length: response.blob_bytes
        )
        return (file, answer)
    }
}

extension HTTPRequest {
    /// Lends the request to the host.
    fileprivate func lend(_ arena: Arena) -> cnx_http_request_v1 {
        let headers = arena.pairs(headers)
        let pieces = body.map { piece in
            switch piece {
            case .bytes(let bytes): cnx_http_piece_v1(bytes: arena.bytes(bytes), blob: cnx_str())
            case .file(let id): cnx_http_piece_v1(bytes: cnx_bytes(), blob: arena.text(id))
            }
        }
        var request = cnx_http_request_v1()
        request.size = UInt32(MemoryLayout<cnx_http_request_v1>.size)
        request.timeout_ms = timeout
        request.method = arena.text(method)
        request.url = arena.text(url)
        request.headers = arena.array(headers)
        request.n_headers = headers.count
        request.body = arena.array(pieces)
        request.n_body = pieces.count
        request.max_response_bytes = maximumResponse
        return request
    }
}

extension HTTPResponse {
    /// Copies the host's answer.
    fileprivate init(_ response: cnx_http_response_v1) {
        self.init(
            status: Int(response.status),
            headers: [(key: String, value: String)](response.headers, response.n_headers) {
                (key: String($0.name), value: String($0.value))
            },
            body: [UInt8](response.body)
        )
    }
}
