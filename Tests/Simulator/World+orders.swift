internal import Engine

extension World {
    /// The command that a deed comes to in this company; `nil` when there is nothing to do it to.
    func order(for deed: Deed) -> (Command, Actor)? {
        switch deed {
        case .wait, .commit, .crash, .kill, .restart, .fillDisk, .check:
            return nil
        case .tick:
            return (.tick, .system)
        case .hear(let place, let key, let age, let saying):
            return heard(saying, at: place, key: key, secondsAgo: age)
        case .report(let place, let back, let word, let key):
            return reported(word, at: place, back: back, key: key)
        case .judge(let number, let isApproved, let key):
            return judged(number, isApproved: isApproved, key: key)
        case .start(let agent, let place):
            return (.start(session(at: place)), actor(agent))
        case .transfer(let agent, let place, let goal):
            return target(goal).map { (.transfer(session(at: place), to: $0), actor(agent)) }
        case .close(let who, let place, let number):
            let disposition = number.flatMap { ledger.disposition($0) }
            return (.close(session(at: place), disposition: disposition), actor(who))
        case .classify(let agent, let place, let number):
            let disposition = ledger.disposition(number) ?? ID(1)
            return (.classify(session(at: place), disposition), actor(agent))
        case .open(let agent, let place):
            return ledger.lastKept(at: address(of: place)).map { (.open($0), actor(agent)) }
        case .merge(let agent, let kept, let absorbed):
            guard let kept = contact(at: kept), let other = contact(at: absorbed) else {
                return nil
            }
            return (.mergeContacts(kept, absorbing: other), actor(agent))
        case .separate(let agent, let place):
            return contact(at: place).map { (.separateContact($0), actor(agent)) }
        case .erase(let agent, let place):
            return contact(at: place).map { (.eraseContact($0), actor(agent)) }
        case .connect(let number, let isOpen):
            return (.connection(agent(number), isOpen: isOpen), .system)
        case .tag(let agent, let place, let tag, let isOn):
            let tag = floor.tag(slug: "tag-\(tag)")?.id ?? ID(1)
            let session = session(at: place)
            return (isOn ? .addTag(session, tag) : .removeTag(session, tag), actor(agent))
        case .send(let agent, let place, let saying):
            return (.send(session(at: place), content(of: saying)), actor(agent))
        case .note(let agent, let place):
            return (.note(session(at: place), "nota"), actor(agent))
        case .markRead(let agent, let place):
            return (.markRead(session(at: place)), actor(agent))
        case .begin(let agent, let place, let team, let saying):
            return begun(by: agent, place, team, saying)
        case .resend(let agent, let place, let back):
            let message = ledger.lastOutbound(at: address(of: place), back: back)
            return (.resend(message ?? ID(1)), actor(agent))
        case .save(let agent, let contact, let name):
            let phone = Founding.address(of: Place(contact, on: 0))
            let identity = ContactIdentity(kind: .phone, value: phone)
            return (.addContact(name: name, identities: [identity]), actor(agent))
        case .edit(let agent, let place, let name):
            let contact = contact(at: place) ?? ID(1)
            return (.editContact(contact, ContactChange(name: name)), actor(agent))
        case .fill(let agent, let place, let number, let value):
            let field = ledger.field(number)?.id ?? ID(1)
            let change = ContactChange(fields: [field: value ?? ""])
            return (.editContact(contact(at: place) ?? ID(1), change), actor(agent))
        case .presence(let who, let of, let mood):
            return (.setPresence(agent(of), presence(mood)), actor(who))
        case .handOver(let place):
            return handedOver(at: place)
        case .answer(let place, let answer):
            return answered(answer, at: place)
        case .arrange(.publish(let number)):
            return ledger.flow(number).map { (.publishFlow($0.id), actor(7)) }
        case .arrange(let arrangement):
            return configuration(for: arrangement).map { (.configure($0), actor(7)) }
        }
    }

    // MARK: What numbers mean

    /// The person of a number.
    func agent(_ number: Int) -> ID<Agent> {
        agentIDs.indices.contains(number) ? agentIDs[number] : ID(1)
    }

    /// The address of a place.
    func address(of place: Place) -> Address {
        let channel = floor.channel(slug: "channel-\(place.channel)")?.id ?? ID(1)
        return Address(channel: channel, value: Founding.address(of: place))
    }

    /// The place of an address.
    func place(at address: Address) -> Place? {
        guard let contact = Self.contactNumbers[address.value],
            let slug = ledger.channels[address.channel]?.slug,
            let channel = Int(slug.dropFirst("channel-".count))
        else { return nil }
        return Place(contact, on: channel)
    }

    private static let contactNumbers: [String: Int] = {
        var numbers: [String: Int] = [:]
        for contact in 0..<Founding.contacts {
            for channel in 0..<Founding.channels {
                numbers[Founding.address(of: Place(contact, on: channel))] = contact
            }
        }
        return numbers
    }()

    /// The session of a place: the open one, or the last.
    func session(at place: Place) -> ID<Session> {
        ledger.lastSession(at: address(of: place)) ?? ID(1)
    }

    /// The contact of a place.
    func contact(at place: Place) -> ID<Contact>? {
        guard let channel = floor.channel(slug: "channel-\(place.channel)") else { return nil }
        return Founding.identities(of: place, on: channel).lazy
            .compactMap { self.ledger.owner(of: $0) }.first
    }

    func actor(_ number: Int) -> Actor {
        .agent(agent(number))
    }

    private func actor(_ who: Who) -> Actor {
        switch who {
        case .agent(let number): .agent(agent(number))
        case .contact: .contact
        case .console: .console
        case .system: .system
        }
    }

    private func presence(_ mood: Mood) -> Presence {
        switch mood {
        case .available: .available
        case .paused: .paused(reason: "almoço")
        case .offline: .offline
        }
    }

    private func target(_ goal: Goal) -> TransferTarget? {
        switch goal {
        case .team(let number):
            floor.team(slug: "team-\(number)").map { .team($0.id) }
        case .agent(let number, let team):
            .agent(agent(number), team: floor.team(slug: "team-\(team)")?.id)
        }
    }

    func content(of saying: Saying) -> Content {
        switch saying {
        case .words(let words), .echo(let words), .edit(let words), .automatic(let words):
            return Content(kind: .text, text: words)
        case .photo:
            let hash = String(repeating: "0", count: 64)
            let file = Attachment(mediaType: "image/png", hash: hash, size: 1, reference: "m")
            return Content(kind: .image, attachments: [file])
        case .template:
            let use = Content.TemplateUse(
                name: "saudacao",
                language: "pt_BR",
                parameters: ["Maria"]
            )
            var content = Content(kind: .template)
            content.template = use
            return content
        case .reaction, .deletion, .notice:
            return Content(kind: .text)
        }
    }
}
