internal import OrderedCollections

extension Floor {
    /// Keeps waiting sessions for agents, as their teams distribute them.
    ///
    /// Something is to be done when a session enters a queue, and when an agent has room who had none:
    /// they came, were given more, or hold one session less.
    func distribute(after cause: Agenda.Cause, at moment: inout Moment) -> [Event] {
        guard !index.distributing.isEmpty else { return [] }
        switch cause.event {
        case .sessionOpened(let session), .sessionReopened(let session):
            return assign(of: [session.team], at: &moment)
        case .legChanged(let id, let ended, let began):
            var freed = teams(freedBy: ended, holding: began.agent ?? began.reservedFor)
            if began.phase == .waiting, began.reservedFor == nil, sessions[id]?.leg.id == began.id {
                freed.append(began.team)
            }
            return assign(of: freed, at: &moment)
        case .sessionClosed(_, let ended, _):
            return assign(of: teams(freedBy: ended, holding: nil), at: &moment)
        case .presenceChanged(let agent, .available):
            return assign(of: index.teams[agent] ?? [], welcoming: agent, at: &moment)
        case .contactChanged(let contact):
            let touched = (sessionsByContact[contact.id] ?? []).compactMap { sessions[$0] }
            return assign(of: touched.map(\.team), at: &moment)
        case .contactsMerged(let merge), .contactsSeparated(let merge):
            let touched = merge.absorbed.union([merge.kept])
                .flatMap { sessionsByContact[$0] ?? [] }
            return assign(of: touched.map { sessions[$0]?.team }, at: &moment)
        case .configured(.agent(let agent)):
            let returned = returnMisplaced(of: agent.id, at: &moment)
            // What is returned is distributed in its turn.
            guard returned.isEmpty else { return returned }
            return assign(of: agent.teams, at: &moment)
        case .configured(.team(let team)):
            return assign(of: [team.id], at: &moment)
        case .configured(.company), .configured(.channel):
            return assign(of: index.distributing.sorted(), at: &moment)
        default:
            return []
        }
    }

    /// The teams of the agent who held a leg, unless they hold the next one too.
    private func teams(freedBy ended: Leg, holding next: ID<Agent>?) -> [ID<Team>?] {
        guard let holder = ended.agent ?? ended.reservedFor, holder != next else { return [] }
        return index.teams[holder] ?? []
    }

    /// Keeps for agents what they have room for, of all that waits for some teams, the longest wait
    /// first.
    ///
    /// Who let a session go is passed over for it, unless they come back just now.
    private func assign(
        of teams: [ID<Team>?],
        welcoming agent: ID<Agent>? = nil,
        at moment: inout Moment
    ) -> [Event] {
        var queues: [Queue] = []
        for team in teams {
            guard let team, index.distributing.contains(team), lines.unreserved(of: team) > 0,
                let rule = self.teams[team]?.rules.distribution,
                !queues.contains(where: { $0.team == team })
            else { continue }
            queues.append(Queue(team: team, rule: rule, places: lines[team].places[...]))
        }
        guard !queues.isEmpty else { return [] }
        var desk = Desk(self, queues.map(\.team))
        var events: [Event] = []
        while let (place, team, rule) = queues.nextPlace(where: desk.hasRoom) {
            guard let session = sessions[place.session] else { continue }
            let shares = shares(on: session.channel)
            let chosen = desk.choose(
                for: session,
                by: rule,
                in: team,
                shares: shares,
                except: session.letGoBy == agent ? nil : session.letGoBy
            )
            guard let chosen else { continue }
            let next = Stretch(
                phase: .waiting,
                team: team,
                reservedFor: chosen,
                start: .distributed
            )
            let event = session.moved(to: next, because: .distributed, at: &moment)
            if case .legChanged(_, _, let began) = event {
                desk.note(chosen, began, in: team, shares: shares)
            }
            events.append(event)
        }
        return events
    }
}

/// Is what still waits for one team while it is distributed.
private struct Queue {
    let team: ID<Team>
    let rule: Distribution
    var places: ArraySlice<WaitingLines.Place>
}

extension [Queue] {
    /// Takes the place whose wait began first, of those that are kept for nobody.
    ///
    /// A team of which nobody has room is left out for good.
    fileprivate mutating func nextPlace(
        where hasRoom: (ID<Team>) -> Bool
    ) -> (place: WaitingLines.Place, team: ID<Team>, rule: Distribution)? {
        removeAll { !hasRoom($0.team) }
        for index in indices {
            self[index].places = self[index].places.drop(while: \.isReserved)
        }
        removeAll(where: \.places.isEmpty)
        let oldest = indices.min { left, right in
            guard let one = self[left].places.first, let other = self[right].places.first else {
                return false
            }
            return one < other
        }
        guard let oldest, let place = self[oldest].places.popFirst() else { return nil }
        return (place, self[oldest].team, self[oldest].rule)
    }
}

/// Knows who of some teams is there, with how much room, and whose turn it is.
private struct Desk {
    private var crews: [ID<Team>: [ConfigurationIndex.Member]] = [:]
    private var taken: [ID<Agent>: Int] = [:]
    private var room: [ID<Agent>: Int] = [:]
    private var turns: [ID<Team>: [ID<Agent>: ID<Leg>]] = [:]

    init(_ floor: borrowing Floor, _ teams: [ID<Team>]) {
        for team in teams {
            var crew: [ConfigurationIndex.Member] = []
            for member in floor.index.crews[team] ?? []
            where floor.presences[member.agent]?.presence == .available {
                crew.append(member)
                guard taken[member.agent] == nil else { continue }
                let held = floor.sharesTaken(from: member.agent)
                taken[member.agent] = held
                let all = member.limit == 0 ? Int.max : member.limit * floor.index.share
                room[member.agent] = max(0, all - held)
            }
            crews[team] = crew
            turns[team] = floor.turns[team] ?? [:]
        }
    }

    func hasRoom(_ team: ID<Team>) -> Bool {
        crews[team]?.contains { room[$0.agent, default: 0] > 0 } ?? false
    }

    /// Chooses who gets a session by a team's rule; `nil` leaves it to everyone.
    func choose(
        for session: Session,
        by rule: Distribution,
        in team: ID<Team>,
        shares: Int,
        except passedOver: ID<Agent>?
    ) -> ID<Agent>? {
        var best: ConfigurationIndex.Member?
        for member in crews[team] ?? [] where member.agent != passedOver {
            guard room[member.agent, default: 0] >= shares else { continue }
            if rule == .portfolio {
                guard member.groups.contains(where: session.contactGroups.contains) else {
                    continue
                }
            }
            if let known = best, !isBefore(member.agent, known.agent, by: rule, in: team) {
                continue
            }
            best = member
        }
        return best?.agent
    }

    /// Notes that a session is kept for an agent.
    mutating func note(_ agent: ID<Agent>, _ leg: Leg, in team: ID<Team>, shares: Int) {
        taken[agent, default: 0] += shares
        room[agent, default: 0] -= shares
        turns[team, default: [:]][agent] = leg.id
    }

    /// Whether one agent comes before another; of two that are alike, who was added first.
    private func isBefore(
        _ one: ID<Agent>,
        _ other: ID<Agent>,
        by rule: Distribution,
        in team: ID<Team>
    ) -> Bool {
        if rule != .roundRobin {
            let (left, right) = (taken[one, default: 0], taken[other, default: 0])
            if left != right { return left < right }
        }
        let (left, right) = (turns[team]?[one], turns[team]?[other])
        return (left?.value ?? 0) < (right?.value ?? 0)
    }
}
