import Engine
import GRDB

extension SnapshotReportData {
    /// Opens `legs`: the legs of a session, first to last.
    func legs(_ parameters: ReportParameters) throws -> any ReportCursor {
        let (legs, names) = try snapshot.read { db in
            let session = try visibleSession(parameters, db).session.id
            return (try LegRows.fetch(db, of: session), try ReportNames(db))
        }
        let fields: [ReportField<Leg>] = [
            .text("phase") { $0.phase.rawValue },
            .text("team") { $0.team.flatMap { names.teams[$0.value] } },
            .text("agent") { names.agent($0.agent) },
            .text("agent_nickname") { names.nickname($0.agent) },
            .text("reserved_for") { names.agent($0.reservedFor) },
            .moment("started") { $0.startedAt },
            .text("start") { $0.start.rawValue },
            .moment("ended") { $0.endedAt },
            .text("end") { $0.end?.rawValue },
            .duration("duration") { leg in leg.endedAt.map { $0.since(leg.startedAt) } },
        ]
        return BatchCursor([ReportBatch(legs, fields)])
    }

    /// Opens `notes`: the protocol notes of a session, first to last.
    func notes(_ parameters: ReportParameters) throws -> any ReportCursor {
        let hides = try parameters.hidesIdentities()
        let (notes, names) = try snapshot.read { db in
            let session = try visibleSession(parameters, db).session.id
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT note.at, note.author, content.text, is_erased FROM note
                    LEFT JOIN content ON content.id = note.id
                    WHERE note.session = ? ORDER BY note.id
                    """,
                arguments: [session.value]
            )
            return (rows, try ReportNames(db))
        }
        let fields: [ReportField<Row>] = [
            .moment("moment") { Timestamp($0[0]) },
            .text("author") { names.agents[$0[1]] },
            .text("text") { hides ? nil : $0[2] },
            .truth("erased") { $0[3] },
        ]
        return BatchCursor([ReportBatch(notes, fields)])
    }

    /// Opens `timeline`: everything that happened in a session, first to last.
    ///
    /// `kind` is `opened`, `leg`, `closed`, `message`, `note`, `tag_added`, `tag_removed`, `reopened`,
    /// `warned`, `flow` (with the block it waits at), `automation_cut`, `classified`, `rating_asked` or
    /// `rated`; `side` is `contact`, `us` or `event`; `author_kind` says of messages whether the
    /// `contact`, an `agent`, an `automatic` answer or another tool (`elsewhere`) wrote them, of the
    /// rest who did it: `agent`, `contact`, `system` or `console`. Nicknames are what contacts see.
    /// The privacy switch takes names, words and file names.
    func timeline(_ parameters: ReportParameters) throws -> any ReportCursor {
        let hides = try parameters.hidesIdentities()
        let (session, names) = try snapshot.read { db in
            (try visibleSession(parameters, db).session, try ReportNames(db))
        }
        let contact = hides ? "" : session.contactName
        return PagedCursor(snapshot, TimelineLine.fields) { db, last in
            try TimelineRows(db: db)
                .fetch(
                    of: session.id,
                    after: last?.sequence ?? 0,
                    limit: PagedCursor<TimelineLine>.pageSize
                )
                .map { try TimelineLine($0, names, contact: contact, hides: hides, db) }
        }
    }
}

/// Is one thing on a timeline as reports show it.
private struct TimelineLine {
    let sequence: Int64
    let at: Timestamp
    let hides: Bool
    var kind = ""
    var side = "event"
    var authorKind = ""
    var author: String?
    var nickname: String?
    var text: String?
    var message: StoredMessage?
    var isErased = false
    var quote: String?
    var leg: Leg?
    var team: String?
    var agent: String?
    var agentNickname: String?
    var tag: String?
    var end: String?

    init(
        _ item: TimelineItem,
        _ names: ReportNames,
        contact: String,
        hides: Bool,
        _ db: Database
    ) throws {
        sequence = item.sequence
        at = item.at
        self.hides = hides
        authorKind = item.actor.word
        switch item.actor {
        case .agent(let agent):
            author = names.agent(agent)
            nickname = names.nickname(agent)
        case .contact:
            author = contact
            nickname = contact
        case .system, .console:
            author = nil
        }
        switch item.entry {
        case .opened(let session):
            kind = "opened"
            show(session.leg, names)
        case .legChanged(let ended, let began):
            kind = "leg"
            end = ended.end?.rawValue
            show(began, names)
        case .closed(let ended, let outcome):
            kind = "closed"
            end = ended.end?.rawValue
            text = outcome.rawValue
        case .message(let stored):
            kind = "message"
            try show(stored, names, contact: contact, db)
        case .note(let note):
            kind = "note"
            authorKind = "agent"
            author = names.agent(note.author)
            nickname = names.nickname(note.author)
            text = hides ? nil : note.text
            isErased = note.isErased
        case .tagAdded(let id):
            kind = "tag_added"
            tag = names.tags[id.value]
        case .tagRemoved(let id):
            kind = "tag_removed"
            tag = names.tags[id.value]
        case .reopened(let session):
            kind = "reopened"
            show(session.leg, names)
        case .warned:
            kind = "warned"
        case .flowMoved(let position):
            kind = "flow"
            text = position?.block
        case .automationCut:
            kind = "automation_cut"
        case .classified(let chosen):
            kind = "classified"
            text = names.dispositions[chosen.value]
        case .ratingAsked:
            kind = "rating_asked"
        case .rated(let stars):
            kind = "rated"
            text = String(stars)
        }
    }

    private mutating func show(_ leg: Leg, _ names: ReportNames) {
        self.leg = leg
        team = leg.team.flatMap { names.teams[$0.value] }
        agent = names.agent(leg.agent)
        agentNickname = names.nickname(leg.agent)
    }

    private mutating func show(
        _ stored: StoredMessage,
        _ names: ReportNames,
        contact: String,
        _ db: Database
    ) throws {
        message = stored
        isErased = stored.content.isErased
        text = hides ? nil : stored.content.text
        authorKind = stored.message.author.word
        side = stored.message.direction == .inbound ? "contact" : "us"
        switch stored.message.author {
        case .contact:
            author = contact
            nickname = contact
        case .agent(let agent):
            author = names.agent(agent)
            nickname = names.nickname(agent)
        case .automatic, .elsewhere:
            author = nil
            nickname = nil
        }
        guard !hides, !stored.content.replyTo.isEmpty else { return }
        let channel = stored.message.channel
        quote = try MessageRow.fetch(db, named: stored.content.replyTo, on: channel)?
            .content.preview
    }

    static var fields: [ReportField<TimelineLine>] {
        [
            .moment("moment") { $0.at },
            .text("kind") { $0.kind },
            .text("side") { $0.side },
            .text("author_kind") { $0.authorKind },
            .text("author") { $0.author },
            .text("nickname") { $0.nickname },
            .text("message") { $0.message?.message.id.description },
            .text("text") { $0.text },
            .text("content") { $0.message?.content.kind.rawValue },
            .text("reply_to") { $0.quote },
            .text("reaction") { $0.hides ? nil : $0.message?.content.reaction },
            .truth("edited") { $0.message?.content.isEdited },
            .truth("deleted") { $0.message?.content.isDeleted },
            .truth("erased") { $0.isErased },
            .text("attachments") { $0.attachments },
            .text("delivery") { $0.delivery },
            .text("error") { line in
                // What a provider says may name the address.
                line.message?.error.map { line.hides ? $0.code : "\($0.code) \($0.text)" }
            },
            .text("phase") { $0.leg?.phase.rawValue },
            .text("team") { $0.team },
            .text("agent") { $0.agent },
            .text("agent_nickname") { $0.agentNickname },
            .text("start") { $0.leg?.start.rawValue },
            .text("end") { $0.end },
            .text("tag") { $0.tag },
        ]
    }

    private var delivery: String? {
        message.flatMap { $0.message.direction == .outbound ? $0.message.delivery.rawValue : nil }
    }

    private var attachments: String? {
        guard let files = message?.content.attachments, !files.isEmpty else { return nil }
        return try? JSONText.encode(files.map { FileLine($0, hidesName: hides) })
    }
}

/// Is an attachment in the JSON of a timeline's line.
private struct FileLine: Encodable {
    let name: String
    let mediaType: String
    let size: Int64
    let hash: String

    init(_ attachment: Attachment, hidesName: Bool) {
        name = hidesName ? "" : attachment.name
        mediaType = attachment.mediaType
        size = attachment.size
        hash = attachment.hash
    }
}
