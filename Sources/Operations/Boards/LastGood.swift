internal import Engine
internal import Paper
internal import Rendering
internal import Store
internal import Synchronization

/// Keeps what each board showed last, to be shown again, marked as stale, when the data cannot
/// be read for a while.
final class LastGood: Sendable {
    typealias Key = BoardShelf<PngPicture>.Key

    private struct Entry {
        var request: BoardRequest
        var definition: BoardDefinition
        var at: Timestamp
    }

    private let entries = Mutex<[Key: Entry]>([:])

    /// How many boards are kept, and for how many milliseconds.
    private static let capacity = 64
    private static let patience: Int64 = 3_600_000

    /// Keeps what a board shows now.
    func keep(_ request: BoardRequest, of key: Key, definition: BoardDefinition, at now: Timestamp)
    {
        entries.withLock { entries in
            entries[key] = Entry(request: request, definition: definition, at: now)
            guard entries.count > Self.capacity,
                let oldest = entries.min(by: { $0.value.at < $1.value.at })?.key
            else { return }
            entries[oldest] = nil
        }
    }

    /// What a board showed last, saying for how long that has been so; `nil` when it is too old,
    /// or the board was changed since.
    func request(_ key: Key, definition: BoardDefinition, at now: Timestamp) -> BoardRequest? {
        guard let entry = entries.withLock({ $0[key] }), entry.definition == definition,
            now.since(entry.at) < Self.patience
        else { return nil }
        var request = entry.request
        let seconds = max(0, now.since(entry.at) / 1_000)
        let age = request.wording.duration(seconds: seconds)
        let mark = request.wording.language == .portuguese ? "dados parados há" : "stale for"
        request.blocks = request.blocks.map { block in
            guard case .gridStart(var grid) = block else { return block }
            grid.caption = "\(grid.caption) · \(mark) \(age)"
            grid.captionTone = .critical
            return .gridStart(grid)
        }
        return request
    }
}
