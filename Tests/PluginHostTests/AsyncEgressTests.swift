import Foundation
import PluginHost
import Testing

/// Answers one connection on loopback with bytes, and keeps what came.
// Unchecked: the thread ends before `received` is read, see `wait`.
private final class OneAnswer: @unchecked Sendable {
    let port: UInt16
    private let listener: Int32
    private let done = DispatchSemaphore(value: 0)
    private(set) var received: [UInt8] = []

    init(_ answer: String) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) == 0 && listen(listener, 1) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        try #require(isBound)
        port = UInt16(bigEndian: address.sin_port)
        Thread { [self] in serve(answer) }.start()
    }

    private func serve(_ answer: String) {
        let connection = accept(listener, nil, nil)
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while !received.contains(UInt8(ascii: "!")) {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            received += buffer[..<count]
        }
        _ = answer.withCString { send(connection, $0, strlen($0), 0) }
        close(connection)
        close(listener)
        done.signal()
    }

    /// What came, once the answer was given.
    func wait() async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [self] in
                done.wait()
                continuation.resume()
            }
        }
        return String(decoding: received, as: UTF8.self)
    }
}

@Suite struct AsyncEgressTests {
    private func request(_ url: String, privately: Bool) -> EgressRequest {
        EgressRequest(
            method: "POST",
            url: url,
            headers: [.init("x-test", "1")],
            body: EgressBody(length: 6) {
                AsyncThrowingStream { stream in
                    stream.yield(Array("hello".utf8))
                    stream.yield(Array("!".utf8))
                    stream.finish()
                }
            },
            permitsPrivateAddresses: privately,
            timeout: 5_000
        )
    }

    @Test func `a request with a streamed body is answered over the network`() async throws {
        let server = try OneAnswer(
            "HTTP/1.1 201 Created\r\nX-Two: 2\r\nContent-Length: 3\r\nConnection: close\r\n\r\nyes"
        )
        let egress = AsyncEgress()
        let url = "http://localhost:\(server.port)/path"
        let response = try await egress.send(request(url, privately: true))
        #expect(response.status == 201)
        #expect(response.headers.contains(.init("x-two", "2")))
        var body: [UInt8] = []
        while let piece = try await response.next() { body += piece }
        #expect(String(decoding: body, as: UTF8.self) == "yes")
        let received = await server.wait()
        #expect(received.hasPrefix("POST /path HTTP/1.1"))
        #expect(received.lowercased().contains("content-length: 6"))
        #expect(received.hasSuffix("hello!"))
        await egress.shutdown()
    }

    @Test(arguments: [
        "127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.1.2.3", "[::ffff:10.0.0.1]",
    ])
    func `a private address is not reached without a grant`(_ host: String) async throws {
        let egress = AsyncEgress()
        await #expect {
            _ = try await egress.send(request("http://\(host):9/", privately: false))
        } throws: { error in
            guard case EgressError.forbiddenAddress = error else { return false }
            return true
        }
        await egress.shutdown()
    }

    @Test func `a refused connection was certainly not sent`() async throws {
        let egress = AsyncEgress()
        await #expect {
            _ = try await egress.send(request("http://127.0.0.1:1/", privately: true))
        } throws: { error in
            guard case EgressError.notSent = error else { return false }
            return true
        }
        await egress.shutdown()
    }
}
