import Crypto
import Dispatch
import Foundation

/// Is a small company with one channel, whose contacts' messages carry numbers.
struct FeedCompany {
    /// The data folder.
    let folder: URL

    /// What the agent's program calls itself with.
    private let token: String

    private static let secret = "segredo da medição"
    private static let number = "551140000000"
    private static let contacts = 40

    /// Makes the company in a folder.
    init(in place: URL) throws {
        let folder = place.appending(path: "data")
        self.folder = folder
        func command(_ arguments: String..., input: String = "") throws -> String {
            try Installed.command(arguments, on: folder, input: input)
        }
        _ = try command("team", "add", "vendas", "--name", "Vendas")
        _ = try command(
            "channel",
            "add",
            "whatsapp",
            "--plugin",
            "whatsapp",
            "--name",
            "WhatsApp",
            "--team",
            "vendas",
            "--config",
            "-",
            input: """
                {"phoneNumberId": "\(Self.number)", "businessAccountId": "1",
                 "accessToken": "acesso", "appSecret": "\(Self.secret)", "verifyToken": "palavra",
                 "apiBase": "http://127.0.0.1:9", "apiVersion": "v20.0"}
                """
        )
        _ = try command(
            "user",
            "add",
            "ana@bench",
            "--role",
            "agent",
            "--name",
            "Ana",
            "--team",
            "vendas",
            "--password-stdin",
            input: "uma senha de medição\n"
        )
        token = try command("token", "add", "--user", "ana@bench", "--name", "bench")
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The request with which the provider brings a message that says its number.
    func webhook(number: Int) throws -> [UInt8] {
        let contact = "55119000\(10_000 + number % Self.contacts)"
        let message: [String: Any] = [
            "from": contact, "id": "wamid.bench.\(number)", "type": "text",
            "timestamp": String(Int(Date().timeIntervalSince1970)),
            "text": ["body": Self.words(number)],
        ]
        let value: [String: Any] = [
            "messaging_product": "whatsapp",
            "metadata": [
                "display_phone_number": Self.number, "phone_number_id": Self.number,
            ],
            "contacts": [["profile": ["name": HouseSample.people[number % 6]], "wa_id": contact]],
            "messages": [message],
        ]
        let body = try JSONSerialization.data(withJSONObject: [
            "object": "whatsapp_business_account",
            "entry": [["id": "1", "changes": [["field": "messages", "value": value]]]],
        ])
        let key = SymmetricKey(data: Data(Self.secret.utf8))
        let signature = HMAC<SHA256>.authenticationCode(for: body, using: key)
            .map { String(format: "%02x", $0) }.joined()
        let head = """
            POST /hooks/whatsapp HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            X-Hub-Signature-256: sha256=\(signature)\r
            Content-Length: \(body.count)\r
            \r

            """
        return Array(head.utf8) + body
    }

    /// Opens the agent's feed, whose messages the stream takes note of.
    func listen(at port: UInt16, _ stream: MessageStream) throws -> FeedReading {
        let reading = try FeedReading(port: port, token: token)
        DispatchQueue(label: "feed").async { reading.read(into: stream) }
        return reading
    }

    private static let mark = "mensagem-"

    private static func words(_ number: Int) -> String { "\(mark)\(number) ." }

    /// The numbers of the messages that a line of the feed shows.
    fileprivate static func numbers(in line: some StringProtocol) -> [Int] {
        line.ranges(of: mark).compactMap { Int(line[$0.upperBound...].prefix { $0.isNumber }) }
    }
}

/// Reads an agent's feed until it is hung up.
// One queue reads; hanging up is the only thing that others do, which a socket allows.
final class FeedReading: @unchecked Sendable {
    private let connection: LoopbackConnection

    init(port: UInt16, token: String) throws {
        connection = try LoopbackConnection(port: port)
        let request = """
            GET /feed HTTP/1.1\r
            Host: localhost\r
            Authorization: Bearer \(token)\r
            Accept: text/event-stream\r
            \r

            """
        try connection.send(Array(request.utf8))
        var head: [UInt8] = []
        while !String(decoding: head, as: UTF8.self).contains("event: ready") {
            let piece = connection.receive()
            guard !piece.isEmpty else {
                let words = String(decoding: head.prefix(300), as: UTF8.self)
                throw BenchFailure("the feed does not open: \(words)")
            }
            head += piece
        }
    }

    func hangUp() { connection.hangUp() }

    func read(into stream: MessageStream) {
        var rest: [UInt8] = []
        while true {
            let piece = connection.receive()
            if piece.isEmpty { return }
            rest += piece
            guard let end = rest.lastIndex(of: 0x0A) else { continue }
            let lines = String(decoding: rest[...end], as: UTF8.self)
            for number in FeedCompany.numbers(in: lines) { stream.note(number) }
            rest.removeSubrange(...end)
        }
    }
}
