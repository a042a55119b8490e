internal import Engine

/// Makes up what happens on one day: the same for the same day and seed.
struct DayScript {
    /// Is a person who serves on that day.
    struct Clerk {
        /// The index of the person in the company's list.
        var index: Int
        /// The teams that the person serves.
        var teams: Set<String>
        /// When each of the conversations that the person can hold at once is over.
        var freeAt: [Timestamp]
        /// How many conversations the person had on that day.
        var served = 0
    }

    /// What happens, session by session.
    private(set) var entries: [PastEntry] = []

    /// The sessions, by the numbers in `entries`.
    private(set) var sessions: [PastSession] = []

    private let company: DemoCompany
    private var clerks: [Clerk]
    private var generator: SeededGenerator
    private var busyUntil: [Int: Timestamp] = [:]
    private let people: Int

    /// Sessions an hour from midnight on, on a working day.
    private static let rhythm: [Double] = [
        0, 0, 0, 0, 0, 0, 0.5, 3, 9, 14, 17, 16, 11, 12, 16, 17, 15, 12, 8, 5, 3, 1.5, 0.5, 0,
    ]

    /// Makes up a day that begins at a moment, with numbers of sessions scaled by `load`.
    init(
        company: DemoCompany,
        start: Timestamp,
        isWorkday: Bool,
        load: Double,
        people: Int,
        clerks: [Clerk],
        seed: UInt64
    ) {
        self.company = company
        self.people = people
        self.clerks = clerks
        generator = SeededGenerator(seed: seed)
        let scale = load * (isWorkday ? 1 : 0.3)
        for hour in 0..<24 {
            var expected = Self.rhythm[hour] * scale
            var arrivals: [Int64] = []
            while expected > 0, generator.chance(min(1, expected)) || expected >= 1 {
                arrivals.append(Int64(hour) * 3_600_000 + generator.number(0...3_599_999))
                expected -= 1
            }
            for offset in arrivals.sorted() {
                write(Timestamp(milliseconds: start.milliseconds + offset))
            }
        }
    }

    /// Makes up one session that begins at a moment.
    private mutating func write(_ arrival: Timestamp) {
        var person = Int(generator.number(0...Int64(people - 1)))
        while let until = busyUntil[person], until > arrival { person = (person + 1) % people }
        let topic = generator.pick(Topic.library)
        let channel =
            topic.team == "vendas" || generator.chance(0.2) ? company.webChat : company.whatsApp
        let number = sessions.count
        sessions.append(PastSession(person: person, channel: channel.slug))
        var at = arrival
        add(.write(say(topic.opening, to: person, hour: at)), number, at)
        busyUntil[person] = at.adding(seconds: 3_600)
        // A few never choose in the menu: the flow gives up on them.
        guard !generator.chance(0.03) else { return }
        let right = DemoMenu.option(for: topic.team)
        let choice = generator.chance(0.92) ? right : generator.pick(DemoMenu.options)
        at = after(at, 14)
        add(.choose(choice), number, at)
        let queued = at
        if generator.chance(0.25) {
            at = after(at, 45)
            add(.write(generator.pick(Self.impatience)), number, at)
        }
        let wait = generator.duration(around: generator.chance(0.12) ? 600_000 : 75_000)
        let from = Timestamp(milliseconds: queued.milliseconds + wait)
        guard let clerk = clerk(for: choice.team, from: from) else {
            at = after(queued, 1_800)
            add(.leave, number, at)
            busyUntil[person] = at
            return
        }
        if clerk.at.since(queued) > 300_000, generator.chance(0.4) {
            at = after(queued, 290)
            add(.leave, number, at)
            busyUntil[person] = at
            return
        }
        at = converse(topic, number, person, clerk: clerk.place, from: clerk.at, in: choice.team)
        clerks[clerk.place].freeAt[clerk.slot] = at
        clerks[clerk.place].served += 1
        busyUntil[person] = at.adding(seconds: 7_200)
        follow(topic, number, person, from: at)
    }

    /// Makes up the conversation from the start of service on, and tells when it ends.
    private mutating func converse(
        _ topic: Topic,
        _ number: Int,
        _ person: Int,
        clerk place: Int,
        from start: Timestamp,
        in team: String
    ) -> Timestamp {
        var at = start
        var hasExtra = false
        add(.start(agent: clerks[place].index), number, at)
        let needsOther = topic.team != team && !clerks[place].teams.contains(topic.team)
        for (index, line) in topic.lines.dropFirst().enumerated() {
            at = after(at, line.side == .agent ? 38 : 52)
            let text = say(line, to: person, hour: at)
            let isAnswer = number % 6 == 2
            let said: PastStep = isAnswer ? .quote(text) : .write(text)
            add(line.side == .agent ? .answer(text) : said, number, at)
            if line.side != .agent, let more = Self.extra(number), !hasExtra {
                at = at.adding(seconds: 6)
                add(more, number, at)
                hasExtra = true
            }
            guard index == 1, needsOther else { continue }
            at = after(at, 20)
            guard let other = clerk(for: topic.team, from: after(at, 90)) else { continue }
            add(.transfer(team: topic.team), number, at)
            at = other.at
            add(.start(agent: clerks[other.place].index), number, at)
        }
        if !topic.tag.isEmpty, generator.chance(0.85) {
            at = after(at, 8)
            add(.tag(topic.tag), number, at)
        }
        if generator.chance(0.15) {
            at = after(at, 15)
            add(.note(generator.pick(Self.notes)), number, at)
        }
        if generator.chance(0.08) {
            at = after(at, 10)
            add(.profile(city: generator.pick(Self.cities)), number, at)
        }
        at = after(at, 30)
        add(.close(reason: DemoCompany.reason(for: topic, using: &generator)), number, at)
        return at
    }

