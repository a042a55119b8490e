import Engine
import Foundation
import GRDB
import Store
import TestSupport
import Testing

/// Is what is left of people who were erased: the record, and nothing that tells who they were.
@Suite struct ErasingTests {
    private let scratch: StoreScratch

    init() throws {
        scratch = try StoreScratch()
    }

    private static let secrets = [
        "Maria Silva", "5511999990001", "mora na rua das flores", "recibo.png", "wamid.segredo",
        "cliente difícil", "conversa-77", "12345678909", "amo gatos",
    ]

    /// Lives a conversation full of what is nobody else's business; returns the contact.
    private func live(_ chronicle: Chronicle, with hash: String) throws -> Contact {
        var maria = try chronicle.contact("Maria Silva", phone: "5511999990001")
        maria.note = "cliente difícil"
        maria.fields = [ID(31): "12345678909"]
        try chronicle.write([.contactChanged(maria)], at: .at(9, 0))
        var session = try chronicle.open(maria, at: .at(10, 0))
        try chronicle.say(
            "mora na rua das flores",
            in: session,
            providerID: "wamid.segredo",
            at: .at(10, 1)
        )
        let file = Attachment(mediaType: "image/png", name: "recibo.png", hash: hash, size: 3)
        let picture = Content(kind: .image, attachments: [file])
        try chronicle.say("", in: session, content: picture, at: .at(10, 2))
        let note = Note(
            id: chronicle.next(at: .at(10, 3)),
            session: session.id,
            author: chronicle.company.ana.id,
            text: "amo gatos"
        )
        let move = FlowMove(position: nil, variables: ["cpf": "12345678909"])
        try chronicle.write([.noteAdded(note), .flowMoved(session.id, move)], at: .at(10, 3))
        try chronicle.close(&session, .closedByAgent, .success, at: .at(10, 30))
        return maria
    }

    private func left(of contact: Contact) -> Contact {
        Contact(
            id: contact.id,
            name: "Contato anonimizado",
            isNameConfirmed: true,
            erasedAt: .at(12, 0),
            createdAt: contact.createdAt
        )
    }

