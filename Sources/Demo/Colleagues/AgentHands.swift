internal import Engine
internal import Foundation

/// Does what a simulated agent decides, through the API.
struct AgentHands: Sendable {
    let desk: ColleagueDesk
    /// The ids of the teams by their slugs.
    let teams: [String: String]
    /// The ids of the dispositions by their names.
    let dispositions: [String: String]
    let clock: any LifeClock

    /// Reads the lists.
    ///
    /// - Throws: `ColleagueDesk.Locked` when the login is over, or what the network says.
    func look() async throws -> [SessionCard] {
        let answer = try await desk.call("GET", "sessions?phase=waiting,inService&limit=200")
        guard answer.isSuccess else {
            throw ColleagueDesk.Locked.refused(answer.json["code"].string ?? "\(answer.status)")
        }
        let now = clock.now.milliseconds
        return answer.json["items"].elements.compactMap { SessionCard($0, at: now) }
    }

    /// Does one thing; what the server refuses is left alone.
    func perform(
        _ deed: ColleagueMind.Deed,
        _ cards: [SessionCard],
        _ mind: inout ColleagueMind
    ) async throws {
        switch deed {
        case .start(let id):
            // Two at once: the server says who was first.
            let answer = try await desk.call("POST", "sessions/\(id)/start", [:])
            if answer.isSuccess { mind.began(id, at: clock.now.milliseconds) }
        case .answer(let id):
            guard let card = cards.first(where: { $0.id == id }) else { return }
            try await answer(card, &mind)
        case .giveUp(let id):
            let words = mind.draw { $0.pick(Self.farewells) }
            try await say(words, in: id)
            mind.gaveUp(id, now: clock.now.milliseconds)
        case .tag(let id, let tag):
            _ = try await desk.call("POST", "sessions/\(id)/tags", ["tag": .text(tag)])
        case .close(let id):
            try await close(id, &mind)
        case .pause(let reason):
            let body: JSON = ["state": "paused", "reason": .text(reason)]
            _ = try await desk.call("PUT", "me/presence", body)
        case .comeBack:
            _ = try await desk.call("PUT", "me/presence", ["state": "available"])
        }
    }

    /// Ends a session, for the reason that fits what it was about.
    private func close(_ id: String, _ mind: inout ColleagueMind) async throws {
        let topic = mind.works[id]?.place.map { Topic.library[$0.topic] }
        let reason = topic.map { topic in
            mind.draw { DemoCompany.reason(for: topic, using: &$0) }
        }
        var body: JSON = [:]
        if let disposition = dispositions[reason ?? DemoCompany.silence] {
            body = ["disposition": .text(disposition)]
        }
        _ = try await desk.call("POST", "sessions/\(id)/close", body)
    }

    private func answer(_ card: SessionCard, _ mind: inout ColleagueMind) async throws {
        let heard = try await unanswered(in: card.id)
        _ = try await desk.call("POST", "sessions/\(card.id)/read", [:])
        let work = mind.works[card.id]
        let isFirst = work?.answers == 0 && !heard.wasServed
        guard !heard.texts.isEmpty else {
            // The last word was ours already, in an earlier login or by somebody else.
            mind.answered(card.id, at: nil, isEnd: false, now: clock.now.milliseconds)
            return
        }
        let places = heard.texts.reversed().lazy.compactMap {
            Topic.place(of: $0, after: work?.place)
        }
        let place = places.first
        if let place, isFirst, try await passOn(card, place, &mind) { return }
        let name = mind.name
        let greeting = Self.greeting(at: clock.now)
        let words = mind.draw { generator -> [String] in
            var lines = place.map(Topic.answers) ?? []
            if lines.isEmpty { lines = [Self.line(isFirst, heard.hasFile)] }
            return lines.map {
                Topic.write(
                    $0,
                    contact: card.contact,
                    agent: name,
                    greeting: greeting,
                    using: &generator
                )
            }
        }
        for (index, text) in words.prefix(3).enumerated() {
            if index > 0 {
                _ = try await desk.call("POST", "sessions/\(card.id)/typing", [:])
                try await clock.sleep(milliseconds: 2_500 + 30 * Int64(min(80, text.count)))
            }
            try await say(text, in: card.id)
        }
        mind.answered(
            card.id,
            at: place,
            isEnd: place.map(Topic.isLast) ?? false,
            now: clock.now.milliseconds
        )
    }

    /// Hands a session to the team whose matter it is; false when it is the agent's own.
    private func passOn(
        _ card: SessionCard,
        _ place: Topic.Place,
        _ mind: inout ColleagueMind
    ) async throws -> Bool {
        let topic = Topic.library[place.topic]
        guard let team = teams[topic.team], team != card.team, !mind.teams.contains(team) else {
            return false
        }
        let words = mind.draw { $0.pick(Self.handovers) }
        try await say(words, in: card.id)
        try await clock.sleep(milliseconds: 2_000)
        let body: JSON = ["team": .text(topic.team)]
        return try await desk.call("POST", "sessions/\(card.id)/transfer", body).isSuccess
    }

    private struct Heard {
        /// What the contact wrote, oldest first.
        var texts: [String] = []
        var hasFile = false
        /// Whether one of us wrote before that.
        var wasServed = false
    }

    /// What the contact wrote since somebody last answered.
    private func unanswered(in id: String) async throws -> Heard {
        let answer = try await desk.call("GET", "sessions/\(id)/timeline?limit=20")
        var heard = Heard()
        for item in answer.json["items"].elements where item["kind"].string == "message" {
            let message = item["message"]
            // What the server says by itself answers nobody, nor does a choice in its menu ask.
            if message["author"]["kind"].string == "automatic" { continue }
            guard message["direction"].string == "inbound" else {
                heard.wasServed = true
                break
            }
            guard message["kind"].string != "choice" else { continue }
            heard.texts.insert(message["text"].string ?? "", at: 0)
            if !message["attachments"].elements.isEmpty { heard.hasFile = true }
        }
        return heard
    }

    private func say(_ text: String, in id: String) async throws {
        _ = try await desk.call(
            "POST",
            "sessions/\(id)/messages",
            ["text": .text(text)],
            key: UUID().uuidString
        )
    }

    private static func line(_ isFirst: Bool, _ hasFile: Bool) -> Topic.Line {
        if hasFile { return .agent("Recebi aqui, obrigado! Só um instante enquanto verifico.") }
        guard isFirst else {
            return .agent(
                "Certo, {contato}. Só um momento, por favor.",
                "Entendi. Já estou vendo isso para você.",
                "Obrigado por avisar! Vou confirmar e já retorno."
            )
        }
        return .agent(
            "Olá, {contato}! Aqui é {agente}. Como posso ajudar?",
            "{saudacao}, {contato}! Sou {agente}, pode me contar o que houve?"
        )
    }

    private static func greeting(at moment: Timestamp) -> String {
        DayGreeting.words(at: moment.milliseconds)
    }

    private static let farewells = [
        "Como não tive retorno, vou encerrar por aqui. É só chamar quando quiser! 💛",
        "Vou encerrar este atendimento por enquanto. Qualquer coisa, estamos à disposição.",
    ]

    /// What an agent says before passing a contact on.
    static let handovers = [
        "Vou transferir você para a equipe que cuida disso, um instante.",
        "Esse assunto é com outra equipe. Já estou transferindo, tudo bem?",
    ]
}