    /// Makes up what the contact does after the close: rates, says thanks, or comes back.
    private mutating func follow(
        _ topic: Topic,
        _ number: Int,
        _ person: Int,
        from close: Timestamp
    ) {
        var at = close
        var thanks = Self.thanks
        if generator.chance(0.5) {
            at = after(at, 25)
            let stars = generator.pick([5, 5, 5, 5, 5, 5, 4, 4, 4, 3, 3, 2, 1])
            add(.rate(stars), number, at)
            thanks = stars > 3 ? Self.praise : Self.blame
        }
        if generator.chance(0.2) {
            at = after(at, 40)
            add(.write(generator.pick(thanks)), number, at)
        }
        guard generator.chance(0.03) else { return }
        at = after(at, 180)
        add(.write(generator.pick(Self.afterthoughts)), number, at)
        guard let clerk = clerk(for: topic.team, from: after(at, 60)) else { return }
        at = clerk.at
        add(.start(agent: clerks[clerk.place].index), number, at)
        at = after(at, 40)
        add(.answer("Claro, {contato}! Já anotei por aqui."), number, at)
        at = after(at, 60)
        add(.close(reason: DemoCompany.reason(for: topic, using: &generator)), number, at)
        clerks[clerk.place].freeAt[clerk.slot] = at
    }

    /// Finds who of a team is free first, from a moment on, and of several the one who had least.
    ///
    /// Nobody when all are full for long.
    private func clerk(for team: String, from: Timestamp) -> (place: Int, slot: Int, at: Timestamp)?
    {
        var best: (place: Int, slot: Int, at: Timestamp)?
        for (place, clerk) in clerks.enumerated() where clerk.teams.contains(team) {
            for (slot, free) in clerk.freeAt.enumerated() {
                let at = max(from, free)
                guard let leader = best else {
                    best = (place, slot, at)
                    continue
                }
                let before = (leader.at, clerks[leader.place].served)
                if (at, clerk.served) < before { best = (place, slot, at) }
            }
        }
        return best.flatMap { $0.at.since(from) < 3_600_000 ? $0 : nil }
    }

    private mutating func say(
        _ line: Topic.Line,
        to person: Int,
        hour: Timestamp
    ) -> String {
        Topic.write(
            line,
            contact: company.people[person].name,
            // Who it is shows when it is said.
            agent: line.side == .agent ? PastStage.agentGap : "",
            greeting: company.greeting(at: hour),
            using: &generator
        )
    }

    private mutating func after(_ moment: Timestamp, _ seconds: Double) -> Timestamp {
        Timestamp(milliseconds: moment.milliseconds + generator.duration(around: seconds * 1_000))
    }

    /// What some contacts send beside their words.
    private static func extra(_ number: Int) -> PastStep? {
        if number % 9 == 4 { return .show(picture: number / 9) }
        return number % 13 == 5 ? .locate : nil
    }

    private mutating func add(_ step: PastStep, _ session: Int, _ at: Timestamp) {
        entries.append(PastEntry(at: at, session: session, step: step))
    }

    private static let impatience = [
        "Oi?", "Tem alguém aí?", "Por favor 🙏", "É um pouco urgente", "Olá, boa!", "Aguardo",
    ]

    private static let thanks = [
        "Obrigada!", "Obrigado 🙏", "Valeu!", "Muito obrigado", "Muito obrigada, até mais",
    ]

    // Each has a word that starts no session, and is no longer than such words may be.
    private static let praise = [
        "Obrigada, foi super rápido!", "Valeu, atendimento nota 10", "Obrigado, resolveu tudo 👏",
        "Muito obrigada pela paciência", "Agradeço a atenção da equipe",
    ]

    private static let blame = [
        "Obrigado, mas demorou demais", "Valeu, mas esperei muito na fila",
        "Agradeço, mas não resolveu tudo", "Obrigada, mas repeti tudo 2 vezes",
        "Valeu, mas faltou clareza",
    ]

    private static let afterthoughts = [
        "Só mais uma coisa: dá para mudar o endereço?", "Esqueci de perguntar do prazo",
        "E se eu quiser retirar na loja?",
    ]

    private static let cities = [
        "São Paulo", "Campinas", "Recife", "Curitiba", "Belo Horizonte", "Salvador", "Manaus",
    ]

    private static let notes = [
        "Cliente prefere contato pela manhã.", "Já é a segunda ocorrência este mês.",
        "Confirmado com a transportadora por telefone.", "Pediu para falar com a gerência.",
        "Endereço novo anotado no cadastro da loja.", "Elogiou o atendimento.",
    ]
}
