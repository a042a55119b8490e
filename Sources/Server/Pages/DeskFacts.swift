internal import Engine
internal import OrderedCollections
internal import Templates

extension Session {
    /// The facts of the conversation beside the lists.
    func desk(_ showing: Showing) -> PageFacts {
        let directory = showing.directory
        let capabilities = directory.channels[channel]?.capabilities ?? ChannelCapabilities()
        let window = window(showing)
        let actions = Set(actions(showing))
        let others = directory.tags.values.filter { $0.isPublished && !tags.contains($0.id) }
        return [
            "id": .text(id.description),
            "protocol": .text(protocolNumber.description),
            "phase": .text(phase.rawValue),
            "name": .text(contactName),
            "initials": .text(Portrait.initials(of: contactName)),
            "hue": .text(Portrait.hue(of: contact.description)),
            "icon": .text(Portrait.icon(of: directory.channels[channel]?.plugin ?? "")),
            "channel": .text(directory.channels[channel]?.name ?? ""),
            "team": .text(team.flatMap { directory.teams[$0]?.name }),
            "agent": .text(agent.flatMap { directory.agents[$0]?.name }),
            "mine": .flag(agent == showing.viewer.agent.id),
            "contact": .text(contact.description),
            "address": .text(address),
            "startedAt": .moment(milliseconds: startedAt.milliseconds),
            "waitingSince": .moment(milliseconds: (waitingSince ?? startedAt).milliseconds),
            "serviceSince": .moment(milliseconds: serviceSince?.milliseconds),
            "closedAt": .moment(milliseconds: closedAt?.milliseconds),
            "windowLimited": .flag(window.isLimited),
            "windowOver": .flag(window.isOver),
            "windowEndsAt": .moment(milliseconds: windowEndsAt?.milliseconds),
            "resume": .text(capabilities.resume.rawValue),
            "overflowFrom": .text(overflow.map { directory.teams[$0.origin]?.name ?? "" }),
            "overflowCause": .text(overflow?.cause.rawValue),
            "maximumText": .integer(capabilities.maximumText),
            "sendsMedia": .flag(capabilities.sendsMedia),
            "may": .record([
                "start": .flag(actions.contains(.start)),
                "send": .flag(actions.contains(.send)),
                "transfer": .flag(actions.contains(.transfer)),
                "close": .flag(actions.contains(.close)),
                "tag": .flag(actions.contains(.tag)),
                "note": .flag(actions.contains(.note)),
                "editContact": .flag(actions.contains(.editContact)),
                "template": .flag(actions.contains(.template)),
            ]),
            "tags": .list(tags) { id in
                ["id": .text(id.description), "name": .text(directory.tags[id]?.name ?? "")]
            },
            "moreTags": .list(others) { tag in
                ["id": .text(tag.id.description), "name": .text(tag.name)]
            },
        ]
    }
}

extension Contact {
    /// The facts of the contact in the side menu.
    var facts: PageFacts {
        [
            "id": .text(id.description),
            "name": .text(name),
            "note": .text(note),
            "createdAt": .moment(milliseconds: createdAt.milliseconds),
            "identities": .list(identities) { identity in
                ["kind": .text(identity.kind.rawValue), "value": .text(identity.value)]
            },
        ]
    }
}

extension GalleryItem {
    /// The facts of a picture in the side menu.
    var facts: PageFacts {
        [
            "url": .text("/api/v1/messages/\(message)/attachments/\(index)"),
            "name": .text(attachment.name),
            "at": .moment(milliseconds: at.milliseconds),
        ]
    }
}
