import Engine
import Foundation
import Testing

@testable import Demo

private let midday: Int64 = 1_795_348_800_000

private func people() -> [DemoContact] {
    var generator = SeededGenerator(seed: 11)
    return Casting(count: 60, using: &generator).people
        .map { DemoContact(name: $0.name, phone: $0.phone) }
}

private func world(seed: UInt64, pace: Double = 20) -> ContactWorld {
    ContactWorld(people: people(), seed: seed, pace: pace, at: midday) { _ in "Boa tarde" }
}

/// Lets a world go on, and answers every contact ten seconds after they wrote.
private func script(_ first: ContactWorld, minutes: Int64, answering: Bool = true) -> [ContactAct] {
    var world = first
    var acts: [ContactAct] = []
    var answers: [(at: Int64, act: ContactAct)] = []
    for now in stride(from: midday, through: midday + minutes * 60_000, by: 1_000) {
        while let next = answers.first, next.at <= now {
            answers.removeFirst()
            let heard = Heard(id: "m\(next.at)", unread: 500)
            switch next.act.way {
            case .whatsApp: world.hear(heard, phone: next.act.person.phone, at: now)
            case .chat: world.hear(heard, talk: next.act.talk, at: now)
            }
        }
        let new = world.acts(until: now)
        acts += new
        if answering { answers += new.map { (now + 10_000, $0) } }
    }
    return acts
}

@Suite struct ContactWorldTests {
    @Test func `the same seed writes the same script`() {
        let first = script(world(seed: 4), minutes: 15)
        #expect(first == script(world(seed: 4), minutes: 15))
        #expect(first != script(world(seed: 5), minutes: 15))
        #expect(first.count > 100)
    }

    @Test(arguments: [6.0, 20, 60]) func `about as many messages are written as the pace says`(
        _ pace: Double
    ) {
        let written = script(world(seed: 4, pace: pace), minutes: 60)
            .reduce(0) { $0 + $1.utterances.count }
        let expected = pace * 60
        #expect(Double(written) > expected * 0.5)
        #expect(Double(written) < expected * 1.8)
    }

    @Test func `nobody begins to write at pace zero`() {
        #expect(script(world(seed: 4, pace: 0), minutes: 30).isEmpty)
    }

    @Test func `two conversations begin with a message of the day before`() {
        let late = script(world(seed: 4), minutes: 10).filter {
            midday + 600_000 - $0.writtenAt > 86_400_000
        }
        #expect(late.count == 2)
        #expect(late.allSatisfy { $0.way == .whatsApp })
        #expect(Set(late.map(\.person)).count == 2)
    }

    @Test func `contacts whom nobody answers fall silent`() {
        var busy = world(seed: 4)
        var last: [Int: Int64] = [:]
        var counts: [Int: Int] = [:]
        for now in stride(from: midday, through: midday + 5_400_000, by: 1_000) {
            for act in busy.acts(until: now, isOpen: now < midday + 600_000) {
                last[act.talk] = now
                counts[act.talk, default: 0] += 1
            }
        }
        #expect(counts.values.allSatisfy { $0 <= 7 })
        #expect(last.values.allSatisfy { $0 < midday + 600_000 + 1_800_000 })
    }

    @Test func `contacts who were answered thank and stop`() {
        var world = world(seed: 4, pace: 0)
        let phone = people()[0].phone
        var words: [Utterance] = []
        for now in stride(from: midday, through: midday + 3_600_000, by: 1_000) {
            if now % 60_000 == 0 { world.hear(Heard(id: "\(now)"), phone: phone, at: now) }
            words += world.acts(until: now).flatMap(\.utterances)
        }
        let texts = words.filter { if case .text = $0 { true } else { false } }
        #expect((2...12).contains(texts.count))
    }

    @Test func `a template is answered, with a button where it has some`() {
        var world = world(seed: 4, pace: 0)
        let options = ["Sim", "Não"].map { title in
            SentMessage.Option(kind: .template, id: title, title: title)
        }
        let heard = Heard(id: "wamid.A", options: options, isTemplate: true)
        world.hear(heard, phone: "5511999990000", at: midday)
        let acts = world.acts(until: midday + 30_000)
        let pressed = acts.flatMap(\.utterances).contains { utterance in
            if case .press(let option, "wamid.A") = utterance {
                heard.options.contains(option)
            } else {
                false
            }
        }
        #expect(pressed)
        #expect(acts.allSatisfy { $0.person.phone == "5511999990000" })
    }

