internal import Engine

extension World {
    func heard(
        _ saying: Saying,
        at place: Place,
        key: Int,
        secondsAgo age: Int64
    ) -> (Command, Actor)? {
        guard let channel = floor.channel(slug: "channel-\(place.channel)") else { return nil }
        var signal = Inbound.Signal.message(content(of: saying))
        var providerID = "in-\(key)"
        let earlier = ledger.lastInboundName(at: address(of: place))
        switch saying {
        case .words, .photo, .template, .automatic: break
        case .echo(let words): signal = .echo(Content(kind: .text, text: words))
        case .reaction: (signal, providerID) = (.reaction("👍"), earlier)
        case .edit(let words): (signal, providerID) = (.edit(words), earlier)
        case .deletion: (signal, providerID) = (.deletion, earlier)
        case .notice: signal = .notice(kind: "quality", text: "GREEN")
        }
        // Files of contacts have only a reference until they are fetched.
        if case .message(var content) = signal, !content.attachments.isEmpty {
            content.attachments[0].hash = ""
            signal = .message(content)
        }
        let inbound = Inbound(
            channel: channel.id,
            dedupeKey: "event-\(key)",
            sentAt: now.adding(seconds: -age),
            identities: Founding.identities(of: place, on: channel),
            profileName: place.contact % 4 == 0 ? "" : "Contato \(place.contact)",
            address: Founding.address(of: place),
            providerID: providerID,
            thread: place.channel == 4 ? "thread-\(key % 2)" : "",
            isAutomatic: saying.isAutomatic,
            signal: signal
        )
        return (.receive(inbound), .contact)
    }

    func reported(
        _ word: Word,
        at place: Place,
        back: Int,
        key: Int
    ) -> (Command, Actor)? {
        guard let channel = floor.channel(slug: "channel-\(place.channel)"),
            let names = provider.names[place], back < names.count
        else { return nil }
        let delivery: Delivery =
            switch word {
            case .accepted: .accepted
            case .delivered: .delivered
            case .read: .read
            case .failed: .failed
            }
        let inbound = Inbound(
            channel: channel.id,
            dedupeKey: "event-\(key)",
            sentAt: now,
            providerID: names[names.count - 1 - back],
            signal: .delivery(delivery, error: delivery == .failed ? Self.trouble : nil)
        )
        return (.receive(inbound), .contact)
    }

    func judged(_ number: Int, isApproved: Bool, key: Int) -> (Command, Actor)? {
        guard let channel = floor.channel(slug: "channel-\(number)") else { return nil }
        let inbound = Inbound(
            channel: channel.id,
            dedupeKey: "event-\(key)",
            sentAt: now,
            signal: .template(
                name: "saudacao",
                language: "pt_BR",
                isApproved ? .approved : .paused,
                reason: ""
            )
        )
        return (.receive(inbound), .contact)
    }

    func begun(
        by agent: Int,
        _ place: Place,
        _ team: Int,
        _ saying: Saying
    ) -> (Command, Actor)? {
        let address = address(of: place)
        let command = Command.begin(
            channel: address.channel,
            contact: contact(at: place) ?? ID(1),
            address: address.value,
            team: floor.team(slug: "team-\(team)")?.id ?? ID(1),
            content(of: saying)
        )
        return (command, actor(agent))
    }

    func handedOver(at place: Place) -> (Command, Actor)? {
        let address = address(of: place)
        let due = floor.dueMessages(at: now, limit: 1) {
            $0.channel == address.channel && $0.address == address.value
        }
        return due.first.map { (.beginSending($0.message), .system) }
    }

    func answered(_ answer: Answer, at place: Place) -> (Command, Actor)? {
        guard let call = provider.begin(answer, at: address(of: place)) else { return nil }
        let outcome: SendOutcome =
            switch answer {
            case .accepted: .accepted(providerID: call.name)
            case .refused: .failed(Self.trouble)
            case .later(let seconds): .retry(afterSeconds: seconds, Self.trouble)
            case .sometime: .retry(afterSeconds: nil, Self.trouble)
            case .windowClosed: .windowClosed(Self.trouble)
            case .nothing: .unknown(Self.trouble)
            }
        return (.finishSending(call.message, outcome), .system)
    }

    static let trouble = DeliveryError(code: "1", text: "trouble")
}

extension Saying {
    /// Whether a machine wrote it.
    fileprivate var isAutomatic: Bool {
        if case .automatic = self { true } else { false }
    }
}
