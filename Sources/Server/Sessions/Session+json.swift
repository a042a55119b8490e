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
            "may": .list(actions(showing)) { .text($0.rawValue) },
        ]
    }

    /// Names what a person can do with a session.
    enum Action: String, Sendable, Hashable {
        case start
        case send
        case transfer
        case close
        case tag
        case note
        case editContact
        case template
    }

    /// What a person can do with the session now, as far as can be told before trying.
    func actions(_ showing: Showing) -> [Action] {
        guard showing.viewer.mayServe(self) else { return [] }
        let hasTemplates = showing.directory.channels[channel]?.capabilities.hasTemplates ?? false
        var actions: [Action] = []
        if phase == .inService {
            actions += [.send, .tag]
        } else if showing.viewer.mayStart(self) {
            actions.append(.start)
        }
        actions += [.transfer, .note, .editContact]
        if showing.viewer.mayClose(self) { actions.append(.close) }
        if hasTemplates { actions.append(.template) }
        return actions
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
