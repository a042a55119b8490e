internal import Engine
internal import OrderedCollections

/// Is what writing a thing for one person needs to know.
struct Showing: Sendable {
    /// The names of what ids stand for.
    let directory: Directory

    /// Who looks.
    let viewer: Viewer

    /// The time.
    let now: Timestamp

    init(_ directory: Directory, _ viewer: Viewer, _ now: Timestamp) {
        self.directory = directory
        self.viewer = viewer
        self.now = now
    }
}

extension Session {
    /// The session as the API shows it to a person.
    func json(_ showing: Showing) -> JSON {
        let directory = showing.directory
        let capabilities = directory.channels[channel]?.capabilities ?? ChannelCapabilities()
        let window: JSON = [
            "limited": .bool(capabilities.windowSeconds > 0), "endsAt": .text(windowEndsAt?.text),
            "humanEndsAt": .text(humanWindowEndsAt?.text),
            "resume": .text(capabilities.resume.rawValue),
        ]
        return [
            "id": .text(id.description), "protocol": .text(protocolNumber.description),
            "phase": .text(phase.rawValue), "origin": .text(origin.rawValue),
            "channel": directory.reference(channel),
            "contact": ["id": .text(contact.description), "name": .text(contactName)],
            "address": .text(address), "team": directory.reference(team),
            "agent": directory.reference(agent), "reservedFor": directory.reference(reservedFor),
            "startedAt": .text(startedAt.text), "waitingSince": .text(waitingSince?.text),
            "serviceSince": .text(serviceSince?.text), "windowEndsAt": .text(windowEndsAt?.text),
            "window": window, "lastInboundAt": .text(lastInboundAt?.text),
            "preview": .text(preview), "unread": .count(unread),
            "tags": .list(tags) { directory.reference($0) },
            "overflow": overflow.map { overflow in
                [
                    "origin": directory.reference(overflow.origin),
                    "cause": .text(overflow.cause.rawValue),
                ]
            } ?? .null,
            "closedAt": .text(closedAt?.text), "outcome": .text(outcome?.rawValue),
            "disposition": directory.reference(disposition),
            "rating": rating.map { .count($0) } ?? .null,
            "ratingAskedAt": .text(ratingAskedAt?.text), "reopenings": .count(reopenings),
            "flow": flow.map { directory.json($0) } ?? .null, "variables": variablesJSON,
            "warnedAt": .text(warnedAt?.text),
            "contactSilentSince": .text(contactSilentSince?.text),
            "agentSilentSince": .text(agentSilentSince?.text), "automationCut": .bool(isCut),
            "may": .list(actions(showing)) { .text($0.rawValue) },
        ]
    }

    /// What a person can do with the session now, as far as can be told before trying.
    func actions(_ showing: Showing) -> [SessionAction] {
        let allowed = showing.directory.rules.actions(on: self, for: showing.viewer)
        return SessionAction.allCases.filter(allowed.contains)
    }
}

extension Session {
    /// What the contact answered in the flow, in the order of the names.
    private var variablesJSON: JSON {
        .object(
            variables.sorted { $0.key < $1.key }
                .map { JSON.Field(name: $0.key, value: .text($0.value)) }
        )
    }
}

extension Directory {
    /// Says where in a flow a session stands.
    func json(_ position: FlowPosition) -> JSON {
        let version = flowVersions[position.version]
        return [
            "flow": reference(version?.flow), "version": version.map { .count($0.number) } ?? .null,
            "block": .text(position.block), "wrongAnswers": .count(position.wrongAnswers),
            "askedAt": .text(position.askedAt.text),
        ]
    }
}

extension Leg {
    /// The leg as the API shows it.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(id.description), "phase": .text(phase.rawValue),
            "team": directory.reference(team), "agent": directory.reference(agent),
            "reservedFor": directory.reference(reservedFor), "startedAt": .text(startedAt.text),
            "start": .text(start.rawValue), "endedAt": .text(endedAt?.text),
            "end": .text(end?.rawValue),
        ]
    }
}

extension SessionSummary {
    /// The session with its figures, as lists of the history show it.
    func json(_ showing: Showing) -> JSON {
        session.json(showing).adding([
            "teams": .list(teams) { showing.directory.reference($0) },
            "agents": .list(agents) { showing.directory.reference($0) },
            "wait": .seconds(wait), "handle": .seconds(handle),
            "firstResponse": .seconds(firstResponse), "messagesIn": .count(messagesIn),
            "messagesOut": .count(messagesOut),
        ])
    }
}
