internal import Engine
internal import OrderedCollections
internal import Templates

extension Session {
    /// The facts of the card of a list.
    func card(_ showing: Showing, current: ID<Session>?) -> PageFacts {
        let directory = showing.directory
        let plugin = directory.channels[channel]?.plugin ?? ""
        let window = window(showing)
        let me = showing.viewer.agent.id
        let other = [agent, reservedFor].compactMap { $0 }.first { $0 != me }
        let since = phase == .inService ? serviceSince : waitingSince
        let target = team.flatMap { directory.teams[$0]?.targetSeconds } ?? 300
        return [
            "id": .text(id.description),
            "phase": .text(phase.rawValue),
            "name": .text(contactName),
            "initials": .text(Portrait.initials(of: contactName)),
            "hue": .text(Portrait.hue(of: contact.description)),
            "icon": .text(Portrait.icon(of: plugin)),
            "channel": .text(directory.channels[channel]?.name ?? ""),
            "team": .text(team.flatMap { directory.teams[$0]?.name }),
            "agent": .text(other.flatMap { directory.agents[$0]?.name }),
            "since": .moment(milliseconds: (since ?? startedAt).milliseconds),
            "target": .integer(target),
            "preview": .text(preview),
            "unread": .integer(unread),
            "windowEndsAt": .moment(milliseconds: windowEndsAt?.milliseconds),
            "windowLimited": .flag(window.isLimited),
            "windowOver": .flag(window.isOver),
            "overflowFrom": .text(overflow.map { directory.teams[$0.origin]?.name ?? "" }),
            "overflowCause": .text(overflow?.cause.rawValue),
            "reserved": .flag(reservedFor == me),
            "current": .flag(id == current),
        ]
    }

    /// Whether the channel has a messaging window, and whether it is over.
    func window(_ showing: Showing) -> (isLimited: Bool, isOver: Bool) {
        guard let channel = showing.directory.channels[channel] else { return (false, false) }
        let isLimited = channel.capabilities.windowSeconds > 0
        return (isLimited, !isWindowOpen(at: showing.now, on: channel))
    }
}

extension PageFacts {
    /// The card from which the script makes others.
    static let blankCard: PageFacts = [
        "id": "", "phase": "waiting", "name": "", "initials": "", "hue": "0", "icon": "channel",
        "channel": "", "team": nil, "agent": nil, "since": nil, "target": 300, "preview": "",
        "unread": 0, "windowEndsAt": nil, "windowLimited": false, "windowOver": false,
        "overflowFrom": nil, "overflowCause": nil, "reserved": false, "current": false,
    ]
}
