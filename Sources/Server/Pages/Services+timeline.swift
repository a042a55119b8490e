internal import Engine
internal import Foundation
internal import OrderedCollections
internal import Templates

extension Services {
    /// How many things a page of a timeline has.
    static let stretch = 60

    /// Reads the newest part of a session's timeline, or the part before a place.
    ///
    /// When nothing of the session is before it, `older` leads to the contact's session before that
    /// one, if the viewer may see it.
    func timeline(
        of session: Session,
        before place: Int64?,
        _ showing: Showing,
        _ zone: TimeZone
    ) async throws -> PageFacts {
        let found = try await sessions.timeline(
            of: session.id,
            before: place,
            limit: Self.stretch + 1
        )
        let items = Array(found.prefix(Self.stretch))
        let older: String?
        if found.count > Self.stretch, let first = items.last {
            older = "/console/\(session.id)/timeline?before=\(first.sequence)"
        } else {
            older = try await previous(to: session, showing.viewer)
                .map { "/console/\($0)/timeline" }
        }
        return facts(of: session, showing, zone).stretch(items, older: older, last: 0)
    }

    /// Reads what happened in a session after a place.
    func timeline(
        of session: Session,
        after place: Int64,
        _ showing: Showing,
        _ zone: TimeZone
    ) async throws -> PageFacts {
        let found = try await sessions.timeline(of: session.id, before: nil, limit: 200)
        let items = found.filter { $0.sequence > place }
        return facts(of: session, showing, zone).stretch(items, older: nil, last: place)
    }

    /// Reads one message as a timeline of its own, because its words or files changed.
    func timeline(
        of session: Session,
        message: ID<Message>,
        _ showing: Showing,
        _ zone: TimeZone
    ) async throws -> PageFacts {
        guard let stored = try await sessions.message(message), stored.message.session == session.id
        else { throw Refusal.notFound(.message) }
        let record = facts(of: session, showing, zone).facts(of: stored, key: "")
        return ["items": .list([record]), "older": nil, "last": 0]
    }

    /// The protocol notes of a session, first to last.
    func notes(of session: Session, _ showing: Showing) async throws -> PageFact {
        let items = try await sessions.timeline(of: session.id, before: nil, limit: 500)
        var records: [PageFacts] = []
        for item in items.reversed() {
            guard case .note(let note) = item.entry else { continue }
            records.append([
                "by": .text(showing.directory.agents[note.author]?.name ?? ""),
                "at": .moment(milliseconds: item.at.milliseconds),
                "text": .text(note.text),
            ])
        }
        return .list(records)
    }

    private func facts(
        of session: Session,
        _ showing: Showing,
        _ zone: TimeZone
    ) -> TimelineFacts {
        TimelineFacts(
            showing: showing,
            mayResend: showing.viewer.mayServe(session),
            contactName: session.contactName,
            zone: zone
        )
    }

    private func previous(
        to session: Session,
        _ viewer: Viewer
    ) async throws -> ID<Session>? {
        var filter = SessionFilter()
        filter.contact = session.contact
        return try await sessions.history(filter, for: viewer, after: session.id, limit: 1)
            .first?.session.id
    }
}
