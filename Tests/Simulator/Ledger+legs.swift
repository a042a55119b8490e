internal import Engine

extension Ledger {
    mutating func reopen(_ session: Session) throws(Breach) {
        guard let line = lines[session.id], let closedAt = line.closedAt else {
            throw Breach(.legs, "\(session.id) is not closed and was opened again")
        }
        try require(
            open[line.place] == nil,
            .address,
            "\(line.place.value) has two open sessions"
        )
        try require(
            session.leg.startedAt >= closedAt && session.leg.endedAt == nil
                && !line.legs.contains { $0.id == session.leg.id },
            .legs,
            "\(session.id) began again before its end"
        )
        lines[session.id]?.legs.append(session.leg)
        lines[session.id]?.closedAt = nil
        lines[session.id]?.outcome = nil
        if line.messagesIn > 0 { lines[session.id]?.heardBefore.insert(session.leg.id) }
        open[line.place] = session.id
        last[line.place] = session.id
        openInOrder.append(session.id)
        touched.insert(session.id)
        try hold(session.id, by: session.leg)
    }

    mutating func open(_ session: Session) throws(Breach) {
        let place = Address(channel: session.channel, value: session.address)
        try require(lines[session.id] == nil, .numbers, "\(session.id) began twice")
        try require(open[place] == nil, .address, "\(place.value) has two open sessions")
        let number = session.protocolNumber
        let isLater =
            lastNumber.map { last in
                (last.day, last.sequence) < (number.day, number.sequence)
            } ?? true
        try require(isLater, .numbers, "\(number) came after \(lastNumber?.description ?? "")")
        try require(session.leg.endedAt == nil, .legs, "\(session.id) began with an ended leg")
        try require(
            session.leg.startedAt == session.startedAt,
            .legs,
            "\(session.id) and its first leg begin apart"
        )
        lastNumber = number
        open[place] = session.id
        openInOrder.append(session.id)
        last[place] = session.id
        lines[session.id] = Line(
            place: place,
            origin: session.origin,
            number: number,
            startedAt: session.startedAt,
            legs: [session.leg]
        )
        touched.insert(session.id)
        try hold(session.id, by: session.leg)
    }

    mutating func turn(
        _ id: ID<Session>,
        _ ended: Leg,
        _ began: Leg
    ) throws(Breach) {
        try end(id, ended)
        try require(began.startedAt == ended.endedAt, .legs, "\(id) has a gap or an overlap")
        try require(began.endedAt == nil, .legs, "\(id) began an ended leg")
        let isNew = !(lines[id]?.legs.contains { $0.id == began.id } ?? false)
        try require(isNew, .legs, "\(id) began the same leg twice")
        lines[id]?.legs.append(began)
        if lines[id]?.messagesIn ?? 0 > 0 { lines[id]?.heardBefore.insert(began.id) }
        if began.start == .transfer { lines[id]?.transfers += 1 }
        touched.insert(id)
        release(id, from: ended)
        try hold(id, by: began, before: ended.agent ?? ended.reservedFor)
    }

    mutating func close(
        _ id: ID<Session>,
        _ ended: Leg,
        _ outcome: Outcome
    ) throws(Breach) {
        try end(id, ended)
        guard let line = lines[id] else { return }
        lines[id]?.closedAt = ended.endedAt
        lines[id]?.outcome = outcome
        open[line.place] = nil
        openInOrder.removeAll { $0 == id }
        closedLately.append(id)
        if closedLately.count > 16 { closedLately.removeFirst() }
        touched.insert(id)
        release(id, from: ended)
    }

    mutating func end(_ id: ID<Session>, _ ended: Leg) throws(Breach) {
        guard let line = lines[id], line.closedAt == nil, let running = line.legs.last else {
            throw Breach(.legs, "\(id) is not open and a leg of it ended")
        }
        var expected = running
        expected.endedAt = ended.endedAt
        expected.end = ended.end
        try require(expected == ended, .legs, "\(id) ended another leg than the running one")
        guard let endedAt = ended.endedAt, ended.end != nil else {
            throw Breach(.legs, "\(id) ended a leg without end")
        }
        try require(endedAt >= running.startedAt, .legs, "\(id) ended a leg before it began")
        lines[id]?.legs[line.legs.count - 1] = ended
    }

    mutating func hold(
        _ id: ID<Session>,
        by leg: Leg,
        before: ID<Agent>? = nil
    ) throws(Breach) {
        try require(
            (leg.phase == .inService) == (leg.agent != nil),
            .owner,
            "\(id) is \(leg.phase) with agent \(leg.agent?.description ?? "none")"
        )
        try require(
            leg.phase == .waiting || leg.reservedFor == nil,
            .owner,
            "\(id) is \(leg.phase) and kept for someone"
        )
        guard let holder = leg.agent ?? leg.reservedFor else { return }
        held[holder, default: []].insert(id)
        guard holder != before, let agent = agents[holder], agent.sessionLimit > 0 else { return }
        let taken = sharesTaken(from: holder)
        try require(
            taken <= agent.sessionLimit * loadShare,
            .capacity,
            "\(agent.email) got \(taken) shares of \(agent.sessionLimit) places of \(loadShare)"
        )
    }

    /// What an agent's sessions take of their places: a letter one share, others a whole place.
    func sharesTaken(from agent: ID<Agent>) -> Int {
        (held[agent] ?? []).reduce(0) { sum, id in
            let channel = lines[id].flatMap { channels[$0.place.channel] }
            return sum + (channel?.capabilities.rhythm == .deferred ? 1 : loadShare)
        }
    }

    mutating func release(_ id: ID<Session>, from leg: Leg) {
        guard let holder = leg.agent ?? leg.reservedFor else { return }
        held[holder]?.remove(id)
    }
}
