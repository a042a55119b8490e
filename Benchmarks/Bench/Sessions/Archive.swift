import CReferences
import Foundation
import Store

/// Is a store with a long past, made once for all measurements and kept beside other temporary files.
///
/// `BENCH_SESSIONS` says how many sessions it has, each of ten messages; a million take some minutes
/// to make.
struct Archive {
    /// How many sessions there are.
    static let sessions = Int(ProcessInfo.processInfo.environment["BENCH_SESSIONS"] ?? "") ?? 50_000

    /// How many sessions a day has; the last `openSessions` of all are open.
    static let sessionsADay = 1_000
    static let openSessions = 5_000
    static let teams = 20

    /// The folder.
    let path: String

    /// Finds the store, or makes it.
    init() throws {
        path =
            FileManager.default.temporaryDirectory
            .appending(path: "conecta-bench-archive-\(Self.sessions)").path
        let mark = path + "/complete"
        guard !FileManager.default.fileExists(atPath: mark) else { return }
        try? FileManager.default.removeItem(atPath: path)
        try DataFolder.open(path).close()
        for part in Self.parts {
            guard reference_execute(path + "/conecta.sqlite", part) != 0 else {
                throw BenchFailure("the archive cannot be made in \(path)")
            }
        }
        try Data().write(to: URL(filePath: mark))
    }

    /// The protocol number of a session, without dashes.
    static func number(_ session: Int) -> (day: Int32, sequence: Int64) {
        let date = Date(
            timeIntervalSince1970: Double(start + day * (session / sessionsADay)) / 1_000
        )
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        let number = (parts.year ?? 0) * 10_000 + (parts.month ?? 0) * 100 + (parts.day ?? 0)
        return (Int32(number), Int64(session % sessionsADay + 1))
    }

    // 1 January 2024, and the milliseconds of a day.
    private static let start = 1_704_067_200_000
    private static let day = 86_400_000

    // A session's number n from 0 on, and the time it began.
    private static let numbers = """
        WITH RECURSIVE numbers (n) AS (
            VALUES (0) UNION ALL SELECT n + 1 FROM numbers LIMIT \(sessions)),
        sessions AS (SELECT n, \(start) + n / \(sessionsADay) * \(day)
            + n % \(sessionsADay) * \(day / sessionsADay) AS at FROM numbers)
        """

    // Half of the messages have a common word; one in a hundred thousand has the rare one.
    private static let words = """
        'Bom dia, sobre o assunto' || (n * 7919 + j * 104729) % 30011 || ' e o item'
            || (n * 31 + j * 17) % 997 || iif((n + j) % 2, ' do pedido', ' da fatura')
            || iif((n * 10 + j) % 100000 = 777, ' ornitorrinco', '') || ' não recebi resposta'
        """

    private static let parts = [
        """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
        WITH RECURSIVE numbers (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM numbers LIMIT \(teams))
        INSERT INTO team (id, slug, name, target_seconds, goal, short_abandon_seconds,
            counts_abandoned, is_active, rules)
        SELECT n, 'equipe-' || n, 'Equipe ' || n, 300, 0.8, 10, 1, 1, '{}' FROM numbers;
        INSERT INTO channel (id, slug, name, plugin, account, team, rhythm, capabilities, is_active,
            rules)
        VALUES (100, 'canal', 'Canal', 'webchat', '', 1, 'live', '{}', 1, '{}');
        """,
        """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
        \(numbers)
        INSERT INTO contact (id, name, is_name_confirmed, note, groups, refuses_outbound, created_at)
        SELECT 1000 + n, 'Conceição ' || n % 4999 || ' Araújo', 1, '', '[]', 0, at FROM sessions
        WHERE n % 5 = 0;
        INSERT INTO address (id, channel, value) SELECT id, 100, '55119' || id FROM contact;
        INSERT INTO contact_identity (kind, scope, value, contact, position)
        SELECT 'phone', '', '55119' || id, id, 0 FROM contact;
        """,
        """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
        \(numbers)
        INSERT INTO session (id, protocol_day, protocol_sequence, channel, contact, address, origin,
            phase, team, agent, started_at, leg, waiting_since, last_message, unread, tags, closed_at,
            outcome, teams, agents, wait, handle, messages_in, messages_out, transfers, progress,
            heard_from, is_placed, is_settled, is_cut, reopenings, closed_milliseconds, active)
        SELECT at << 22, strftime('%Y%m%d', at / 1000, 'unixepoch') + 0, n % \(sessionsADay) + 1, 100,
            1000 + n - n % 5, 1000 + n - n % 5, 'inbound',
            iif(n < \(sessions - openSessions), 'closed', 'waiting'), 1 + n % \(teams),
            iif(n < \(sessions - openSessions), 500 + n % 200, NULL), at, (at << 22) + 100,
            iif(n < \(sessions - openSessions), NULL, at), (at << 22) + 10, 0, '[]',
            iif(n < \(sessions - openSessions), at + 900000, NULL),
            iif(n < \(sessions - openSessions), 'success', NULL), '[' || (1 + n % \(teams)) || ']',
            '[' || (500 + n % 200) || ']', 60000, 600000, 5, 5, 0, 0, 1000 + n - n % 5, 0, 0, 0, 0, 0,
            0
        FROM sessions;
        INSERT INTO leg (id, session, phase, team, agent, started_at, start, ended_at, end)
        SELECT leg, id, iif(phase = 'closed', 'inService', 'waiting'), team, agent, started_at, 'new',
            closed_at, iif(phase = 'closed', 'closed-by-agent', NULL) FROM session;
        INSERT INTO session_team SELECT team, id FROM session;
        INSERT INTO session_agent SELECT agent, id FROM session WHERE agent IS NOT NULL;
        """,
        """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
        \(numbers), places (j) AS (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10))
        INSERT INTO message (id, session, channel, contact, direction, author, at, sent_at, delivery,
            attempts, has_files, is_filtered)
        SELECT (at << 22) + j, at << 22, 100, 1000 + n - n % 5, iif(j % 2, 'inbound', 'outbound'),
            iif(j % 2, -1, 500 + n % 200), at + j * 30000, at + j * 30000, 'delivered', 0, 0, 0
        FROM sessions CROSS JOIN places;
        \(numbers), places (j) AS (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10))
        INSERT INTO content (id, kind, text) SELECT (at << 22) + j, 'text', \(words)
        FROM sessions CROSS JOIN places;
        INSERT INTO event (at, actor, session, subject, type, version, data)
        SELECT at, author, session, id, 'message-added', 1,
            '{"channel":100,"contact":' || contact || ',"direction":"inbound","author":-1,"at":' || at
            || ',"sentAt":' || at || ',"delivery":"delivered","kind":"text","hasFiles":false'
            || ',"isNamed":false}' FROM message;
        """,
        """
        PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
        INSERT INTO search_session (rowid, words, names, identities, scope)
        SELECT (protocol_day << 26 | protocol_sequence) << 10,
            (SELECT group_concat(text, char(10)) FROM content
                WHERE content.id > session.id AND content.id <= session.id + 10),
            contact.name, '55119' || contact.id,
            'c100 t' || team || ' a' || ifnull(agent, 0)
        FROM session JOIN contact ON contact.id = session.contact ORDER BY session.id;
        UPDATE search_progress SET head = (SELECT max(seq) FROM event);
        """,
        "PRAGMA journal_mode = WAL;",
    ]
}
