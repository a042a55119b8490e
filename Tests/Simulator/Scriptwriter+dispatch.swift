internal import Engine

extension Scriptwriter {
    mutating func dispatch(in world: World) -> Deed {
        let calls = world.provider.calls.keys
            .compactMap { world.place(at: $0) }
            .sorted { ($0.channel, $0.contact) < ($1.channel, $1.contact) }
        if let place = dice.one(of: calls), !dice.once(in: 3) { return .answer(place, answer()) }
        let due = world.floor.dueMessages(at: world.now, limit: 3)
        guard let entry = dice.one(of: due),
            let place = world.place(at: Address(channel: entry.channel, value: entry.address))
        else { return .handOver(place(in: world)) }
        return .handOver(place)
    }

    mutating func answer() -> Answer {
        switch dice.below(12) {
        case 0: .refused
        case 1: .later(seconds: dice.within(1...7_200))
        case 2: .sometime
        case 3: .windowClosed
        case 4: .nothing
        default: .accepted
        }
    }

    mutating func report(in world: World) -> Deed {
        if dice.once(in: 12) {
            keys += 1
            return .judge(channel: dice.below(4), isApproved: !dice.once(in: 3), key: keys)
        }
        let known = world.provider.names.keys
            .sorted { ($0.channel, $0.contact) < ($1.channel, $1.contact) }
        let words: [Word] = [.accepted, .delivered, .delivered, .read, .failed]
        keys += 1
        return .report(
            dice.one(of: known) ?? place(),
            back: dice.below(3),
            dice.one(of: words, or: .read),
            key: keys
        )
    }
}
