import Paper
import Synchronization

/// Is an account of a channel whose plugin runs in a process of its own.
///
/// It outlives the process: in each new one the instance is created again.
final class WorkerChannel: ChannelPort {
    private struct State {
        var instances: [ObjectIdentifier: Task<Instance, any Error>] = [:]
        var current: WorkerProcess?
        var isClosed = false
    }

    private struct Instance: Sendable {
        let number: UInt32
        let abilities: ChannelAbilities
    }

    private let plugin: WorkerPlugin
    private let order: ChannelOrder
    private let party: PluginParty
    private let state = Mutex(State())
    private let known: Mutex<ChannelAbilities>
    private let use = InstanceUse()

    var abilities: ChannelAbilities { known.withLock { $0 } }

    /// Opens the account.
    ///
    /// - Throws: `PluginFailure`.
    init(plugin: WorkerPlugin, order: ChannelOrder, party: PluginParty) async throws {
        self.plugin = plugin
        self.order = order
        self.party = party
        known = Mutex([])
        let limit = ContinuousClock.now + .milliseconds(plugin.environment.limits.quick)
        let process = try await plugin.running(until: limit)
        let instance = try await instance(in: process)
        known.withLock { $0 = instance.abilities }
    }

    /// The instance of a process, which is created at the first call of it.
    private func instance(in process: WorkerProcess) async throws -> Instance {
        let task = state.withLock { state in
            if state.current !== process {
                // Instances of processes that ended went with them.
                state.instances = [:]
                state.current = process
            }
            if let task = state.instances[ObjectIdentifier(process)] { return task }
            let task = Task { try await open(in: process) }
            state.instances[ObjectIdentifier(process)] = task
            return task
        }
        do {
            let instance = try await task.value
            known.withLock { $0 = instance.abilities }
            return instance
        } catch {
            state.withLock { state in
                if state.instances[ObjectIdentifier(process)] == task {
                    state.instances[ObjectIdentifier(process)] = nil
                }
            }
            throw error
        }
    }

    private func open(in process: WorkerProcess) async throws -> Instance {
        let number = process.number(for: party)
        let limit = ContinuousClock.now + .milliseconds(plugin.environment.limits.quick)
        do {
            var answer = try await process.call(.openChannel, until: limit) { carriage in
                var number = number
                try carriage.carry(&number)
                try carriage.write(order)
            }
            var bits = 0
            try answer.carry(&bits)
            return Instance(number: number, abilities: ChannelAbilities(rawValue: bits))
        } catch {
            process.forget(number)
            throw error
        }
    }

    private func call<Value>(
        _ function: WorkerFunction,
        limit: Int64,
        outcome: Said? = nil,
        _ arguments: (inout Carriage) throws -> Void,
        _ result: (inout Carriage) throws -> Value
    ) async throws -> Value {
        try use.begin()
        defer { use.end(lost: false) }
        let deadline = ContinuousClock.now + .milliseconds(limit)
        try await plugin.slots.enter(until: deadline)
        defer { plugin.slots.leave() }
        let process = try await plugin.running(until: deadline)
        let instance = try await instance(in: process)
        var answer = try await process.call(function, until: deadline, outcome: outcome) {
            var number = instance.number
            try $0.carry(&number)
            try arguments(&$0)
        }
        do {
            return try result(&answer)
        } catch {
            throw PluginFailure(.internal, "the answer cannot be read: \(error)")
        }
    }

    private var limits: CallLimits { plugin.environment.limits }

    func traits() async throws -> ChannelTraits {
        try await call(.traits, limit: limits.quick) { _ in
        } _: {
            try $0.read()
        }
    }

    func webhook(_ request: WebhookRequest) async throws -> WebhookResult {
        try await call(.webhook, limit: limits.webhook) {
            try $0.write(request)
        } _: {
            try $0.read(WebhookResult.self).checked()
        }
    }

    func send(_ message: OutboundMessage) async -> SendResult {
        let said = Said()
        do {
            return try await call(.send, limit: limits.exchange, outcome: said) {
                try $0.write(message)
            } _: {
                try $0.read()
            }
        } catch {
            if let result = said.result { return result }
            let failure = error as? PluginFailure ?? PluginFailure(.internal, "\(error)")
            return SendResult(failure: failure)
        }
    }

    func poll(since cursor: [UInt8]) async throws -> PollResult {
        try use.beginPoll()
        defer { use.endPoll() }
        return try await call(.poll, limit: limits.exchange) {
            var cursor = cursor
            try $0.carry(&cursor)
        } _: {
            try $0.read(PollResult.self).checked()
        }
    }

    func fetchMedia(_ attachment: ChannelAttachment) async throws -> FetchedMedia {
        try await call(.fetchMedia, limit: limits.exchange) {
            try $0.write(attachment)
        } _: {
            try $0.read()
        }
    }

    func resolve(_ address: String) async throws -> ResolvedContact? {
        try await call(.resolve, limit: limits.exchange) {
            var address = address
            try $0.carry(&address)
        } _: {
            var contact: ResolvedContact?
            try $0.carry(&contact)
            return contact
        }
    }

    func sessionChanged(_ news: SessionNews) async throws -> [VisitorPush] {
        try await call(.sessionChanged, limit: limits.exchange) {
            try $0.write(news)
        } _: {
            try $0.list()
        }
    }

    func visitorPage() async throws -> VisitorPage {
        try await call(.visitorPage, limit: limits.quick) { _ in
        } _: {
            try $0.read()
        }
    }

    func show(_ receipt: ReceiptNews) async throws -> [VisitorPush] {
        try await call(.show, limit: limits.exchange) {
            try $0.write(receipt)
        } _: {
            try $0.list()
        }
    }

    func templates() async throws -> [TemplateNews] {
        try await call(.templates, limit: limits.exchange) { _ in
        } _: {
            try $0.list()
        }
    }

    func close() async {
        guard await use.close() else { return }
        let (process, task) = state.withLock { state in
            (state.current, state.current.flatMap { state.instances[ObjectIdentifier($0)] })
        }
        guard let process, let instance = try? await task?.value else { return }
        let limit = ContinuousClock.now + .milliseconds(limits.quick)
        _ = try? await process.call(.close, until: limit) {
            var number = instance.number
            try $0.carry(&number)
        }
        process.forget(instance.number)
    }
}

extension Carriage {
    /// Reads a list.
    fileprivate mutating func list<Value: Carried>() throws -> [Value] {
        var values: [Value] = []
        try carry(&values)
        return values
    }
}
