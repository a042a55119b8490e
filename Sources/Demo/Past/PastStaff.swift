internal import Engine

/// Is who serves in the past, and what they need to know of the company.
struct PastStaff {
    /// The ids of dispositions by their names.
    let dispositions: [String: ID<Disposition>]

    /// The field in which agents write down where a contact lives.
    let cityField: ID<ContactField>?

    private let people: [(id: ID<Agent>?, person: DemoCompany.Person)]
    private let nicknames: [ID<Agent>: String]

    init(company: DemoCompany, floor: Floor) {
        people = company.staff.map { (floor.agent(email: $0.email)?.id, $0) }
        var nicknames: [ID<Agent>: String] = [:]
        for case (let id?, let person) in people { nicknames[id] = person.nickname }
        self.nicknames = nicknames
        let named = floor.dispositions.map { ($0.value.name, $0.key) }
        dispositions = Dictionary(named) { _, leaf in leaf }
        cityField = floor.fields.first { $0.value.slug == "cidade" }?.key
    }

    /// The person at a place of the company's list.
    subscript(index: Int) -> ID<Agent>? { people[index].id }

    /// Those who serve, in the order of the company's list.
    var agents: [ID<Agent>] { people.filter { $0.person.role == .agent }.compactMap(\.id) }

    func nickname(of agent: ID<Agent>) -> String { nicknames[agent] ?? "" }

    /// Finds who takes a waiting session: for whom it is kept, else whom the script means, else the
    /// one of the team who has least to do.
    func taker(of session: Session, meant index: Int?, on floor: Floor) -> ID<Agent>? {
        if let kept = session.reservedFor { return kept }
        var open: [ID<Agent>: Int] = [:]
        for session in floor.sessions.values {
            if let agent = session.agent { open[agent, default: 0] += 1 }
        }
        if let index, let id = people[index].id, mayTake(id, session, on: floor),
            open[id, default: 0] < people[index].person.limit
        {
            return id
        }
        return people.filter(\.person.isSimulated).compactMap(\.id)
            .filter { mayTake($0, session, on: floor) }
            .min { (open[$0, default: 0], $0) < (open[$1, default: 0], $1) }
    }

    private func mayTake(_ id: ID<Agent>, _ session: Session, on floor: Floor) -> Bool {
        guard let team = session.team, let agent = floor.agent(id), agent.teams.contains(team)
        else {
            return false
        }
        return agent.role == .agent && floor.presences[id]?.presence == .available
    }
}
