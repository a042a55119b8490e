internal import Synchronization

/// Is one thread that draws, with the fonts and pictures it keeps, behind a bounded queue.
actor Workbench {
    private let executor: QueueExecutor
    private let fonts: Fonts
    private let settings: RenderingDesk.Settings
    private var drafter: Drafter?
    private nonisolated let waiting = Atomic<Int>(0)

    init(label: String, fonts: Fonts, settings: RenderingDesk.Settings) {
        executor = QueueExecutor(label: label)
        self.fonts = fonts
        self.settings = settings
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Runs work when the thread is free.
    ///
    /// - Throws: `RenderingError.busy` when too many wait, `CancellationError` when the caller
    ///   gave up before its turn, and what the work throws.
    nonisolated func run<Result: Sendable>(
        _ work: @Sendable (Drafter) throws -> Result
    ) async throws -> Result {
        let ahead = waiting.add(1, ordering: .relaxed).oldValue
        defer { waiting.subtract(1, ordering: .relaxed) }
        guard ahead < settings.waiting else {
            throw RenderingError.busy(retryAfterSeconds: 1 + ahead / 8)
        }
        return try await perform(work)
    }

    private func perform<Result: Sendable>(
        _ work: @Sendable (Drafter) throws -> Result
    ) throws -> Result {
        try Task.checkCancellation()
        return try work(ready())
    }

    private func ready() throws -> Drafter {
        if let drafter { return drafter }
        let made = try Drafter(
            fonts: fonts,
            boardMemory: settings.boardMemory,
            sealKey: settings.sealKey
        )
        drafter = made
        return made
    }
}
