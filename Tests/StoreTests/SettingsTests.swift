import Engine
import Foundation
import GRDB
import Store
import TestSupport
import Testing

@Suite struct SettingsTests {
    private let scratch: StoreScratch
    private let folder: DataFolder
    private let company = SampleCompany()

    init() throws {
        scratch = try StoreScratch()
        folder = try scratch.open()
    }

    @Test func `sealed secrets open in their own row alone`() async throws {
        let settings = folder.channelSettings
        let mine = ChannelConfiguration(json: "{}", secrets: ["a": "1"], schemaVersion: 3)
        try await settings.set(mine, of: company.whatsapp.id)
        try await settings.set(ChannelConfiguration(), of: company.webchat.id)
        #expect(try await settings.configuration(of: company.whatsapp.id) == mine)
        let queue = try DatabaseQueue(path: scratch.database)
        try await queue.write { db in
            try db.execute(
                sql: """
                    UPDATE channel_setting SET secrets = (
                        SELECT secrets FROM channel_setting WHERE channel = ?) WHERE channel = ?
                    """,
                arguments: [company.whatsapp.id.value, company.webchat.id.value]
            )
        }
        await #expect(throws: SecretsError.unreadable) {
            try await settings.configuration(of: company.webchat.id)
        }
        try await settings.remove(company.whatsapp.id)
        #expect(try await settings.configuration(of: company.whatsapp.id) == nil)
    }

    @Test func `another key opens nothing`() async throws {
        try await folder.channelSettings.set(
            ChannelConfiguration(secrets: ["a": "1"]),
            of: company.whatsapp.id
        )
        try folder.close()
        try Data(repeating: 7, count: 32).write(to: URL(filePath: scratch.path + "/key"))
        let again = try scratch.open()
        await #expect(throws: SecretsError.unreadable) {
            try await again.channelSettings.configuration(of: company.whatsapp.id)
        }
        try again.close()
        try Data(repeating: 7, count: 31).write(to: URL(filePath: scratch.path + "/key"))
        #expect(throws: DataFolderError.self) { try scratch.open() }
    }

    @Test func `boards are put, listed by slug and removed`() async throws {
        let boards = folder.boards
        let first = BoardDefinition(slug: "b", title: "B", report: "wallboard")
        var second = BoardDefinition(slug: "a", title: "A", report: "wallboard")
        try await boards.put(first)
        try await boards.put(second)
        second.title = "Operação"
        try await boards.put(second)
        #expect(try await boards.all() == [second, first])
        #expect(try await boards.board("a") == second)
        #expect(try await boards.remove("a"))
        #expect(try await !boards.remove("a"))
        #expect(try await boards.board("a") == nil)
    }

    @Test func `a plugin's value changes only from what was expected`() async throws {
        let state = folder.pluginState
        #expect(try await state.compareAndSet("cursor", in: "c1", from: nil, to: [1]))
        #expect(try await !state.compareAndSet("cursor", in: "c1", from: nil, to: [2]))
        #expect(try await state.compareAndSet("cursor", in: "c1", from: [1], to: [2]))
        #expect(try await state.value("cursor", in: "c1") == [2])
        #expect(try await state.value("cursor", in: "c2") == nil)
        #expect(try await state.compareAndSet("cursor", in: "c1", from: [2], to: nil))
        #expect(try await state.value("cursor", in: "c1") == nil)
        try state.setBlocking([9], for: "x", in: "c1")
        #expect(try state.valueBlocking("x", in: "c1") == [9])
    }
}
