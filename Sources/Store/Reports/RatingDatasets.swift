import Engine
import GRDB

extension SnapshotReportData {
    /// Opens `ratings`: how many ratings of a period had how many stars, 5 to 1.
    func ratings(_ parameters: ReportParameters) throws -> any ReportCursor {
        let counts = try snapshot.read { db in
            let (condition, arguments) = try ratingCondition(parameters, db)
            let sql = "SELECT stars, count(*) FROM rating WHERE \(condition) GROUP BY 1"
            var counts: [Int64: Int64] = [:]
            for row in try Row.fetchAll(db, sql: sql, arguments: arguments) {
                counts[row[0]] = row[1]
            }
            return counts
        }
        let fields: [ReportField<Int64>] = [
            .integer("stars") { $0 }, .integer("ratings") { counts[$0] ?? 0 },
        ]
        return BatchCursor([ReportBatch([5, 4, 3, 2, 1], fields)])
    }

    /// Opens `rated_sessions`: the ratings of a period, newest first, each with its session.
    func ratedSessions(_ parameters: ReportParameters) throws -> any ReportCursor {
        let hides = try parameters.hidesIdentities()
        let sees = ViewerScope(viewer).sees
        let (condition, arguments, names) = try snapshot.read { db in
            let (condition, arguments) = try ratingCondition(parameters, db)
            return (condition, arguments, try ReportNames(db))
        }
        let fields: [ReportField<Row>] = [
            .moment("rated") { Timestamp($0[1]) },
            .integer("rating") { $0[2] },
            .text("protocol") { ProtocolNumber(day: $0[3], sequence: $0[4]).description },
            .text("session") { ID<Session>($0[0] as Int64).description },
            .text("channel") { names.channels[$0[5]] },
            .text("team") { ($0[6] as Int64?).flatMap { names.teams[$0] } },
            .text("agent") { ($0[7] as Int64?).flatMap { names.agents[$0] } },
            .text("contact") { hides ? nil : $0[8] },
            .text("comment") { hides ? nil : $0[9] },
            .text("last_words") { hides ? nil : $0[10] },
        ]
        return PagedCursor(snapshot, fields) { db, last in
            let place = last.map { "(rating.at, session) < (\($0[1] as Int64), \($0[0] as Int64))" }
            return try Row.fetchAll(
                db,
                sql: """
                    SELECT rating.session, rating.at, stars, protocol_day, protocol_sequence,
                        rating.channel, rating.team, rating.agent, contact.name,
                        coalesce(\(Self.filteredWords), \(Self.wordsAfter)), \(Self.lastWords)
                    FROM rating JOIN session ON session.id = rating.session
                    LEFT JOIN contact ON contact.id = session.contact
                    WHERE \(condition) AND \(sees) AND \(place ?? "TRUE")
                    ORDER BY rating.at DESC, rating.session DESC
                    LIMIT \(PagedCursor<Row>.pageSize)
                    """,
                arguments: arguments
            )
        }
    }

    /// How long after a rating words are about it, in milliseconds.
    private static let commentTime: Int64 = 3_600_000

    private static let isWord = """
        direction = 'inbound' AND kind = 'text' AND text <> '' AND is_deleted = 0
        """

    /// The first words after the rating that started no session.
    private static let filteredWords = """
        (SELECT text FROM message JOIN content USING (id)
        WHERE is_filtered = 1 AND message.contact = session.contact
            AND message.channel = rating.channel AND message.at >= rating.at
            AND message.at <= rating.at + \(commentTime) AND \(isWord)
        ORDER BY id LIMIT 1)
        """

    /// The first words after the rating in the session itself.
    private static let wordsAfter = """
        (SELECT text FROM message JOIN content USING (id)
        WHERE message.session = rating.session AND message.at > rating.at
            AND message.at <= rating.at + \(commentTime) AND \(isWord)
        ORDER BY id LIMIT 1)
        """

    /// The last words before the rating.
    private static let lastWords = """
        (SELECT text FROM message JOIN content USING (id)
        WHERE message.session = rating.session AND message.at < rating.at AND \(isWord)
        ORDER BY id DESC LIMIT 1)
        """

    private func ratingCondition(
        _ parameters: ReportParameters,
        _ db: Database
    ) throws -> (String, StatementArguments) {
        let (from, to) = try parameters.period(asOf: asOf)
        let scope = ViewerScope(viewer)
        // Whole quarters of an hour, as all figures of periods.
        let query = FigureQuery(from: from, to: to, dimension: .total, scope: scope)
        let filter = try parameters.figureFilter(db)
        let condition = """
            rating.at >= ? AND rating.at < ? AND \(scope.counts("rating.team"))
                AND \(filter.passes("rating"))
            """
        return (condition, [query.from.milliseconds, query.to.milliseconds])
    }
}
