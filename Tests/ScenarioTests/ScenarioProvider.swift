import Foundation
import Hummingbird
import Logging
import NIOCore
import Synchronization

/// Stands in for the provider's API: takes what is sent, and answers as a scenario says.
final class ScenarioProvider: Sendable {
    /// Says how it answers.
    enum Mood: Sendable {
        /// Takes every message and gives it an id.
        case friendly
        /// Has a fault: the message may be tried again.
        case broken
    }

    private struct State {
        var mood = Mood.friendly
        var bodies: [String] = []
        var taken = 0
    }

    private let state = Mutex(State())
    private let running: Task<Void, any Error>
    private let port: Int

    /// Where it listens.
    var address: String { "http://127.0.0.1:\(port)" }

    /// The texts of the messages that it was asked to send, whether it took them or not.
    var texts: [String] {
        state.withLock(\.bodies).compactMap { body in
            let json = try? JSONDecoder().decode(ScenarioJSON.self, from: Data(body.utf8))
            return json?.text.body.string
        }
        .filter { !$0.isEmpty }
    }

    /// How many messages it took.
    var taken: Int { state.withLock(\.taken) }

    init() async throws {
        let (ports, found) = AsyncStream<Int>.makeStream()
        let box = Box()
        let router = Router()
        router.post("**") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 20)
            return box.answer(String(buffer: body))
        }
        router.get("**") { _, _ in Response(status: .notFound) }
        let application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { found.yield($0.localAddress?.port ?? 0) },
            logger: Logger(label: "provider") { _ in SwiftLogNoOpLogHandler() }
        )
        running = Task { try await application.run() }
        var listening = 0
        for await port in ports {
            listening = port
            break
        }
        port = listening
        box.provider = self
    }

    deinit {
        running.cancel()
    }

    func become(_ mood: Mood) {
        state.withLock { $0.mood = mood }
    }

    private func answer(_ body: String) -> Response {
        let id: Int? = state.withLock { state in
            state.bodies.append(body)
            guard case .friendly = state.mood else { return nil }
            state.taken += 1
            return state.taken
        }
        guard let id else { return Response(status: .serviceUnavailable) }
        let text = """
            {"messaging_product":"whatsapp","contacts":[{"input":"1","wa_id":"1"}],\
            "messages":[{"id":"wamid.out.\(id)"}]}
            """
        return Response(
            status: .ok,
            headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// Leads from the router to the provider, which is there only after it listens.
    private final class Box: Sendable {
        private let held = Mutex<WeakProvider>(WeakProvider())

        var provider: ScenarioProvider? {
            get { held.withLock(\.provider) }
            set { held.withLock { $0.provider = newValue } }
        }

        func answer(_ body: String) -> Response {
            provider?.answer(body) ?? Response(status: .serviceUnavailable)
        }

        private struct WeakProvider: Sendable {
            weak var provider: ScenarioProvider?
        }
    }
}
