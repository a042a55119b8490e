import Foundation
import Logging
import Testing

@testable import Demo

/// Speaks to the stand-in over its real port.
@Suite struct StandInPortTests {
    private func withStandIn(
        _ work: (WhatsAppStandIn, NetworkClient, String) async throws -> Void
    ) async throws {
        let standIn = WhatsAppStandIn(
            WhatsAppAccount(),
            server: "http://127.0.0.1:9",
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        )
        let client = NetworkClient()
        do {
            let port = try await standIn.start()
            try await work(standIn, client, "http://127.0.0.1:\(port)")
        } catch {
            await standIn.stop()
            await client.shutdown()
            throw error
        }
        await standIn.stop()
        await client.shutdown()
    }

    private let token = [(name: "Authorization", value: "Bearer demo-access-token")]

    @Test func `who does not show the token is told so`() async throws {
        try await withStandIn { _, client, base in
            for (method, path) in [
                ("POST", "109000000000001/messages"), ("POST", "109000000000001/media"),
                ("GET", "109000000000001"), ("DELETE", "1"),
            ] {
                let request = WebRequest(
                    method,
                    "\(base)/v21.0/\(path)",
                    headers: [("Authorization", "Bearer other")]
                )
                let answer = try await client.send(request)
                #expect(answer.status == 401)
                #expect(answer.json["error"]["code"].double == 190)
            }
        }
    }

    @Test func `another number is not known`() async throws {
        try await withStandIn { _, client, base in
            let answer = try await client.send(
                WebRequest("POST", "\(base)/v21.0/1/messages", headers: token, body: [123, 125])
            )
            #expect(answer.status == 400)
            #expect(answer.json["error"]["code"].double == 100)
        }
    }

    @Test func `a message is taken in the version that the caller speaks`() async throws {
        try await withStandIn { standIn, client, base in
            let person = DemoContact(name: "Ana", phone: "5511900000001")
            await standIn.bring([["type": "text"]], from: person, writtenAt: RealClock().now)
            let body: JSON = [
                "messaging_product": "whatsapp", "to": "5511900000001", "type": "text",
                "text": ["body": "Olá 👋", "preview_url": false],
            ]
            let answer = try await client.send(
                WebRequest(
                    "POST",
                    "\(base)/v23.0/109000000000001/messages",
                    headers: token,
                    body: body.bytes
                )
            )
            #expect(answer.status == 200)
            #expect(await standIn.sent.first?.text == "Olá 👋")
            #expect(
                await standIn.sent.first?.id == answer.json["messages"].elements[0]["id"].string
            )
        }
    }

    @Test func `a file comes in two steps and only with the token`() async throws {
        try await withStandIn { standIn, client, base in
            let picture = DemoPicture(7).png
            let file = await standIn.keep(picture, mediaType: "image/png")
            let told = try await client.send(
                WebRequest("GET", "\(base)/v21.0/\(file.id)", headers: token)
            ).json
            #expect(told["mime_type"].string == "image/png")
            #expect(told["file_size"].double == Double(picture.count))
            #expect(told["sha256"].string == file.digest)
            let url = try #require(told["url"].string)
            #expect(try await client.send(WebRequest("GET", url)).status == 401)
            let answer = try await client.send(WebRequest("GET", url, headers: token))
            #expect(answer.status == 200)
            #expect(answer.body == picture)
            #expect(answer.headers["content-type"] == "image/png")
            let forged = try await client.send(WebRequest("GET", url + "0", headers: token))
            #expect(forged.status == 404)
        }
    }

    @Test func `a file is uploaded as a form and sent by its id`() async throws {
        try await withStandIn { standIn, client, base in
            let bytes: [UInt8] = [0, 13, 10, 45, 45, 255, 13, 10]
            var form = Array(
                """
                --limite\r\nContent-Disposition: form-data; name="messaging_product"\r\n\r\n\
                whatsapp\r\n--limite\r\nContent-Disposition: form-data; name="type"\r\n\r\n\
                image/png\r\n--limite\r\nContent-Disposition: form-data; name="file"; \
                filename="a.png"\r\nContent-Type: image/png\r\n\r\n
                """.utf8
            )
            form += bytes + Array("\r\n--limite--\r\n".utf8)
            var headers = token
            headers.append(("Content-Type", "multipart/form-data; boundary=limite"))
            let answer = try await client.send(
                WebRequest(
                    "POST",
                    "\(base)/v21.0/109000000000001/media",
                    headers: headers,
                    body: form
                )
            )
            let id = try #require(answer.json["id"].string)
            let told = try #require(await standIn.describe(id))
            #expect(told["file_size"].double == Double(bytes.count))
            #expect(told["mime_type"].string == "image/png")
        }
    }
}
