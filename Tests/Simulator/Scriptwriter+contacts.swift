internal import Engine

extension Scriptwriter {
    mutating func place() -> Place {
        Place(dice.below(Founding.contacts), on: dice.below(Founding.channels))
    }

    /// A place where something is going on, more often than not.
    mutating func place(in world: World) -> Place {
        let open = world.ledger.openInOrder
        guard !dice.once(in: 12), let id = dice.one(of: open),
            let address = world.ledger.lines[id]?.place
        else { return place() }
        return world.place(at: address) ?? place()
    }

    /// A place whose session is in a phase, when a few looks find one.
    mutating func place(in world: World, _ phase: Session.Phase) -> Place {
        for _ in 0..<4 {
            guard let id = dice.one(of: world.ledger.openInOrder),
                let line = world.ledger.lines[id], line.legs.last?.phase == phase,
                let place = world.place(at: line.place)
            else { continue }
            return place
        }
        return place(in: world)
    }

    mutating func contact(in world: World) -> Deed {
        if dice.once(in: 8), let again = dice.one(of: heard.suffix(40)) { return again }
        let place = dice.once(in: 2) ? place(in: world) : again(in: world)
        if dice.once(in: 25) { return .close(.contact, place) }
        return hear(at: place, secondsAgo: dice.once(in: 5) ? dice.within(60...100_000) : age())
    }

    /// Where something was going on not long ago, or anywhere.
    private mutating func again(in world: World) -> Place {
        guard dice.once(in: 3), let id = dice.one(of: world.ledger.closedLately),
            let line = world.ledger.lines[id], let place = world.place(at: line.place)
        else { return place() }
        return place
    }

    mutating func hear(at place: Place, secondsAgo: Int64) -> Deed {
        keys += 1
        let deed = Deed.hear(place, key: keys, secondsAgo: secondsAgo, saying())
        heard.append(deed)
        return deed
    }

    mutating func age() -> Int64 {
        dice.within(-30...20)
    }

    mutating func saying() -> Saying {
        switch dice.below(30) {
        case 0, 1: .photo
        case 2: .echo("eco")
        case 3: .reaction
        case 4: .edit("outra coisa")
        case 5: .deletion
        case 6: dice.once(in: 3) ? .notice : .automatic("Estou de férias.")
        default: .words(dice.one(of: Self.words, or: "oi"))
        }
    }

    /// After an outage everything of some hours comes at once, out of order and some of it twice.
    mutating func backlog() {
        var late: [Deed] = []
        for _ in 0..<dice.within(4...14) {
            late.append(hear(at: place(), secondsAgo: dice.within(0...10_800)))
        }
        late += late.prefix(dice.below(late.count))
        for index in late.indices.reversed() where index > 0 {
            late.swapAt(index, dice.below(index + 1))
        }
        agenda = late
    }

    private static let words = [
        "oi", "bom dia", "5", "obrigado", "sair", "atendente", "1", "2", "52998224725",
        "maria@example.com", "22/11/2026", "obrigado, mas não chegou", "ok", "parar", "4",
        "ok tudo bem",
    ]
}
