internal import Foundation
internal import Logging
internal import Synchronization

/// Is a visitor of the web chat, who does what a browser would.
struct ChatVisitor: Sendable {
    /// Says what reaches the visitor.
    enum News: Sendable, Hashable {
        case heard(Heard)
        case closed
    }

    let talk: Int
    /// The address of the chat, such as `http://127.0.0.1:8080/chat/webchat-demo`.
    let address: String
    let person: DemoContact
    let client: any WebClient
    let clock: any LifeClock
    let logger: Logger

    /// Does what the contact does until there is no more of it, and tells what comes back.
    func run(
        _ acts: AsyncStream<ContactAct>,
        _ tell: @escaping @Sendable (News) async -> Void
    ) async {
        guard let token = await register() else { return }
        await withDiscardingTaskGroup { group in
            group.addTask { await listen(token, tell) }
            var count = 0
            for await act in acts {
                for utterance in act.utterances {
                    count += 1
                    await write(utterance, id: "\(talk)-\(count)", token)
                }
            }
            group.cancelAll()
        }
    }

    private func register() async -> String? {
        let letters = person.name.lowercased().folding(
            options: .diacriticInsensitive,
            locale: Locale(identifier: "pt_BR")
        )
        let parts = letters.split { !$0.isASCII || !$0.isLetter }
        let mail = parts.prefix(2).joined(separator: ".") + "@example.com"
        let body: JSON = ["name": .text(person.name), "email": .text(mail), "page": "/produtos"]
        let answer = await insist("visitor", body: body.bytes, token: nil)
        return answer?.json["token"].string
    }

    private func write(_ utterance: Utterance, id: String, _ token: String) async {
        var body: JSON
        switch utterance {
        case .text(let text):
            _ = try? await client.send(request("typing", body: [], token: token))
            guard await pause(900 + 40 * Int64(min(60, text.count))) else { return }
            body = ["id": .text(id), "text": .text(text)]
        case .picture, .document, .voice:
            guard let file = DemoFile(utterance) else { return }
            let name = file.name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let stored = await insist(
                "files?name=\(name)",
                body: file.bytes,
                type: file.mediaType,
                token: token
            )
            guard let handle = stored?.json["id"].string else { return }
            body = ["id": .text(id), "file": .text(handle)]
        case .press(let option, _):
            guard await pause(700) else { return }
            let choice: JSON = ["id": .text(option.id), "title": .text(option.title)]
            body = ["id": .text(id), "choice": choice]
        case .place, .reaction:
            // The page of the chat has nothing for these.
            return
        }
        _ = await insist("messages", body: body.bytes, token: token)
    }

    /// Reads the visitor's stream, again and again, until the task is cancelled.
    private func listen(
        _ token: String,
        _ tell: @escaping @Sendable (News) async -> Void
    ) async {
        let stream = Mutex(EventStream())
        let known = Mutex<Set<String>>([])
        while !Task.isCancelled {
            var request = WebRequest("GET", "\(address)/stream")
            request.headers = [("X-Visitor-Token", token), ("Accept", "text/event-stream")]
            let last = stream.withLock { stream in
                stream.restart()
                return stream.lastID
            }
            if !last.isEmpty { request.headers.append(("Last-Event-ID", last)) }
            let status = try? await client.listen(request) { bytes in
                for event in stream.withLock({ $0.take(bytes) }) {
                    guard let news = Self.news(event) else { continue }
                    if case .heard(let heard) = news,
                        !known.withLock({ $0.insert(heard.id).inserted })
                    {
                        continue
                    }
                    await tell(news)
                }
            }
            if status == 401 || status == 404 { return }
            guard await pause(2_000) else { return }
        }
    }

    private static func news(_ event: EventStream.Event) -> News? {
        guard let data = JSON(event.data.utf8) else { return nil }
        switch event.name {
        case "message" where data["from"].string != "visitor":
            guard let id = data["id"].string else { return nil }
            let options = data["options"].elements.compactMap { option -> SentMessage.Option? in
                guard let id = option["id"].string, let title = option["title"].string else {
                    return nil
                }
                return SentMessage.Option(kind: .button, id: id, title: title)
            }
            let text = data["text"].string ?? ""
            return .heard(Heard(id: id, text: text, options: options, unread: 1_500))
        case "session" where data["phase"].string == "closed":
            return .closed
        default:
            return nil
        }
    }

    /// Posts until the server has done it, or has said that it never will.
    private func insist(
        _ path: String,
        body: [UInt8],
        type: String = "application/json",
        token: String?
    ) async -> WebAnswer? {
        var wait: Int64 = 500
        while !Task.isCancelled {
            let request = request(path, body: body, type: type, token: token)
            let answer = try? await client.send(request)
            if let answer {
                if answer.isSuccess { return answer }
                if answer.status < 500, answer.status != 429 {
                    logger.notice(
                        "the web chat did not take what a visitor did",
                        metadata: [
                            "status": "\(answer.status)",
                            "code": "\(answer.json["code"].string ?? "")",
                        ]
                    )
                    return nil
                }
            }
            let told = answer?.headers["retry-after"].flatMap(Int64.init).map { $0 * 1_000 }
            guard await pause(told ?? wait) else { return nil }
            wait = min(wait * 2, 15_000)
        }
        return nil
    }

    private func request(
        _ path: String,
        body: [UInt8],
        type: String = "application/json",
        token: String?
    ) -> WebRequest {
        var request = WebRequest("POST", "\(address)/\(path)", body: body)
        request.headers = [("Content-Type", type)]
        if let token { request.headers.append(("X-Visitor-Token", token)) }
        return request
    }

    private func pause(_ milliseconds: Int64) async -> Bool {
        do {
            try await clock.sleep(milliseconds: milliseconds)
            return true
        } catch {
            return false
        }
    }
}
