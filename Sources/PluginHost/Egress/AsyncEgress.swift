import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Sends requests over the network.
///
/// A name is resolved before each request, every address it has is looked at, and the connection goes
/// to an address that was: a name that changes its address in between reaches nothing.
public actor AsyncEgress: HTTPEgress {
    private struct Pinned {
        let address: String
        let client: HTTPClient
    }

    private static let maximumClients = 64

    private var clients: [String: Pinned] = [:]

    /// Creates a way out.
    public init() {}

    deinit {
        // The library stops the process when a client goes away open.
        for client in clients.values.map(\.client) {
            Task { try? await client.shutdown() }
        }
    }

    /// Closes all connections.
    public func shutdown() async {
        let open = clients.values.map(\.client)
        clients.removeAll()
        for client in open { try? await client.shutdown() }
    }

    /// Sends a request and reads the head of the answer.
    public func send(_ request: EgressRequest) async throws -> any EgressResponse {
        let deadline = NIODeadline.now() + .milliseconds(request.timeout)
        guard let host = URL(string: request.url)?.host() else {
            throw EgressError.notSent("not an address")
        }
        let addresses = try await HostAddress.resolve(host)
        if !request.permitsPrivateAddresses, let bad = addresses.first(where: \.isPrivate) {
            throw EgressError.forbiddenAddress("\(host) is \(bad.text), a private address")
        }
        guard let address = addresses.first else {
            throw EgressError.notSent("\(host) has no address")
        }
        let client = client(for: host, address.text)
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method)
        for header in request.headers {
            outgoing.headers.add(name: header.name, value: header.value)
        }
        if request.body.length > 0 {
            let pieces = request.body.pieces().map { ByteBuffer(bytes: $0) }
            outgoing.body = .stream(pieces, length: .known(Int64(request.body.length)))
        }
        do {
            let response = try await client.execute(outgoing, deadline: deadline)
            return AsyncEgressResponse(response)
        } catch {
            throw Self.explain(error, host)
        }
    }

    /// The client whose connections go to one address of a host.
    private func client(for host: String, _ address: String) -> HTTPClient {
        if let pinned = clients[host], pinned.address == address { return pinned.client }
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(10))
        )
        configuration.dnsOverride = [host: address]
        configuration.httpVersion = .automatic
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        if let old = clients.updateValue(Pinned(address: address, client: client), forKey: host) {
            retire(old.client)
        } else if clients.count > Self.maximumClients,
            let other = clients.keys.first(where: { $0 != host }),
            let old = clients.removeValue(forKey: other)
        {
            retire(old.client)
        }
        return client
    }

    /// Closes a client once nobody can be using it any more.
    private func retire(_ client: HTTPClient) {
        Task {
            try? await Task.sleep(for: .seconds(120))
            try? await client.shutdown()
        }
    }

    /// Tells what never left from what may have arrived.
    private static func explain(_ error: any Error, _ host: String) -> EgressError {
        switch error {
        case let error as HTTPClientError
        where error == .connectTimeout || error == .getConnectionFromPoolTimeout
            || error == .tlsHandshakeTimeout:
            .notSent("no connection to \(host) in time")
        case let error as IOError where error.errnoCode == ECONNREFUSED:
            .notSent("\(host) refuses connections")
        default:
            // These types belong to modules that this one does not import.
            switch String(describing: type(of: error)) {
            case "NIOConnectionError": .notSent("no connection to \(host): \(error)")
            case "NIOSSLError", "NIOSSLExtraError", "BoringSSLError":
                .notSent("no secure connection to \(host): \(error)")
            default: .noAnswer("no answer of \(host): \(error)")
            }
        }
    }
}

/// Is an answer of AsyncHTTPClient.
private actor AsyncEgressResponse: EgressResponse {
    nonisolated let status: Int
    nonisolated let headers: [WebhookRequest.Header]
    private var body: HTTPClientResponse.Body.AsyncIterator

    init(_ response: HTTPClientResponse) {
        status = Int(response.status.code)
        headers = response.headers.map { .init($0.name.lowercased(), $0.value) }
        body = response.body.makeAsyncIterator()
    }

    func next() async throws -> [UInt8]? {
        do {
            var iterator = body
            let piece = try await iterator.next(isolation: self)
            body = iterator
            return piece.map { [UInt8]($0.readableBytesView) }
        } catch {
            throw EgressError.noAnswer("the answer broke off: \(error)")
        }
    }
}
