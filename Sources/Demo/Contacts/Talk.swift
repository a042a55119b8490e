internal import Engine

/// Is what one contact wants, and how far the conversation about it has come.
struct Talk: Sendable {
    private struct Step: Sendable {
        var at: Int64
        var utterances: [Utterance]
        /// Whether it answers one of us.
        var isAnswer = false
    }

    /// The number of the talk, counted from the first.
    let number: Int
    let person: DemoContact
    let way: ContactWay
    /// Whether the first message took more than a day to arrive.
    let isLate: Bool

    private var topic: Topic
    private let greeting: String
    private var generator: SeededGenerator
    private var plan: [Step] = []
    private var line = 0
    private var answered: Heard?
    /// When the contact or one of us last said something.
    private var stirredAt: Int64
    private var complaints = 0
    private var hasFile = false
    /// Whether the contact learns from our words what it is about.
    private var isGuessing = false
    private var patience: Int64

    /// Whether one of us has answered.
    var wasHeard: Bool { answered != nil }

    /// Whether the contact has said all there was to say.
    private(set) var isDone = false

    /// Begins a talk about a topic; what the contact says first is planned.
    init(
        number: Int,
        person: DemoContact,
        way: ContactWay,
        topic: Topic,
        isLate: Bool = false,
        greeting: String,
        seed: UInt64,
        at now: Int64
    ) {
        self.number = number
        self.person = person
        self.way = way
        self.topic = topic
        self.isLate = isLate
        self.greeting = greeting
        generator = SeededGenerator(seed: seed &+ UInt64(truncatingIfNeeded: number) &* 0x9E37)
        stirredAt = now
        patience = generator.number(100_000...320_000)
        planOpening(at: now)
    }

    /// Begins a talk of somebody whom we wrote to first.
    init(
        number: Int,
        answering person: DemoContact,
        way: ContactWay,
        greeting: String,
        seed: UInt64,
        at now: Int64
    ) {
        self.init(
            number: number,
            person: person,
            way: way,
            topic: .anything,
            greeting: greeting,
            seed: seed,
            at: now
        )
        plan = []
        isGuessing = true
    }

    /// Takes what the contact does up to a moment.
    mutating func due(at now: Int64) -> [[Utterance]] {
        complain(at: now)
        var due: [[Utterance]] = []
        while let step = plan.first, step.at <= now {
            due.append(step.utterances)
            stirredAt = max(stirredAt, step.at)
            plan.removeFirst()
        }
        return due
    }

    /// Whether nothing will come of the talk any more.
    func isOver(at now: Int64) -> Bool {
        guard plan.isEmpty else { return false }
        let silence = now - stirredAt
        if isLate { return silence > 12 * 3_600_000 }
        if isDone { return silence > 180_000 }
        return silence > (way == .chat ? 900_000 : 1_500_000)
    }

    /// Hears a message of ours, and plans what the contact does about it.
    mutating func hear(_ heard: Heard, at now: Int64) {
        let read = now + heard.unread
        if let phrase = DemoPhrase(heard.text) {
            stirredAt = now
            hear(phrase, heard, read)
            return
        }
        if chooseTeam(heard, read) {
            stirredAt = now
            return
        }
        let isFirst = answered == nil
        answered = heard
        stirredAt = now
        patience = generator.number(240_000...600_000)
        guess(from: heard)
        if plan.contains(where: \.isAnswer) {
            // The other side goes on writing: hear it out before answering.
            let later = read + generator.number(3_000...9_000)
            for index in plan.indices where plan[index].isAnswer {
                plan[index].at = max(plan[index].at, later)
            }
            return
        }
        guard !isDone else {
            if generator.chance(0.35) {
                add([.reaction(generator.pick(["👍", "❤️", "🙏"]), to: heard.id)], at: read + 1_200)
            }
            return
        }
        if AgentHands.handovers.contains(heard.text) {
            // Who is passed on waits for the next one to ask.
            guard generator.chance(0.5) else { return }
            answer(
                [.text(generator.pick(["Tudo bem, aguardo", "Ok 👍", "Tá bom"]))],
                at: read + 4_000
            )
            return
        }
        if let first = heard.options.first {
            let choice = generator.chance(0.75) ? first : generator.pick(heard.options)
            press(choice, of: heard, at: read + generator.number(3_000...20_000))
            return
        }
        planAnswer(after: read, isFirst: isFirst)
    }

