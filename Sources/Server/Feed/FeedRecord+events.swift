internal import Engine
internal import OrderedCollections

extension FeedRecord {
    /// The events of the stream of a person, in order; none for what they may not see.
    func events(for showing: Showing) -> [ServerSentEvent] {
        var events = sessionEvents(for: showing)
        for session in others where showing.viewer.maySee(session) {
            events.append(Self.upsert(session, alert: false, showing))
        }
        switch recorded.event {
        case .contactChanged(let contact), .contactErased(let contact):
            if showing.viewer.supervises || others.contains(where: showing.viewer.maySee) {
                events.append(
                    ServerSentEvent(
                        name: "contact",
                        data: ["contact": contact.json(showing.directory)]
                    )
                )
            }
        case .presenceChanged(let agent, let presence):
            if showing.viewer.maySeePresence(of: agent, in: showing.directory) {
                let state = PresenceState(presence: presence, since: recorded.at)
                events.append(
                    ServerSentEvent(
                        name: "presence",
                        data: [
                            "agent": showing.directory.reference(agent),
                            "presence": AgentState(presence: state, isConnected: true).json,
                        ]
                    )
                )
            }
        case .configured(let configuration):
            events.append(
                ServerSentEvent(name: "configured", data: ["what": .text(configuration.kind)])
            )
        case .noticeReceived(let channel, let kind, let text):
            if showing.viewer.administers {
                events.append(
                    ServerSentEvent(
                        name: "notice",
                        data: [
                            "channel": showing.directory.reference(channel), "kind": .text(kind),
                            "text": .text(text),
                        ]
                    )
                )
            }
        default:
            break
        }
        return events
    }

    private func sessionEvents(for showing: Showing) -> [ServerSentEvent] {
        guard let session = after ?? before else { return [] }
        let viewer = showing.viewer
        let saw = before.map(viewer.maySee) ?? false
        let sees = after.map(viewer.maySee) ?? false
        guard saw || sees else { return [] }
        var events: [ServerSentEvent] = []
        if let after, sees {
            events.append(Self.upsert(after, alert: alerts(viewer), showing))
        }
        if let detail = detail(of: session, showing) { events.append(detail) }
        if !sees {
            let why = after == nil ? "closed" : "moved"
            events.append(
                ServerSentEvent(
                    name: "session-removed",
                    data: ["id": .text(session.id.description), "why": .text(why)]
                )
            )
        }
        return events
    }

    private func detail(of session: Session, _ showing: Showing) -> ServerSentEvent? {
        let id = JSON.text(session.id.description)
        if case .deliveryChanged(let change) = recorded.event {
            return ServerSentEvent(
                name: "delivery",
                data: [
                    "session": id, "message": .text(change.message.description),
                    "delivery": .text(change.delivery.rawValue), "error": change.error.json,
                    "retryAt": .text(change.retryAt?.text),
                ]
            )
        }
        if let message {
            return ServerSentEvent(
                name: "message",
                data: ["session": id, "message": message.json(showing.directory)]
            )
        }
        guard let entry = entry(of: session) else { return nil }
        let item = TimelineItem(
            sequence: recorded.sequence,
            at: recorded.at,
            actor: recorded.actor,
            entry: entry
        )
        return ServerSentEvent(
            name: "timeline",
            data: ["session": id, "item": item.json(showing.directory)]
        )
    }

    private func entry(of session: Session) -> TimelineItem.Entry? {
        switch recorded.event {
        case .sessionOpened(let session): .opened(session)
        case .legChanged(_, let ended, let began): .legChanged(ended: ended, began: began)
        case .sessionClosed(_, let ended, let outcome): .closed(ended: ended, outcome: outcome)
        case .messageAdded(let message, let content), .messageAdopted(let message, let content):
            .message(
                StoredMessage(
                    message: message,
                    content: content,
                    address: session.address,
                    attempts: 0
                )
            )
        case .noteAdded(let note): .note(note)
        case .tagAdded(_, let tag): .tagAdded(tag)
        case .tagRemoved(_, let tag): .tagRemoved(tag)
        case .sessionReopened(let session): .reopened(session)
        case .sessionWarned: .warned
        case .flowMoved(_, let move): .flowMoved(move.position)
        case .automationCut: .automationCut
        case .dispositionSet(_, let disposition): .classified(disposition)
        case .ratingAsked: .ratingAsked
        case .rated(_, let stars): .rated(stars)
        default: nil
        }
    }

    /// Whether the event brought the session into the person's own queue.
    private func alerts(_ viewer: Viewer) -> Bool {
        let began: Leg
        switch recorded.event {
        case .sessionOpened(let session), .sessionReopened(let session): began = session.leg
        case .legChanged(_, _, let leg): began = leg
        default: return false
        }
        guard began.phase == .waiting, recorded.actor != .agent(viewer.agent.id) else {
            return false
        }
        if let reserved = began.reservedFor { return reserved == viewer.agent.id }
        return began.team.map(viewer.agent.teams.contains) ?? false
    }

    private static func upsert(
        _ session: Session,
        alert: Bool,
        _ showing: Showing
    ) -> ServerSentEvent {
        ServerSentEvent(
            name: "session",
            data: ["session": session.json(showing), "alert": .bool(alert)]
        )
    }
}

extension Configuration {
    /// The word for what changed.
    var kind: String {
        switch self {
        case .company: "company"
        case .team, .removeTeam: "team"
        case .agent: "agent"
        case .channel, .removeChannel: "channel"
        case .tag, .removeTag: "tag"
        case .template, .remove(.template): "template"
        case .hours, .remove(.hours): "hours"
        case .flow, .flowVersion, .remove(.flow): "flow"
        case .canned, .remove(.canned): "canned"
        case .disposition, .remove(.disposition): "disposition"
        case .field, .remove(.field): "field"
        case .contactGroup, .remove(.contactGroup): "contactGroup"
        case .pauseReason, .remove(.pauseReason): "pauseReason"
        case .permissionGroup, .remove(.permissionGroup): "permissionGroup"
        }
    }
}

extension Viewer {
    /// Tells whether a person sees how an agent is: themselves, colleagues, teams they watch.
    func maySeePresence(of other: ID<Agent>, in directory: Directory) -> Bool {
        directory.agents[other].map(maySeePresence(of:)) ?? false
    }
}
