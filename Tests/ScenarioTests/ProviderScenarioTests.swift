import Engine
import Foundation
import TestSupport
import Testing

/// What providers do to a house: they are late, they repeat themselves, they fail.
@Suite struct ProviderScenarioTests {
    @Test func `after an outage the shuffled and doubled backlog opens one session per contact`()
        async throws
    {
        try await ScenarioHouse.play { house in
            let phones = (0..<6).map { "551190000010\($0)" }
            let now = house.clock.now
            var backlog: [(phone: String, id: String, at: Timestamp)] = []
            for (number, phone) in phones.enumerated() {
                for place in 0..<5 {
                    let age = Int64(600 + place * 2_000 + number * 7)
                    let id = "wamid.backlog.\(number).\(place)"
                    backlog.append((phone, id, now.adding(seconds: -age)))
                }
            }
            // Every other one twice, and all of it in an order that is none.
            backlog += backlog.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
            backlog.sort { ($0.id.hashed, $0.id) < ($1.id.hashed, $1.id) }
            for part in stride(from: 0, to: backlog.count, by: 4) {
                let messages = backlog[part..<min(part + 4, backlog.count)].map { entry in
                    [
                        "from": entry.phone, "id": entry.id, "type": "text",
                        "timestamp": String(entry.at.milliseconds / 1_000),
                        "text": ["body": "Alô \(entry.id)"],
                    ] as [String: Any]
                }
                let answer = try await house.hook(ScenarioHouse.webhook(messages))
                #expect(answer.status == 200)
            }
            let sessions = try await house.sessions()
            #expect(sessions.count == phones.count)
            #expect(Set(sessions.map(\.address.string)) == Set(phones))
            for (number, phone) in phones.enumerated() {
                let session = try #require(sessions.first { $0.address.string == phone })
                let line = try await house.timeline(session)
                let messages = line.filter { $0.kind.string == "message" }
                #expect(messages.count == 5, "five messages, each once")
                // One alert: it entered the queue once.
                #expect(line.count { $0.kind.string == "opened" } == 1)
                #expect(line.count { $0.kind.string == "leg" } <= 1)
                // The window counts from the provider's time of the newest message.
                let newest = now.adding(seconds: -Int64(600 + number * 7))
                let end = newest.adding(seconds: 86_400).milliseconds / 1_000
                let told = ISO8601DateFormatter.whole(session.windowEndsAt.string)
                #expect(told == end)
            }
        }
    }

    @Test func `four photos in one second with no session open begin one session`() async throws {
        try await ScenarioHouse.play { house in
            let phone = "5511900000201"
            let seconds = String(house.clock.now.milliseconds / 1_000)
            await withTaskGroup { group in
                for number in 0..<4 {
                    group.addTask {
                        let photo: [String: Any] = [
                            "from": phone, "id": "wamid.photo.\(number)", "type": "image",
                            "timestamp": seconds,
                            "image": ["id": "media\(number)", "mime_type": "image/jpeg"],
                        ]
                        guard let body = try? ScenarioHouse.webhook([photo]) else { return }
                        _ = try? await house.hook(body)
                    }
                }
            }
            let sessions = try await house.sessions()
            #expect(sessions.count == 1)
            let session = try #require(sessions.first)
            let messages = try await house.timeline(session).filter {
                $0.kind.string == "message"
            }
            #expect(messages.count == 4)
        }
    }

    @Test func `an inbound that races our template lands in the same session`() async throws {
        try await ScenarioHouse.play { house in
            for number in 10..<26 {
                let phone = "55119000003\(number)"
                async let begun = house.call(
                    "POST",
                    "sessions",
                    as: "ana",
                    """
                    {"channel": "whatsapp", "team": "vendas",
                     "identity": {"kind": "phone", "value": "\(phone)"}, "name": "Maria",
                     "template": {"name": "saudacao", "language": "pt_BR", "parameters": ["Maria"]}}
                    """
                )
                async let written = house.write("Oi", from: phone)
                let (begin, write) = try await (begun, written)
                #expect(write.status == 200)
                // Who came first has the session; the other is told, or lands in it.
                #expect(begin.status == 201 || begin.json.code.string == "has-open-session")
                let mine = try await house.sessions().filter { $0.address.string == phone }
                #expect(mine.count == 1)
                let session = try #require(mine.first)
                let line = try await house.timeline(session)
                let kinds = line.filter { $0.kind.string == "message" }
                    .map { $0.message.direction.string }
                #expect(kinds.filter { $0 == "inbound" }.count == 1)
                #expect(kinds.filter { $0 == "outbound" }.count == (begin.status == 201 ? 1 : 0))
            }
        }
    }

    @Test func `a queued retry whose window ends is held, and goes when the contact writes`()
        async throws
    {
        try await ScenarioHouse.play { house in
            let phone = "5511900000401"
            // The window ends in ten minutes: the message that opened it is that old.
            try await house.write(from: phone, at: house.clock.now.adding(seconds: 600 - 86_400))
            let session = try await house.session(of: phone)
            let path = "sessions/\(session.id.string)"
            try await house.presence("available", of: "ana")
            #expect(try await house.call("POST", path + "/start", as: "ana").status == 200)
            house.provider.become(.broken)
            let text = #"{"text": "Já respondo"}"#
            #expect(try await house.call("POST", path + "/messages", as: "ana", text).status == 201)
            try await house.until("the first try") { house.provider.texts.count == 1 }
            try await house.until("the retry is planned") {
                try await house.delivery(in: session) == "queued"
            }
            try await house.pass(seconds: 900)
            try await house.until("it is held") {
                // A try may have been under way when the window ended: the next tick holds it.
                try await house.pass(seconds: 30)
                return try await house.delivery(in: session) == "held"
            }
            house.provider.become(.friendly)
            let tries = house.provider.texts.count
            try await house.pass(seconds: 7_200)
            #expect(house.provider.taken == 0, "nothing goes while the window is over")
            #expect(house.provider.texts.count == tries)
            try await house.write("Ainda estou aqui", from: phone)
            try await house.until("it went") { house.provider.taken == 1 }
            #expect(house.provider.texts.last == "Já respondo")
        }
    }
}

extension ScenarioHouse {
    /// How far the one message of ours in a session is.
    fileprivate func delivery(in session: ScenarioJSON) async throws -> String {
        let line = try await timeline(session)
        let ours = line.first { $0.message.direction.string == "outbound" }
        return ours?.message.delivery.string ?? ""
    }
}

extension String {
    /// A number that says nothing about the order of what it is made of, the same in every run.
    fileprivate var hashed: UInt32 {
        utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}

extension ISO8601DateFormatter {
    /// Reads a moment in whole seconds.
    fileprivate static func whole(_ text: String) -> Int64 {
        let formatter = ISO8601DateFormatter()
        if let date = formatter.date(from: text) { return Int64(date.timeIntervalSince1970) }
        formatter.formatOptions.insert(.withFractionalSeconds)
        return Int64(formatter.date(from: text)?.timeIntervalSince1970 ?? 0)
    }
}