    /// Hears what the server says by itself: most of it wants no answer.
    private mutating func hear(_ phrase: DemoPhrase, _ heard: Heard, _ read: Int64) {
        switch phrase {
        case .enteredQueue, .nobodyAvailable, .serviceStarted, .transferred, .closedByFlow,
            .afterHours:
            return
        case .nudgedByFlow:
            _ = chooseTeam(heard, read)
        case .aboutToClose:
            guard !isDone, generator.chance(0.6) else { return }
            answer([.text("Ainda estou aqui, sim")], at: read + generator.number(5_000...40_000))
        case .closed:
            hangUp()
            guard generator.chance(0.3) else { return }
            let words = Utterance.text(generator.pick(Self.lastThanks))
            add([words], at: read + generator.number(20_000...90_000))
        case .rating:
            guard generator.chance(0.6) else { return }
            let stars = generator.pick(["5", "5", "5", "5", "4", "4", "3", "2"])
            let at = read + generator.number(5_000...30_000)
            guard let option = heard.options.first(where: { $0.id == stars }) else {
                add([.text(stars)], at: at)
                return
            }
            press(option, of: heard, at: at)
        }
    }

    /// Chooses what the talk is about in the menu of the demo's flow; `false` when this is none.
    private mutating func chooseTeam(_ heard: Heard, _ read: Int64) -> Bool {
        let known = Set(DemoMenu.options.map(\.id))
        let options = heard.options.filter { known.contains($0.id) }
        // Where a channel has no buttons the words hold the numbers.
        let isNumbered = DemoMenu.options.allSatisfy { heard.text.contains(". " + $0.title) }
        guard !options.isEmpty || isNumbered else { return false }
        // A few never find out that they are to choose.
        guard generator.chance(0.95), !isDone else { return true }
        let right = DemoMenu.option(for: topic.team)
        let wanted = generator.chance(0.9) ? right : generator.pick(DemoMenu.options)
        let at = read + generator.number(4_000...18_000)
        if let option = options.first(where: { $0.id == wanted.id }), generator.chance(0.8) {
            press(option, of: heard, at: at)
        } else if let place = DemoMenu.options.firstIndex(of: wanted) {
            answer([.text(String(place + 1))], at: at)
        }
        return true
    }

    private mutating func press(_ option: SentMessage.Option, of heard: Heard, at: Int64) {
        answer([.press(option, of: heard.id)], at: at)
    }

    /// Finds out what it is about from our words, when it began before this start.
    private mutating func guess(from heard: Heard) {
        guard isGuessing, !heard.isTemplate,
            let place = Topic.place(of: heard.text, by: .agent, after: nil)
        else { return }
        isGuessing = false
        isDone = false
        topic = Topic.library[place.topic]
        line = place.line
        plan.removeAll(where: \.isAnswer)
    }

    /// Ends the talk from the other side.
    mutating func hangUp() {
        isDone = true
        plan = []
    }

    private mutating func planAnswer(after read: Int64, isFirst: Bool) {
        guard
            let next = topic.lines.indices.first(where: {
                $0 > line && topic.lines[$0].side == .contact
            })
        else {
            isDone = true
            if let answered, generator.chance(0.5) {
                add([.reaction("👍", to: answered.id)], at: read + 2_000)
            }
            return
        }
        let at = read + generator.number(4_000...22_000)
        if isFirst, answered?.isTemplate == true {
            answer([.text(generator.pick(Self.returns))], at: at)
            return
        }
        if isFirst, let greeted = answered, generator.chance(0.15) {
            add([.reaction("👋", to: greeted.id)], at: read + 1_500)
        }
        line = next
        answer([.text(say(topic.lines[next]))], at: at)
        if generator.chance(0.12) {
            answer(
                [.text(generator.pick(Self.afterthoughts))],
                at: at + generator.number(2_500...7_000)
            )
        }
        if isFirst { planFile(after: at + generator.number(4_000...9_000), chance: 0.35) }
        // What follows the last line is silence.
        if !topic.lines.indices.contains(where: { $0 > next && topic.lines[$0].side == .contact }) {
            isDone = true
        }
    }

