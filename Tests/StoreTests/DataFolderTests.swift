import Engine
import Foundation
import GRDB
import Store
import TestSupport
import Testing

@Suite struct DataFolderTests {
    private let scratch: StoreScratch

    init() throws {
        scratch = try StoreScratch()
    }

    @Test func `a folder is made with everything it needs, for its owner alone`() throws {
        let path = scratch.path + "/new/data"
        let folder = try DataFolder.open(path)
        let files = FileManager.default
        #expect(files.fileExists(atPath: path + "/conecta.sqlite"))
        #expect(try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o700)
        let key = try files.attributesOfItem(atPath: path + "/key")
        #expect(key[.posixPermissions] as? Int == 0o600)
        #expect(try folder.secret(for: "a") != folder.secret(for: "b"))
        try folder.close()
        let again = try DataFolder.open(path)
        #expect(try again.secret(for: "a").count == 32)
    }

    @Test func `a missing folder is not made by who only reads`() {
        let path = scratch.path + "/nowhere"
        #expect(throws: DataFolderError.notFound(path: path)) {
            try DataFolder.open(path, as: .reader)
        }
        #expect(throws: DataFolderError.notFound(path: path)) {
            try DataFolder.open(path, creating: false)
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `a file is no folder`() throws {
        let path = scratch.path + "/file"
        try Data("x".utf8).write(to: URL(filePath: path))
        #expect(throws: DataFolderError.notAFolder(path: path)) { try DataFolder.open(path) }
    }

    @Test func `a second owner is told who has the folder, and readers are let in`() throws {
        let owner = try scratch.open()
        #expect(throws: DataFolderError.locked(path: scratch.path, pid: getpid())) {
            try scratch.open()
        }
        let reader = try DataFolder.open(scratch.path, as: .reader)
        #expect(throws: DataFolderError.readOnly(path: scratch.path)) { try reader.journal() }
        try reader.close()
        try owner.close()
        try scratch.open().close()
    }

    @Test func `a database of a newer version is left as it is`() throws {
        try scratch.open().close()
        try run("PRAGMA user_version = 99")
        let before = try bytes()
        let error = DataFolderError.newerSchema(path: scratch.database, found: 99, known: 6)
        #expect(throws: error) { try scratch.open() }
        #expect(throws: error) { try DataFolder.open(scratch.path, as: .reader) }
        #expect(try bytes() == before)
        #expect("\(error)".contains("use the newer program"))
    }

    @Test func `a folder of the version before gets what it lacks`() async throws {
        try scratch.open().close()
        let before = try scratch.open()
        let chronicle = try Chronicle(before.journal())
        let maria = try chronicle.contact("Maria", phone: "5511999990000")
        let session = try chronicle.open(maria, at: .noon)
        let hash = String(repeating: "ab", count: 32)
        let file = Attachment(mediaType: "image/png", hash: hash)
        try chronicle.say(
            "",
            in: session,
            content: Content(kind: .image, attachments: [file]),
            at: .noon
        )
        try before.close()
        try run(
            """
            DROP TABLE plugin_log; DROP TABLE erased_session; DROP TABLE content_file;
            DROP INDEX message_sessionless; ALTER TABLE contact DROP COLUMN erased_at;
            ALTER TABLE content DROP COLUMN is_erased; PRAGMA user_version = 4
            """
        )
        let folder = try scratch.open()
        // Which message has which file is known of what came before, too.
        _ = try folder.journal().append(
            [.wordsErased(.session(session.id))],
            at: .noon,
            by: .system
        )
        try folder.close()
        let queue = try DatabaseQueue(path: scratch.database)
        let left = try await queue.read { try String.fetchAll($0, sql: "SELECT hash FROM upload") }
        #expect(left == [hash])
    }

    @Test func `a file that is no database is left as it is`() throws {
        let text = Data(String(repeating: "this is a letter, not a database. ", count: 200).utf8)
        try text.write(to: URL(filePath: scratch.database))
        #expect(throws: DataFolderError.notADatabase(path: scratch.database)) {
            try scratch.open()
        }
        #expect(try bytes() == text)
    }

    @Test func `another program's database is left as it is`() throws {
        try run("CREATE TABLE letters (text); PRAGMA user_version = 1")
        let before = try bytes()
        #expect(throws: DataFolderError.notADatabase(path: scratch.database)) {
            try scratch.open()
        }
        #expect(try bytes() == before)
    }

    @Test func `a damaged database is found out and nothing is changed`() async throws {
        let chronicle = try Chronicle(try scratch.open().journal())
        var contact = try chronicle.contact("Maria", phone: "5511999990000")
        contact.note = String(repeating: "longa ", count: 200_000)
        try chronicle.write([.contactChanged(contact)], at: .noon)
        _ = consume chronicle
        let file = try #require(FileHandle(forUpdatingAtPath: scratch.database))
        let size = try file.seekToEnd()
        // The pages of the schema come first and stay; the last ones become noise.
        try file.seek(toOffset: size - size / 4)
        file.write(Data(repeating: 0x5a, count: Int(size / 4)))
        try file.close()
        let folder = try DataFolder.open(scratch.path, as: .reader)
        let findings = try await folder.checkup()
        #expect(findings.contains { $0.kind == .damaged })
    }

    @Test func `a folder that may not be written says so`() async throws {
        try scratch.open().close()
        for file in try FileManager.default.subpathsOfDirectory(atPath: scratch.path) {
            chmod(scratch.path + "/" + file, file.hasSuffix("media") ? 0o555 : 0o444)
        }
        chmod(scratch.path, 0o555)
        defer { chmod(scratch.path, 0o755) }
        let path = scratch.path
        // In a process of its own, because the superuser may write everything and must step down.
        await #expect(processExitsWith: .success) { [path = path as String] in
            if geteuid() == 0 { seteuid(65_534) }
            #expect(throws: DataFolderError.readOnly(path: path)) { try DataFolder.open(path) }
        }
    }

    @Test func `a full disk undoes the transaction and says so`() throws {
        let folder = try scratch.open()
        let journal = try folder.journal()
        let chronicle = try Chronicle(journal)
        let contact = try chronicle.contact("Maria", phone: "5511999990000")
        let session = try chronicle.open(contact, at: .noon)
        try journal.limitPages(to: 240)
        let long = String(repeating: "palavra ", count: 2_000)
        var written: [ID<Message>] = []
        var refused = false
        for _ in 0..<100 {
            do {
                written.append(try chronicle.say(long, in: session, at: .noon).id)
            } catch {
                #expect(error as? DataFolderError == .full(path: scratch.database))
                refused = true
                break
            }
        }
        #expect(refused && !written.isEmpty)
        // With room again it goes on, and what was acknowledged is there.
        try journal.limitPages(to: 1_000_000)
        written.append(try chronicle.say("coube", in: session, at: .noon).id)
        for id in written {
            #expect(try journal.facts(for: .message(id)).message != nil)
        }
        #expect(try journal.loadFloor().sessions[session.id]?.unread == written.count)
    }

    private func run(_ sql: String) throws {
        let queue = try DatabaseQueue(path: scratch.database)
        try queue.inDatabase { try $0.execute(sql: sql) }
        try queue.close()
    }

    private func bytes() throws -> Data {
        try Data(contentsOf: URL(filePath: scratch.database))
    }
}
