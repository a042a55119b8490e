internal import Engine

extension Scriptwriter {
    mutating func agent() -> Int { dice.below(Founding.agents) }

    /// Someone who may well serve a place, more often than not.
    mutating func server(of place: Place, in world: World) -> Int {
        guard !dice.once(in: 5) else { return agent() }
        guard let session = world.floor.session(at: world.address(of: place)) else {
            return agent()
        }
        if let holder = session.agent ?? session.reservedFor {
            return world.agentIDs.firstIndex(of: holder) ?? 0
        }
        let fitting = world.agentIDs.indices.filter { number in
            guard let agent = world.floor.agent(world.agentIDs[number]) else { return false }
            return agent.isActive && session.team.map(agent.teams.contains) ?? false
        }
        return dice.one(of: fitting, or: agent())
    }

    mutating func service(in world: World) -> Deed {
        let what = dice.below(28)
        let place = place(in: world, what < 9 ? .waiting : .inService)
        let agent = server(of: place, in: world)
        switch what {
        case 0..<8: return .start(agent: agent, place)
        case 8..<11: return .transfer(agent: agent, place, to: goal())
        case 11..<14:
            let disposition = dice.once(in: 2) ? dice.below(3) : nil
            return .close(closer(), place, disposition: disposition)
        case 14: return .tag(agent: agent, place, tag: dice.below(3), isOn: !dice.once(in: 3))
        case 15: return .note(agent: agent, place)
        case 16: return .markRead(agent: agent, place)
        case 17: return .edit(agent: agent, place, name: "Maria \(dice.below(9))")
        case 18: return .save(agent: agent, contact: place.contact, name: "José")
        case 20: return .classify(agent: agent, place, disposition: dice.below(3))
        case 21: return .open(agent: agent, self.place())
        case 22:
            return .merge(
                agent: self.agent(),
                place,
                dice.once(in: 2) ? elsewhere(place) : self.place()
            )
        case 23: return .separate(agent: self.agent(), place)
        case 24...26: return erasing(in: world)
        case 27:
            let values = ["Ouro", "Prata", "Bronze", nil]
            return .fill(
                agent: agent,
                place,
                field: dice.below(Founding.fields),
                value: values[dice.below(values.count)]
            )
        default: return .close(.agent(agent), place, disposition: dice.below(2))
        }
    }

    /// Somebody who is not served any more is forgotten, mostly by who may.
    private mutating func erasing(in world: World) -> Deed {
        let agent = dice.once(in: 4) ? agent() : 6 + dice.below(2)
        for _ in 0..<6 {
            guard let id = dice.one(of: world.ledger.closedLately),
                let line = world.ledger.lines[id], world.floor.session(at: line.place) == nil,
                let place = world.place(at: line.place)
            else { continue }
            return .erase(agent: agent, place)
        }
        return .erase(agent: agent, self.place())
    }

    /// The same contact on another channel.
    private mutating func elsewhere(_ place: Place) -> Place {
        Place(place.contact, on: dice.below(Founding.channels))
    }

    mutating func closer() -> Who {
        switch dice.below(8) {
        case 0: .console
        case 1: .system
        case 2: .contact
        default: .agent(agent())
        }
    }

    mutating func goal() -> Goal {
        dice.once(in: 2)
            ? .team(dice.below(Founding.teams + 1))
            : .agent(agent(), team: dice.below(Founding.teams))
    }

    mutating func sending(in world: World) -> Deed {
        let place = place(in: world, .inService)
        switch dice.below(12) {
        case 0:
            let known = dice.one(of: heard.suffix(200)).flatMap(\.place) ?? place
            return .begin(agent: agent(), known, team: dice.below(4), first())
        case 1: return .resend(agent: server(of: place, in: world), place, back: dice.below(3))
        default: return .send(agent: server(of: place, in: world), place, words())
        }
    }

    mutating func first() -> Saying { dice.once(in: 3) ? words() : .template }

    mutating func words() -> Saying {
        switch dice.below(8) {
        case 0: .template
        case 1: .photo
        case 2: .words("isto é um palavrão")
        default: .words("Bom dia!")
        }
    }

    mutating func presence() -> Deed {
        let moods: [Mood] = [.available, .available, .paused, .offline]
        let mood = dice.one(of: moods, or: .offline)
        let one = agent()
        if dice.once(in: 4) { return .connect(agent: one, isOpen: dice.once(in: 2)) }
        return .presence(dice.once(in: 5) ? .agent(agent()) : .agent(one), of: one, mood)
    }
}
