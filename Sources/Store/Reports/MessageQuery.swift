import Engine
import GRDB

/// Builds the conditions on messages from a report's parameters, cut to what a viewer may see.
///
/// The period is when messages entered our books. `team` and `agent` are those of the session, and
/// the author of a message of ours; `loose` leaves only what began no session.
struct MessageQuery: Sendable {
    /// The tables that the conditions and the columns of a line are in.
    static let source = """
        \(MessageRow.source)
        LEFT JOIN contact ON contact.id = message.contact
        """

    /// The conditions, joined by AND.
    private(set) var condition: String

    /// Whether names and words are left out.
    let hides: Bool

    /// Whether the words are in: never under the privacy switch.
    let hasWords: Bool

    init(_ parameters: ReportParameters, for viewer: Viewer, _ db: Database) throws {
        hides = try parameters.hidesIdentities()
        hasWords = try !hides && parameters.truth("words") ?? true
        condition = ViewerScope(viewer).seesMessage
        try addPeriod(parameters)
        let channels: Set<ID<Channel>> = try parameters.references("channel", "channel", "slug", db)
        add("message.channel", channels)
        let teams: Set<ID<Team>> = try parameters.references("team", "team", "slug", db)
        add("session.team", teams)
        let agents: Set<ID<Agent>> = try parameters.references("agent", "agent", "email", db)
        add("message.author", agents)
        add("message.direction", words: try parameters.choices("direction", of: Direction.self))
        add("message.delivery", words: try parameters.choices("delivery", of: Delivery.self))
        if let contact = try parameters.contact(db) {
            let family = try ContactRow.family(db, of: contact)
            condition += " AND message.contact IN (\(sqlList(family)))"
        }
        if try parameters.truth("loose") == true {
            condition += " AND message.session IS NULL AND message.is_filtered = 1"
        }
        if try parameters.text("session") != nil || parameters.text("protocol") != nil {
            condition += " AND message.session = \(try parameters.session(db).value)"
        }
    }

    /// Narrows to what comes after a message, oldest first.
    func start(after message: ID<Message>?) -> String {
        guard let message else { return condition }
        return condition + " AND message.id > \(message.value)"
    }

    /// Names the ways that a message can go, for parameters.
    private enum Direction: String, CaseIterable {
        case inbound
        case outbound
    }

    // An id is never older than the moment of its making, which may be a little before its message's
    // only where a clock was put back: so ids bound what is read, and moments say what is in.
    private mutating func addPeriod(_ parameters: ReportParameters) throws {
        if let from = try parameters.moment("from") {
            let first = max(0, from.milliseconds) << 22
            condition += " AND message.id >= \(first) AND message.at >= \(from.milliseconds)"
        }
        if let to = try parameters.moment("to") {
            let last = max(0, to.milliseconds + 86_400_000) << 22
            condition += " AND message.id < \(last) AND message.at < \(to.milliseconds)"
        }
    }

    private mutating func add<Entity>(_ column: String, _ ids: Set<ID<Entity>>) {
        guard !ids.isEmpty else { return }
        condition += " AND \(column) IN (\(sqlList(ids)))"
    }

    // The words are raw values of ours: nothing in them needs quoting.
    private mutating func add<Word: RawRepresentable>(
        _ column: String,
        words: [Word]
    ) where Word.RawValue == String {
        guard !words.isEmpty else { return }
        let list = words.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
        condition += " AND \(column) IN (\(list))"
    }
}
