import Engine
import Foundation
import Store
import Synchronization
import TestSupport
import Testing

/// Kills a process in mid-traffic and looks at what it left.
@Suite struct CrashTests {
    @Test func `what was acknowledged before a kill is there, once`() async throws {
        let scratch = try StoreScratch()
        let path = scratch.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            try await Traffic.run(in: path)
        }
        let log = try String(contentsOfFile: path + "/acknowledged", encoding: .utf8)
        let keys = log.split(separator: "\n").map(String.init)
        #expect(keys.count >= Traffic.acknowledgements)

        let folder = try scratch.open()
        let journal = try folder.journal()
        for key in keys {
            let facts = try journal.facts(
                for: .inbound(
                    channel: SampleCompany().whatsapp.id,
                    dedupeKey: key,
                    identities: [],
                    providerID: key,
                    address: "",
                    thread: ""
                )
            )
            #expect(facts.isDuplicate, "\(key) is lost")
        }
        let follower = try folder.searchFollower()
        try await follower.catchUpWithAll()
        let findings = try await folder.checkup()
        #expect(findings.map(\.description) == [])
        let sessions = try await folder.library.history(
            SessionFilter(),
            for: Viewer(SampleCompany().admin),
            after: nil,
            limit: 1_000
        )
        var seen: [String: Int] = [:]
        for summary in sessions {
            let items = try await folder.library.timeline(
                of: summary.session.id,
                before: nil,
                limit: 10_000
            )
            for case .message(let stored) in items.map(\.entry) {
                seen[stored.message.providerID, default: 0] += 1
            }
            #expect(summary.messagesIn == items.count { $0.isMessage })
        }
        #expect(keys.allSatisfy { seen[$0] == 1 })
        #expect(seen.values.allSatisfy { $0 == 1 })
    }
}

extension TimelineItem {
    fileprivate var isMessage: Bool {
        if case .message = entry { true } else { false }
    }
}

/// Notes what was acknowledged where it outlives the process.
private final class TrafficLog: Sendable {
    private let file: Int32
    private let count = Mutex(0)

    init(path: String) {
        file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    }

    /// Notes a key; returns how many there are.
    func note(_ key: String) -> Int {
        count.withLock { count in
            let line = Array((key + "\n").utf8)
            _ = write(file, line, line.count)
            count += 1
            return count
        }
    }
}

/// Writes as fast as it can and notes what was acknowledged, until it kills itself.
private enum Traffic {
    static let acknowledgements = 400

    static func run(in path: String) async throws {
        let folder = try DataFolder.open(path)
        let chronicle = try Chronicle(folder.journal())
        _ = consume chronicle
        let board = try Switchboard(journal: folder.journal()) {
            Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        }
        let log = TrafficLog(path: path + "/acknowledged")
        await withTaskGroup { group in
            for writer in 0..<16 {
                group.addTask {
                    for index in 0..<100_000 {
                        let key = "wamid.\(writer).\(index)"
                        let heard = inbound(key, writer: writer)
                        guard (try? await board.submit(.receive(heard), by: .contact)) != nil
                        else { continue }
                        if log.note(key) == acknowledgements { kill(getpid(), SIGKILL) }
                    }
                }
            }
        }
    }

    private static func inbound(_ key: String, writer: Int) -> Inbound {
        Inbound(
            channel: SampleCompany().whatsapp.id,
            dedupeKey: key,
            sentAt: .noon,
            identities: [ContactIdentity(kind: .phone, value: "55119999900\(10 + writer)")],
            profileName: "Contato \(writer)",
            address: "55119999900\(10 + writer)",
            providerID: key,
            signal: .message(Content(kind: .text, text: "mensagem \(key)"))
        )
    }
}
