/// Is all that the simulated contacts do: the same for the same seed and the same answers.
struct ContactWorld: Sendable {
    /// Talks that go on at most at once; beyond them nobody new writes.
    static let maximumTalks = 32

    /// Messages that a talk has, about.
    private static let messagesPerTalk = 5.0

    /// Talks that begin right after the start, so that there is something to see.
    private static let firstTalks = 7

    /// The talks whose first message takes more than a day to arrive.
    private static let lateTalks = [2, 5]

    private let people: [DemoContact]
    /// People who wrote to nobody yet, so that no newer message of theirs keeps a window open.
    let strangers: [DemoContact]
    private let seed: UInt64
    private let gap: Double?
    private let greeting: @Sendable (Int64) -> String
    private var generator: SeededGenerator
    private var talks: [Int: Talk] = [:]
    private var count = 0
    private var openings = 0
    private var nextOpening: Int64

    /// Makes a world in which about `pace` messages a minute are written.
    ///
    /// The list of people must not be empty; times are milliseconds since 1970.
    init(
        people: [DemoContact],
        seed: UInt64,
        pace: Double,
        at now: Int64,
        greeting: @escaping @Sendable (Int64) -> String
    ) {
        self.people = people
        self.seed = seed
        self.greeting = greeting
        gap = pace > 0 ? 60_000 * Self.messagesPerTalk / pace : nil
        generator = SeededGenerator(seed: seed &+ 0x434F4E)
        nextOpening = now
        var names = SeededGenerator(seed: seed &+ 0x4C41)
        strangers = Casting(count: 2, using: &names).people.enumerated().map { index, person in
            let line = (seed % 400) * 2 + UInt64(index)
            return DemoContact(name: person.name, phone: String(5_511_900_090_000 + line))
        }
    }

    /// The numbers of the talks that go on.
    var going: [Int] { talks.keys.sorted() }

    /// Takes what contacts do up to a moment; new talks begin only when it is open.
    mutating func acts(until now: Int64, isOpen: Bool = true) -> [ContactAct] {
        for number in going where talks[number]?.isOver(at: now) == true { talks[number] = nil }
        open(until: now, isOpen: isOpen)
        var acts: [ContactAct] = []
        for number in going {
            guard let due = talks[number]?.due(at: now), let talk = talks[number] else { continue }
            // A late message was written a day and some hours ago.
            let age = talk.isLate && !talk.wasHeard ? 91_000_000 + Int64(number) * 3_600_000 : 0
            acts += due.map { utterances in
                ContactAct(
                    talk: number,
                    person: talk.person,
                    way: talk.way,
                    writtenAt: now - age,
                    utterances: utterances
                )
            }
        }
        return acts
    }

    /// Has the contact with a telephone hear a message of ours.
    mutating func hear(_ heard: Heard, phone: String, at now: Int64) {
        let known = going.first { talks[$0]?.way == .whatsApp && talks[$0]?.person.phone == phone }
        if let known {
            talks[known]?.hear(heard, at: now)
            return
        }
        count += 1
        var talk = Talk(
            number: count,
            answering: people.first { $0.phone == phone } ?? DemoContact(name: "", phone: phone),
            way: .whatsApp,
            greeting: greeting(now),
            seed: seed,
            at: now
        )
        talk.hear(heard, at: now)
        talks[count] = talk
    }

    /// Has the contact of a talk hear a message of ours.
    mutating func hear(_ heard: Heard, talk number: Int, at now: Int64) {
        talks[number]?.hear(heard, at: now)
    }

    /// Ends a talk from our side.
    mutating func hangUp(_ number: Int) {
        talks[number]?.hangUp()
    }

    private mutating func open(until now: Int64, isOpen: Bool) {
        guard let gap, nextOpening <= now else { return }
        // What could not begin in time does not begin in a heap later.
        let isBeginning = openings + 1 < Self.firstTalks
        let pause = isBeginning ? 3_500.0 : gap * Double(generator.number(50...150)) / 100
        nextOpening = max(nextOpening + Int64(pause), now + Int64(min(pause, 1_000)))
        guard isOpen, talks.count < Self.maximumTalks else { return }
        openings += 1
        let late = Self.lateTalks.firstIndex(of: openings)
        let topic = generator.pick(Topic.library)
        let isChat = topic.team == "vendas" || generator.chance(0.2)
        var person = late.map { strangers[$0] } ?? generator.pick(people)
        let busy = Set(talks.values.map(\.person))
        for _ in 0..<8 where late == nil && busy.contains(person) {
            person = generator.pick(people)
        }
        guard !busy.contains(person) else { return }
        count += 1
        talks[count] = Talk(
            number: count,
            person: person,
            way: isChat && late == nil ? .chat : .whatsApp,
            topic: topic,
            isLate: late != nil,
            greeting: greeting(now),
            seed: seed,
            at: now
        )
    }
}
