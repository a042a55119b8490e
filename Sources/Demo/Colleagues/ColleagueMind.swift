/// Decides what a simulated agent does next: the same for the same seed and the same sights.
struct ColleagueMind: Sendable {
    /// Names something that an agent does.
    enum Deed: Sendable, Hashable {
        case start(String)
        /// Reads what the contact wrote and answers it.
        case answer(String)
        /// Says goodbye to a contact who fell silent.
        case giveUp(String)
        case tag(String, tag: String)
        case close(String)
        case pause(reason: String)
        case comeBack
    }

    /// Is a session that the agent serves.
    struct Work: Sendable {
        var place: Topic.Place?
        var answeredInbound = ""
        var answerAt: Int64?
        var spokeAt: Int64
        var closeAt: Int64?
        var answers = 0
        var isTagged = false
        var patience: Int64
    }

    /// Who the agent is: their id, and what contacts call them.
    let agent: String
    let name: String
    let teams: Set<String>

    private let limit: Int
    private let salt: UInt64
    private(set) var works: [String: Work] = [:]
    private(set) var generator: SeededGenerator
    private var pauseAt: Int64
    private var isPaused = false

    /// Sessions of a hundred that are left to people for a long while.
    private static let shareForPeople: UInt64 = 40

    /// How long those are left, in milliseconds.
    private static let patienceForPeople: Int64 = 480_000

    init(
        agent: String,
        name: String,
        teams: Set<String>,
        limit: Int,
        seed: UInt64,
        at now: Int64
    ) {
        self.agent = agent
        self.name = name
        self.teams = teams
        self.limit = limit
        salt = seed
        generator = SeededGenerator(seed: seed)
        pauseAt = now + generator.number(300_000...900_000)
    }

    /// Decides what to do about what is to be seen now.
    mutating func deeds(seeing cards: [SessionCard], at now: Int64) -> [Deed] {
        let own = cards.filter { !$0.isWaiting && $0.agent == agent }
        let ids = Set(own.map(\.id))
        let known = works
        works = known.filter { ids.contains($0.key) }
        var deeds: [Deed] = []
        for card in own { deeds += look(at: card, now) }
        if let change = rest(now, isBusy: !own.isEmpty) { deeds.append(change) }
        if !isPaused, own.count < limit, let next = next(of: cards, now) {
            deeds.append(.start(next.id))
        }
        return deeds
    }

    /// Remembers that a session is the agent's.
    mutating func began(_ session: String, at now: Int64) {
        let answerAt = now + generator.number(5_000...18_000)
        let patience = generator.number(150_000...320_000)
        works[session] = Work(answerAt: answerAt, spokeAt: now, patience: patience)
    }

    /// Remembers where a conversation stands after an answer.
    mutating func answered(_ session: String, at place: Topic.Place?, isEnd: Bool, now: Int64) {
        if let place { works[session]?.place = place }
        works[session]?.spokeAt = now
        works[session]?.answers += 1
        let closeAt = now + generator.number(15_000...50_000)
        if isEnd { works[session]?.closeAt = closeAt }
    }

    /// Remembers that the session is to be closed soon.
    mutating func gaveUp(_ session: String, now: Int64) {
        let closeAt = now + generator.number(8_000...20_000)
        works[session]?.closeAt = closeAt
    }

    /// Gives chance to whoever writes the words.
    mutating func draw<Value>(_ body: (inout SeededGenerator) -> Value) -> Value {
        body(&generator)
    }

    private mutating func look(at card: SessionCard, _ now: Int64) -> [Deed] {
        // Sessions of before this start, or handed over by somebody.
        if works[card.id] == nil { began(card.id, at: now) }
        guard var work = works[card.id] else { return [] }
        defer { works[card.id] = work }
        if work.answeredInbound != card.lastInboundAt {
            work.answeredInbound = card.lastInboundAt
            if work.answers > 0 { work.answerAt = now + generator.number(8_000...32_000) }
            if work.closeAt != nil { work.closeAt = now + 25_000 }
        }
        if let at = work.answerAt, at <= now {
            work.answerAt = nil
            work.spokeAt = now
            return card.isWindowOver ? [.close(card.id)] : [.answer(card.id)]
        }
        if let at = work.closeAt, at <= now {
            work.closeAt = now + 30_000
            return [.close(card.id)]
        }
        if !work.isTagged, !card.hasTags, work.answers >= 2, let place = work.place {
            work.isTagged = true
            let tag = Topic.library[place.topic].tag
            if !tag.isEmpty, generator.chance(0.85) { return [.tag(card.id, tag: tag)] }
        }
        if work.answerAt == nil, work.closeAt == nil, now - work.spokeAt > work.patience {
            work.spokeAt = now
            return [card.isWindowOver ? .close(card.id) : .giveUp(card.id)]
        }
        return []
    }

    private mutating func rest(_ now: Int64, isBusy: Bool) -> Deed? {
        guard now >= pauseAt, isPaused || !isBusy else { return nil }
        isPaused.toggle()
        guard isPaused else {
            pauseAt = now + generator.number(400_000...1_200_000)
            return .comeBack
        }
        pauseAt = now + generator.number(60_000...240_000)
        return .pause(reason: generator.pick(["Café", "Almoço", "Reunião", "Treinamento"]))
    }

    /// Picks who has waited long enough; some are left to the people who try the demo.
    private func next(of cards: [SessionCard], _ now: Int64) -> SessionCard? {
        cards
            .filter { card in
                guard card.isWaiting, card.mayStart, !card.isWindowOver else { return false }
                if let reserved = card.reservedFor { return reserved == agent }
                return now - card.waitingSince >= threshold(card)
            }
            .min { $0.waitingSince < $1.waitingSince }
    }

    private func threshold(_ card: SessionCard) -> Int64 {
        var forAll = SeededGenerator(seed: Self.number(card.id))
        if forAll.next() % 100 < Self.shareForPeople { return Self.patienceForPeople }
        var own = SeededGenerator(seed: Self.number(card.id) ^ salt)
        return own.number(20_000...140_000)
    }

    private static func number(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}
