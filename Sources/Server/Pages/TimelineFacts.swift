internal import Engine
internal import Foundation
internal import OrderedCollections
internal import Templates

/// Writes what happened in a session as the facts of a timeline.
struct TimelineFacts: Sendable {
    let showing: Showing

    /// Whether the viewer may have messages sent again.
    let mayResend: Bool

    /// The contact's name, which stands before their messages for those who listen.
    let contactName: String

    let zone: TimeZone

    /// Writes a stretch, given newest first, with a mark where each day begins.
    func stretch(_ items: [TimelineItem], older: String?, last: Int64) -> PageFacts {
        var records: [PageFacts] = []
        var day: DateComponents?
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        for item in items.reversed() {
            let date = Date(timeIntervalSince1970: Double(item.at.milliseconds) / 1_000)
            let today = calendar.dateComponents([.year, .month, .day], from: date)
            if today != day { records.append(blank("day", key: "", at: item.at)) }
            day = today
            records += facts(of: item)
        }
        let newest = items.map(\.sequence).max() ?? 0
        return [
            "items": .list(records),
            "older": .text(older),
            "last": .integer(max(last, newest)),
        ]
    }

    private func facts(of item: TimelineItem) -> [PageFacts] {
        let key = String(item.sequence)
        switch item.entry {
        case .opened(let session):
            var start = blank("start", key: key, at: item.at)
            start["protocol"] = .text(session.protocolNumber.description)
            return [start, opening(session, key: key + "-1", item)]
        case .legChanged(let ended, let began):
            return [line(item, leg: began, from: ended)]
        case .closed(let ended, let outcome):
            return [line(item, Self.closing(ended, outcome), icon: "check")]
        case .message(let message):
            return [facts(of: message, key: key)]
        case .note(let note):
            var facts = blank("note", key: key, at: item.at)
            facts["by"] = .text(name(of: note.author))
            facts["text"] = .text(note.text)
            facts["erased"] = .flag(note.isErased)
            return [facts]
        case .tagAdded(let tag):
            return [line(item, "tagAdded", icon: "tag", tag: tag)]
        case .tagRemoved(let tag):
            return [line(item, "tagRemoved", icon: "tag", tag: tag)]
        case .reopened(let session):
            return [line(item, leg: session.leg, from: session.leg)]
        case .warned, .flowMoved, .automationCut, .classified, .ratingAsked, .rated:
            return [outcome(of: item)]
        }
    }

    /// Writes the line of what a rule did, or of what became of the session.
    private func outcome(of item: TimelineItem) -> PageFacts {
        switch item.entry {
        case .flowMoved(let position): return line(item, flow: position)
        case .automationCut:
            var facts = line(item, "automationCut", icon: "alert")
            facts["warns"] = true
            return facts
        case .classified(let disposition):
            var facts = line(item, "classified", icon: "check")
            facts["disposition"] = .text(showing.directory.dispositions[disposition]?.name ?? "")
            return facts
        case .ratingAsked: return line(item, "ratingAsked", icon: "star")
        case .rated(let stars):
            var facts = line(item, "rated", icon: "star")
            facts["stars"] = .text(String(stars))
            return facts
        default: return line(item, "warned", icon: "bell")
        }
    }

    private func line(_ item: TimelineItem, flow position: FlowPosition?) -> PageFacts {
        guard let position else { return line(item, "flowLeft", icon: "play") }
        let isAgain = position.wrongAnswers > 0
        var facts = line(item, isAgain ? "flowWrong" : "flowAt", icon: isAgain ? "retry" : "play")
        let flow = showing.directory.flowVersions[position.version]?.flow
        facts["flow"] = .text(flow.flatMap { showing.directory.flows[$0]?.name } ?? "")
        facts["block"] = .text(position.block)
        return facts
    }

    private func opening(_ session: Session, key: String, _ item: TimelineItem) -> PageFacts {
        let leg = session.leg
        let (name, icon): (String, String) =
            if session.origin == .outbound {
                ("outbound", "send")
            } else if leg.phase == .waiting {
                (leg.reservedFor == nil ? "queued" : "queuedFor", "clock")
            } else {
                ("flow", "play")
            }
        var facts = line(item, name, icon: icon)
        facts["key"] = .text(key)
        facts["team"] = .text(self.name(of: leg.team))
        facts["agent"] = .text(leg.reservedFor.map { self.name(of: $0) })
        return facts
    }

    private func line(_ item: TimelineItem, leg: Leg, from ended: Leg) -> PageFacts {
        let person = leg.agent ?? leg.reservedFor
        let (name, icon): (String, String) =
            switch leg.start {
            case .answered: ("answered", "play")
            case .transfer: (person == nil ? "transferTeam" : "transferAgent", "transfer")
            case .overflowUnavailable: ("overflowUnavailable", "overflow")
            case .overflowWait: ("overflowWait", "overflow")
            case .overflowHours: ("overflowHours", "overflow")
            case .requeue: ("requeue", "undo")
            case .reservationReturned: ("returned", "undo")
            case .reopen: ("reopen", "retry")
            case .outbound: ("outbound", "send")
            case .new, .flow, .distributed: (person == nil ? "queued" : "queuedFor", "clock")
            }
        var facts = line(item, name, icon: icon)
        facts["warns"] = .flag(icon == "overflow")
        facts["team"] = .text(self.name(of: leg.team))
        facts["agent"] = .text(person.map { self.name(of: $0) })
        facts["from"] = .text(self.name(of: ended.team))
        return facts
    }

    private static func closing(_ ended: Leg, _ outcome: Outcome) -> String {
        switch ended.end {
        case .closedByContact: "closedByContact"
        case .closedByInactivity: "closedByInactivity"
        case .closedByFlow: "closedByFlow"
        case .closedByAdministrator: "closedByAdministrator"
        default: outcome == .success ? "closedByAgent" : "lost"
        }
    }

    private func line(
        _ item: TimelineItem,
        _ name: String,
        icon: String,
        tag: ID<Tag>? = nil
    ) -> PageFacts {
        var facts = blank("line", key: String(item.sequence), at: item.at)
        facts["line"] = .text(name)
        facts["icon"] = .text(icon)
        facts["by"] = .text(self.name(of: item.actor))
        facts["tag"] = .text(tag.flatMap { showing.directory.tags[$0]?.name })
        return facts
    }

    // MARK: Names

    private func name(of team: ID<Team>?) -> String {
        team.flatMap { showing.directory.teams[$0]?.name } ?? ""
    }

    func name(of agent: ID<Agent>) -> String {
        showing.directory.agents[agent]?.name ?? ""
    }

    private func name(of actor: Actor) -> String {
        switch actor {
        case .agent(let agent): name(of: agent)
        case .contact: contactName
        case .system, .console: showing.directory.company.name
        }
    }

    /// What every entry has, before it says anything.
    func blank(_ kind: String, key: String, at moment: Timestamp) -> PageFacts {
        [
            "kind": .text(kind), "key": .text(key),
            "at": .moment(milliseconds: moment.milliseconds), "warns": false, "ours": false,
            "loneEmoji": false, "isStuck": false, "mayResend": false, "edited": false,
            "deleted": false, "erased": false, "unsupported": false, "attachments": .list([]),
            "options": .texts([]),
        ]
    }
}