    @Test func `a menu is answered with the team of the matter`() {
        let options = DemoMenu.options.map { option in
            SentMessage.Option(kind: .button, id: option.id, title: option.title)
        }
        var right = 0
        for number in 0..<60 {
            let topic = Topic.library[number % Topic.library.count]
            var talk = Talk(
                number: number,
                person: people()[number],
                way: .whatsApp,
                topic: topic,
                greeting: "Oi",
                seed: 5,
                at: midday
            )
            _ = talk.due(at: midday + 30_000)
            let menu = Heard(id: "menu", text: "Sobre o que?", options: options)
            talk.hear(menu, at: midday + 30_000)
            let wanted = DemoMenu.option(for: topic.team)
            let place = DemoMenu.options.firstIndex(of: wanted).map { String($0 + 1) }
            let said = talk.due(at: midday + 60_000).flatMap(\.self)
            let isRight = said.contains { utterance in
                switch utterance {
                case .press(let option, _): option.id == wanted.id
                case .text(let text): text == place
                default: false
                }
            }
            if isRight { right += 1 }
            #expect(!talk.wasHeard)
        }
        #expect((45...60).contains(right))
    }

    @Test func `what the server says by itself is no answer`() {
        var world = world(seed: 4, pace: 0)
        let phone = people()[3].phone
        let texts = DemoCompany.rules.texts
        for kind in [AutomaticText.enteredQueue, .serviceStarted, .transferred] {
            let heard = Heard(id: kind.rawValue, text: texts[kind] ?? "")
            world.hear(heard, phone: phone, at: midday)
        }
        #expect(world.acts(until: midday + 60_000).isEmpty)
        let rating = Heard(id: "nota", text: texts[.rating] ?? "")
        for step in 0..<20 {
            world.hear(rating, phone: people()[step].phone, at: midday + 60_000)
        }
        let said = world.acts(until: midday + 120_000).flatMap(\.utterances)
        #expect((6...18).contains(said.count))
        #expect(said.allSatisfy { if case .text(let text) = $0 { text.count == 1 } else { false } })
    }

    @Test func `every automatic text of the company is recognised`() {
        for (kind, text) in DemoCompany.rules.texts
        where kind != .refusalTaken && kind != .outOfHours {
            #expect(DemoPhrase(text) != nil, "\(kind)")
        }
        for topic in Topic.library {
            for line in topic.lines {
                #expect(line.wordings.allSatisfy { DemoPhrase($0) == nil })
            }
        }
    }

    @Test func `who is asked something from before this start answers to the point`() {
        var world = world(seed: 4, pace: 0)
        let asked = "Vamos resolver. Pode me dizer os quatro últimos números do cartão?"
        let greeting = "Olá! Meu nome é Gi, vou cuidar do seu atendimento."
        for (index, text) in [greeting, asked].enumerated() {
            world.hear(Heard(id: "\(index)", text: text), phone: people()[3].phone, at: midday)
        }
        let texts = world.acts(until: midday + 30_000).flatMap(\.utterances)
        let answer = texts.compactMap { if case .text(let text) = $0 { text } else { nil } }.first
        let place = Topic.place(of: answer ?? "", after: nil)
        #expect(place.map { Topic.library[$0.topic].tag } == "cobranca")
    }

    @Test func `all kinds of messages are written`() {
        let all = script(world(seed: 4, pace: 60), minutes: 60).flatMap(\.utterances)
        #expect(all.contains { if case .picture = $0 { true } else { false } })
        #expect(all.contains { if case .document = $0 { true } else { false } })
        #expect(all.contains { if case .voice = $0 { true } else { false } })
        #expect(all.contains { if case .place = $0 { true } else { false } })
        #expect(all.contains { if case .reaction = $0 { true } else { false } })
        let texts = all.compactMap { if case .text(let text) = $0 { text } else { nil } }
        #expect(texts.allSatisfy { !$0.isEmpty && !$0.contains("{") })
    }
}

@Suite struct EventStreamTests {
    @Test func `events are read however their bytes are cut`() {
        let text =
            "id: 7\nevent: message\ndata: {\"a\":\ndata: 1}\n\n: beat\n\nevent: ready\r\ndata: {}\r\n\r\n"
        for size in [1, 3, 1_000] {
            var stream = EventStream()
            var events: [EventStream.Event] = []
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                events += stream.take(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
            #expect(
                events == [
                    EventStream.Event(name: "message", data: "{\"a\":\n1}"),
                    EventStream.Event(name: "ready", data: "{}"),
                ]
            )
            #expect(stream.lastID == "7")
        }
    }
}