    private mutating func planOpening(at now: Int64) {
        let opening = Utterance.text(say(topic.opening))
        if isLate {
            add([opening], at: now)
            return
        }
        if generator.chance(0.35) {
            let first = Utterance.text(
                generator.pick(["Oi", "Olá", "Oiii", "\(greeting)!", "Alô?"])
            )
            if generator.chance(0.3) {
                add([first, opening], at: now)
            } else {
                add([first], at: now)
                add([opening], at: now + generator.number(1_800...6_000))
            }
        } else {
            add([opening], at: now)
        }
        planFile(after: now + generator.number(8_000...16_000), chance: 0.6)
    }

    /// Plans a file, where the topic calls for one.
    private mutating func planFile(after at: Int64, chance: Double) {
        guard generator.chance(chance), !hasFile else { return }
        hasFile = true
        switch topic.tag {
        case "troca", "montagem":
            let caption = generator.pick([
                "Olha como chegou", "", "Dá para ver na foto", "É esta peça",
            ])
            add([.picture(caption: caption, variant: generator.next())], at: at)
            guard generator.chance(0.3) else { return }
            add([.picture(caption: "", variant: generator.next())], at: at + 1_500)
        case "atacado", "nota-fiscal", "cobranca":
            let name = topic.tag == "atacado" ? "cartão cnpj.pdf" : "fatura de novembro.pdf"
            add([.document(name: name, title: "Documento de \(person.name)")], at: at)
        case "entrega" where way == .whatsApp:
            add([.place(generator.pick(Utterance.places))], at: at)
        default:
            if way == .whatsApp, generator.chance(0.2) { add([.voice], at: at) }
        }
    }

    /// Asks whether anybody is there, when nobody has been for long.
    private mutating func complain(at now: Int64) {
        guard plan.isEmpty, !isLate, !isDone, complaints < 2, now - stirredAt >= patience else {
            return
        }
        complaints += 1
        patience = generator.number(240_000...540_000)
        let words = answered == nil ? Self.impatience : Self.reminders
        add([.text(generator.pick(words))], at: now)
    }

    private mutating func say(_ line: Topic.Line) -> String {
        Topic.write(
            line,
            contact: person.name,
            agent: "",
            greeting: greeting,
            using: &generator
        )
        // The contact does not always know who answers.
        .replacing(", !", with: "!").replacing(", .", with: ".")
    }

    private mutating func answer(_ utterances: [Utterance], at: Int64) {
        add(utterances, at: at, isAnswer: true)
    }

    private mutating func add(_ utterances: [Utterance], at: Int64, isAnswer: Bool = false) {
        plan.append(Step(at: at, utterances: utterances, isAnswer: isAnswer))
        plan.sort { $0.at < $1.at }
    }

    private static let impatience = [
        "Oi?", "Tem alguém aí?", "Por favor 🙏", "É um pouco urgente", "Ainda aguardo", "???",
    ]

    private static let reminders = ["Conseguiu ver?", "Oi, ainda está aí?", "Alguma novidade?"]

    private static let afterthoughts = [
        "Se puder me avisar por aqui agradeço", "Desculpa a pressa 😅", "Estou no trabalho agora",
        "Obrigada desde já", "Só mais isso",
    ]

    private static let lastThanks = ["Obrigada!", "Obrigado 🙏", "Valeu!", "Muito obrigada!"]

    private static let returns = [
        "Oi! Pode ser agora sim", "Olá, desculpe a demora para responder. Vamos continuar!",
        "Sim, ainda preciso de ajuda", "Oi, estou por aqui 😊",
    ]
}
