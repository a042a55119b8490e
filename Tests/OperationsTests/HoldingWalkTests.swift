import Engine
import Operations
import PluginHost
import Store
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct HoldingWalkTests {
    /// Is how a plugin fares that goes up and down.
    private final class Mood: Sendable {
        private let failure = Mutex<PluginFailure.Class?>(nil)

        /// Why it takes nothing now; `nil` while it is well.
        var down: PluginFailure.Class? {
            get { failure.withLock { $0 } }
            set { failure.withLock { $0 = newValue } }
        }
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func `however often a plugin goes down, every message is there once and in order`(
        seed: UInt64
    ) async throws {
        var dice = SeededDice(seed: seed)
        let room = try await ChannelRoom()
        let channel = try await room.add("vendas-1", number: "100")
        let mood = Mood()
        let clock = room.clock
        room.plugin.read { request in
            let body = String(decoding: request.body, as: UTF8.self)
            if let failure = mood.down { throw PluginFailure(failure, "fora do ar") }
            guard !body.hasSuffix("!") else {
                throw PluginFailure(.crashed, "o processo terminou")
            }
            let message = ChannelMessage(id: body, text: body)
            return WebhookResult(events: [
                ChannelEvent(
                    key: body,
                    kind: .message(message),
                    time: clock.now.milliseconds,
                    conversation: "5511900000001",
                    identities: [ChannelIdentity(kind: .phone, value: "+5511900000001")]
                )
            ])
        }
        var expected: [String] = []
        var deadly = 0
        try await room.replaying {
            for step in 0..<120 {
                switch Int.random(in: 0..<10, using: &dice) {
                case 0: mood.down = .paused
                case 1: mood.down = .disabled
                case 2: mood.down = .busy
                case 3, 4: mood.down = nil
                default:
                    let isDeadly = Int.random(in: 0..<12, using: &dice) == 0
                    let body = "m\(step)" + (isDeadly ? "!" : "")
                    // The provider brings again what was not taken; by then the plugin may be well.
                    while await room.post("vendas-1", body).status != 200 {
                        mood.down = nil
                    }
                    if Int.random(in: 0..<8, using: &dice) == 0 {
                        _ = await room.post("vendas-1", body)
                    }
                    if isDeadly { deadly += 1 } else { expected.append(body) }
                }
            }
            mood.down = nil
            try await room.until {
                try await room.folder.held.waiting().isEmpty
            }
        }
        #expect(try await room.texts == expected)
        #expect(await room.desk.connection(of: channel.id).heldRequests == 0)
        let kept = try await room.desk.quarantined(limit: 100)
        #expect(kept.count >= deadly)
        #expect(kept.allSatisfy { $0.deaths.count == 2 })
    }
}
