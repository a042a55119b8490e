import Engine
import Foundation
import GRDB
import Store
import TestSupport
import Testing

@Suite struct ReportLogTests {
    private let scratch: StoreScratch
    private let folder: DataFolder
    private let log: ReportLog

    init() throws {
        scratch = try StoreScratch()
        folder = try scratch.open()
        log = folder.reportLog
    }

    private func entry(_ hash: String, at milliseconds: Int64 = 1) -> ReportEntry {
        ReportEntry(
            at: Timestamp(milliseconds: milliseconds),
            viewer: 7,
            viewerName: "Sofia",
            report: "history",
            title: "Histórico",
            format: "pdf",
            parameters: #"{"team":"vendas"}"#,
            dataAsOf: Timestamp(milliseconds: 9),
            language: "pt-BR",
            zone: "America/Sao_Paulo",
            hidesIdentities: true,
            pages: 3,
            contentHash: hash
        )
    }

    @Test func `every report of a content is found, the first first`() async throws {
        for (hash, moment) in [("a", 1), ("b", 2), ("a", 3)] as [(String, Int64)] {
            try await log.add(entry(hash, at: moment))
        }
        let found = try await log.entries(contentHash: "a")
        #expect(found.map(\.at.milliseconds) == [1, 3])
        var expected = entry("a", at: 1)
        expected.id = found[0].id
        #expect(found[0] == expected)
        #expect(try await log.entries(contentHash: "c").isEmpty)
    }

    @Test func `the newest are read page by page`() async throws {
        for moment in 1...5 { try await log.add(entry("h", at: Int64(moment))) }
        let first = try await log.latest(2)
        #expect(first.map(\.at.milliseconds) == [5, 4])
        let next = try await log.latest(9, before: first[1].id)
        #expect(next.map(\.at.milliseconds) == [3, 2, 1])
    }

    @Test(arguments: [
        "UPDATE report_log SET viewer_name = ''", "DELETE FROM report_log",
        "UPDATE report_words SET title = 'x'", "DELETE FROM report_words",
        "UPDATE report_words SET contact = 1, title = '', parameters = '{}'",
    ])
    func `nobody changes the log afterwards`(sql: String) async throws {
        try await log.add(entry("a"))
        let queue = try DatabaseQueue(path: scratch.database)
        await #expect(throws: DatabaseError.self) {
            try await queue.write { try $0.execute(sql: sql) }
        }
        #expect(try await log.entries(contentHash: "a").count == 1)
    }

    @Test func `the words of reports about a contact go with it, and of others stay`() async throws
    {
        let chronicle = try Chronicle(folder.journal())
        let maria = try chronicle.contact("Maria Silva", phone: "5511999990000")
        let again = try chronicle.contact("Maria", phone: "5511999990001")
        let other = try chronicle.contact("João", phone: "5511999990002")
        let session = try chronicle.open(again, at: .at(10, 0))
        let merge = ContactMerge(
            kept: maria.id,
            root: again.id,
            absorbed: [again.id],
            name: "Maria Silva"
        )
        try chronicle.write([.contactsMerged(merge)], at: .at(11, 0))
        let about = [
            #"{"contact":"5511999990000"}"#, #"{"contact":"\#(again.id)"}"#,
            #"{"session":"\#(session.id)"}"#, #"{"protocol":"\#(session.protocolNumber)"}"#,
            #"{"text":"MARIA SILVA"}"#, #"{"text":"tel 5511999990001"}"#,
        ]
        let others = [#"{"contact":"\#(other.id)"}"#, #"{"text":"Maria"}"#, "{}", "none"]
        for parameters in about + others {
            var made = entry("a")
            made.parameters = parameters
            made.title = "Título"
            try await log.add(made)
        }
        for person in [maria, again] {
            let left = Contact(id: person.id, name: "X", erasedAt: .at(12, 0), createdAt: .noon)
            try chronicle.write([.contactErased(left)], at: .at(12, 0))
        }
        let entries = try await log.entries(contentHash: "a")
        let gone = entries.prefix(about.count)
        #expect(gone.allSatisfy { $0.parameters == "{}" && $0.title.isEmpty })
        #expect(gone.allSatisfy { $0.viewerName == "Sofia" && $0.report == "history" })
        let left = entries.dropFirst(about.count)
        #expect(left.map(\.parameters) == others)
        #expect(left.allSatisfy { $0.title == "Título" })
        // The audit tells of such a report by its kind.
        let viewer = Viewer(chronicle.company.admin)
        let data = try folder.library.reportData(for: viewer, asOf: .at(13, 0))
        let audit = try data.open("audit", parameters: #"{"from":0,"kind":"reports"}"#).columns()
        #expect(audit["object"]?.filter { $0 == "history" }.count == about.count)
    }

    @Test func `a folder of before keeps its log and its exports`() async throws {
        try await log.add(entry("a"))
        let exports = folder.exports()
        let order = ExportOrder(report: "history", formats: ["csv"])
        let now = Timestamp.at(10, 0)
        let made = try await exports.add(order, titled: "X", by: ID(7), at: now, limit: 9)
        let number = try #require(made).number
        _ = try await exports.take(at: now)
        let reach = Reach(Viewer(Agent(id: ID(7), email: "a@example.com", name: "A")))
        _ = try await exports.finish(
            number,
            titled: "X",
            [],
            seen: reach,
            at: now,
            until: .at(11, 0)
        )
        #expect(try await exports.export(number)?.reach == reach)
        try folder.close()
        let queue = try DatabaseQueue(path: scratch.database)
        try await queue.write { db in
            // As the first version of the schema had it.
            try db.execute(
                sql: """
                    DROP TRIGGER report_log_stays;
                    ALTER TABLE export DROP COLUMN reach;
                    ALTER TABLE report_log ADD COLUMN title TEXT NOT NULL DEFAULT '';
                    ALTER TABLE report_log ADD COLUMN parameters TEXT NOT NULL DEFAULT '{}';
                    UPDATE report_log SET (title, parameters) =
                        (SELECT title, parameters FROM report_words WHERE entry = id);
                    DROP TABLE report_words;
                    ALTER TABLE contact DROP COLUMN erased_at;
                    ALTER TABLE content DROP COLUMN is_erased;
                    DROP TABLE content_file;
                    DROP TABLE erased_session;
                    DROP TABLE plugin_log;
                    DROP INDEX message_sessionless;
                    DROP TABLE held;
                    DROP TABLE quarantine_log;
                    CREATE TRIGGER report_log_stays BEFORE UPDATE ON report_log
                    BEGIN SELECT raise(ABORT, 'the log of reports is append-only'); END;
                    PRAGMA user_version = 1;
                    """
            )
        }
        try queue.close()
        let again = try scratch.open()
        let found = try await again.reportLog.entries(contentHash: "a")
        var expected = entry("a")
        expected.id = found.first?.id ?? 0
        #expect(found == [expected])
        let old = try await again.exports().export(number)
        #expect(old?.state == .done && old?.reach == nil)
    }
}