    /// The words of the secrets that stand in some table.
    private func traces() throws -> [String] {
        let queue = try DatabaseQueue(path: scratch.database)
        defer { try? queue.close() }
        return try queue.read { db in
            let tables = try String.fetchAll(
                db,
                sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL"
            )
            var found: [String] = []
            for table in tables where !table.hasSuffix("_data") {
                for row in try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"") {
                    let words = row.map { "\($0.1)" }.joined(separator: "|")
                    found += Self.secrets.filter(words.contains).map { "\(table): \($0)" }
                }
            }
            return found
        }
    }

    @Test func `nothing in any table tells who was erased, and a rebuild finds the same`()
        async throws
    {
        let folder = try scratch.open()
        let file = try await folder.media.store(Array("abc".utf8))
        let chronicle = try Chronicle(folder.journal())
        let maria = try live(chronicle, with: file.hash)
        try await folder.reportLog.add(.sample(#"{"contact":"5511999990001"}"#))
        let follower = try folder.searchFollower()
        try await follower.catchUpWithAll()
        #expect(Set(try traces().map { String($0.prefix { $0 != ":" }) }).count > 5)
        let admin = Viewer(SampleCompany().admin)
        var filter = SessionFilter()
        filter.text = "flores"
        func found() async throws -> Int {
            try await folder.library.history(filter, for: admin, after: nil, limit: 9).count
        }
        #expect(try await found() == 1)
        try chronicle.write([.contactErased(left(of: maria))], at: .at(12, 0))
        try await follower.catchUpWithAll()
        #expect(try traces() == [])
        #expect(try await found() == 0)
        filter.text = ""
        let sessions = try await folder.library.history(filter, for: admin, after: nil, limit: 9)
        #expect(sessions.map(\.session.contactName) == ["Contato anonimizado"])
        #expect(sessions.first?.session.address == "")
        #expect(sessions.first?.messagesIn == 2)
        #expect(try await folder.library.contact(maria.id) == left(of: maria))
        for text in ["", "anonimizado"] {
            let listed = try await folder.library.contacts(matching: text, after: nil, limit: 9)
            #expect(listed.isEmpty)
        }
        let copy = scratch.path + "/before.sqlite"
        try folder.copyDatabase(to: copy)
        try folder.close()
        try DataFolder.rebuild(scratch.path)
        #expect(
            try ProjectionComparison.differences(between: copy, and: scratch.database) == []
        )
    }

    @Test func `a file goes with the last message that has it`() async throws {
        let folder = try scratch.open()
        let file = try await folder.media.store(Array("abc".utf8))
        let chronicle = try Chronicle(folder.journal())
        let maria = try live(chronicle, with: file.hash)
        let other = try chronicle.contact("João", phone: "5511999990002")
        let session = try chronicle.open(other, at: .at(11, 0))
        let same = Attachment(mediaType: "image/png", name: "x.png", hash: file.hash, size: 3)
        let content = Content(kind: .image, attachments: [same])
        let message = try chronicle.say("", in: session, content: content, at: .at(11, 1))
        // What came lately stays until the sweep after the next.
        func sweep() async throws {
            for _ in 0..<2 { _ = try await folder.media.sweepUploads(before: .at(12, 0)) }
        }
        try chronicle.write([.contactErased(left(of: maria))], at: .at(12, 0))
        try await sweep()
        #expect(try await folder.media.size(of: file.hash) == 3)
        try chronicle.write([.wordsErased(.session(session.id))], at: .at(12, 1))
        try await sweep()
        #expect(try await folder.media.size(of: file.hash) == nil)
        let stored = try await folder.library.message(message.id)
        #expect(stored?.content.isErased == true)
        #expect(try await folder.library.contact(other.id)?.name == "João")
    }

    @Test func `a file that its author took back goes too, and not before`() async throws {
        let folder = try scratch.open()
        let file = try await folder.media.store(Array("abc".utf8))
        let chronicle = try Chronicle(folder.journal())
        let maria = try chronicle.contact("Maria", phone: "5511999990001")
        let session = try chronicle.open(maria, at: .at(10, 0))
        var content = Content(kind: .image)
        content.attachments = [Attachment(mediaType: "image/png", hash: file.hash, size: 3)]
        let message = try chronicle.say("", in: session, content: content, at: .at(10, 1))
        func change(_ content: Content) throws {
            let change = Event.contentChanged(message.id, session: session.id, content)
            try chronicle.write([change], at: .at(10, 2))
        }
        func size() async throws -> Int64? {
            for _ in 0..<2 { _ = try await folder.media.sweepUploads(before: .at(12, 0)) }
            return try await folder.media.size(of: file.hash)
        }
        content.reaction = "👍"
        try change(content)
        #expect(try await size() == 3)
        try change(content.deleted)
        #expect(try await size() == nil)
    }

    @Test func `what is too old is found by its last session, people before words`() async throws {
        let folder = try scratch.open()
        let chronicle = try Chronicle(folder.journal())
        let maria = try live(chronicle, with: "")
        let joao = try chronicle.contact("João", phone: "5511999990002", at: .at(9, 0))
        var first = try chronicle.open(joao, at: .at(9, 0))
        try chronicle.close(&first, .closedByAgent, .success, at: .at(9, 30))
        _ = try chronicle.open(joao, at: .at(13, 0))
        _ = try chronicle.contact("Salva à mão", phone: "5511999990003", at: .at(8, 0))
        func overdue(_ moment: Timestamp) async throws -> Overdue {
            try await folder.library.overdue(before: moment, limit: 9)
        }
        #expect(try await overdue(.at(9, 0)).isEmpty)
        #expect(try await overdue(.at(10, 0)).words == [.session(first.id)])
        let late = try await overdue(.at(14, 0))
        #expect(late.contacts == [maria.id])
        #expect(late.words.count == 2)
        try chronicle.write([.contactErased(left(of: maria))], at: .at(14, 0))
        try chronicle.write([.wordsErased(.session(first.id))], at: .at(14, 0))
        #expect(try await overdue(.at(14, 0)).isEmpty)
    }
}

extension ReportEntry {
    fileprivate static func sample(_ parameters: String) -> ReportEntry {
        ReportEntry(
            at: .noon,
            viewer: 7,
            viewerName: "Sofia",
            report: "history",
            title: "Maria Silva",
            format: "pdf",
            parameters: parameters,
            dataAsOf: .noon,
            language: "pt-BR",
            zone: "America/Sao_Paulo",
            hidesIdentities: false,
            pages: 1,
            contentHash: "a"
        )
    }
}
