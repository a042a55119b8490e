import Engine
import Foundation
import Store
import TestSupport
import Testing

@Suite struct HeldInputTests {
    private let scratch: StoreScratch
    private let channel = SampleCompany().whatsapp.id

    init() throws {
        scratch = try StoreScratch()
    }

    private func request(_ body: String, at moment: Timestamp = .noon) -> RawRequest {
        RawRequest(method: "POST", query: "a=1", body: Array(body.utf8), receivedAt: moment)
    }

    private func death(_ reason: String = "SIGSEGV") -> PluginDeath {
        PluginDeath(at: .noon, reason: reason, signal: 11, output: "Maria escreveu")
    }

    @Test func `what waits leaves in the order of its coming, also after the folder was closed`()
        async throws
    {
        var folder = try scratch.open()
        let limits = HoldLimits()
        // The second came first: its call took longer.
        try await folder.held.hold(request("2", at: .at(12, 1)), for: channel, limits: limits)
        try await folder.held.hold(request("1", at: .at(12, 0)), for: channel, limits: limits)
        try folder.close()
        folder = try scratch.open()
        #expect(try await folder.held.waiting() == [channel: 2])
        let first = try #require(try await folder.held.next(for: channel))
        #expect(first.request == request("1", at: .at(12, 0)))
    }

    @Test func `a request is forgotten in the step that writes what it told, or not at all`()
        async throws
    {
        let folder = try scratch.open()
        let chronicle = try Chronicle(try folder.journal())
        let id = try await folder.held.hold(request("1"), for: channel, limits: HoldLimits())
        struct Failure: Error {}
        #expect(throws: Failure.self) {
            try chronicle.journal.transaction {
                _ = try chronicle.journal.append([.heldRequestTaken(id)], at: .noon, by: .system)
                throw Failure()
            }
        }
        #expect(try await folder.held.next(for: channel)?.id == id)
        try chronicle.write([.heldRequestTaken(id)], at: .noon)
        #expect(try await folder.held.next(for: channel) == nil)
    }

    @Test func `two deaths quarantine an input, and people's deeds with it are in the audit`()
        async throws
    {
        let folder = try scratch.open()
        _ = try Chronicle(try folder.journal())
        let limits = HoldLimits()
        let id = try await folder.held.hold(
            request("1"),
            for: channel,
            death: death(),
            limits: limits
        )
        #expect(try await folder.held.quarantined(limit: 9).isEmpty)
        let after = try await folder.held.note(death("SIGABRT"), of: id, limits: limits)
        #expect(after?.state == .quarantined)
        #expect(after?.deaths.map(\.reason) == ["SIGSEGV", "SIGABRT"])
        let listed = try #require(try await folder.held.quarantined(limit: 9).first)
        #expect(listed.id == id && listed.request.body.isEmpty)
        #expect(try await folder.held.quarantinedCounts() == [channel: 1])
        let admin = Actor.agent(SampleCompany().admin.id)
        #expect(try await folder.held.retry(id, by: admin, at: .at(12, 5)) != nil)
        #expect(try await folder.held.retry(id, by: admin, at: .at(12, 5)) == nil)
        #expect(try await folder.held.note(death(), of: id, limits: limits)?.state == .quarantined)
        #expect(try await folder.held.drop(id, by: .console, at: .at(12, 6)) != nil)
        #expect(try await folder.held.quarantined(id) == nil)
        let viewer = Viewer(SampleCompany().admin)
        let data = try folder.library.reportData(for: viewer, asOf: .at(13, 0))
        let audit = try data.open("audit", parameters: #"{"kind":"quarantine"}"#).columns()
        #expect(audit["action"] == ["quarantine_dropped", "quarantine_retried"])
        #expect(audit["actor_kind"] == ["console", "agent"])
        #expect(audit["object"] == ["WhatsApp", "WhatsApp"])
    }

    @Test func `a file that ended the plugin is remembered until it is here`() async throws {
        let folder = try scratch.open()
        let message = ID<Message>(7)
        let limits = HoldLimits()
        let first = try await folder.held.note(
            death(),
            ofFile: 0,
            of: message,
            on: channel,
            limits: limits
        )
        #expect(first?.state == .watched)
        try await folder.held.settle(file: 0, of: message)
        let again = try await folder.held.note(
            death(),
            ofFile: 0,
            of: message,
            on: channel,
            limits: limits
        )
        #expect(again?.state == .watched)
        let last = try await folder.held.note(
            death(),
            ofFile: 0,
            of: message,
            on: channel,
            limits: limits
        )
        #expect(last?.state == .quarantined)
        // What is in quarantine stays there.
        try await folder.held.settle(file: 0, of: message)
        #expect(try await folder.held.quarantined(limit: 9).map(\.message) == [message])
    }

    @Test func `words go after their time, and the evidence stays`() async throws {
        let folder = try scratch.open()
        let limits = HoldLimits()
        let id = try await folder.held.hold(
            request("segredo"),
            for: channel,
            death: death(),
            limits: limits
        )
        _ = try await folder.held.note(death(), of: id, limits: limits)
        #expect(try await folder.held.eraseWords(before: .noon, at: .at(13, 0)) == 0)
        #expect(try await folder.held.eraseWords(before: .at(12, 1), at: .at(13, 0)) == 1)
        let input = try #require(try await folder.held.quarantined(id))
        #expect(input.isErased && input.request.body.isEmpty && input.request.query.isEmpty)
        #expect(input.deaths.map(\.signal) == [11, 11])
        #expect(input.deaths.map(\.output) == ["", ""])
        #expect(try await folder.held.retry(id, by: .console, at: .at(13, 0)) == nil)
    }

    @Test func `what names a contact who is to be forgotten is erased`() async throws {
        let folder = try scratch.open()
        let limits = HoldLimits()
        let kept = try await folder.held.hold(
            request(#"{"from":"5511900000001"}"#),
            for: channel,
            death: death(),
            limits: limits
        )
        _ = try await folder.held.note(death(), of: kept, limits: limits)
        try await folder.held.hold(
            request(#"{"from":"5511900000001","n":2}"#),
            for: channel,
            limits: limits
        )
        try await folder.held.hold(
            request(#"{"from":"5511900000002"}"#),
            for: channel,
            limits: limits
        )
        let maria = ContactIdentity(kind: .phone, value: "+5511900000001")
        #expect(try await folder.held.eraseWords(of: [maria], at: .at(13, 0)) == 2)
        #expect(try await folder.held.quarantined(kept)?.isErased == true)
        #expect(try await folder.held.waiting() == [channel: 1])
    }
}
