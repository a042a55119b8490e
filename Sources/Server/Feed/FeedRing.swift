internal import Engine

/// Keeps the last records of the feed, for those who come back after a short while.
struct FeedRing: Sendable {
    private var records: [FeedRecord] = []
    private var next = 0
    private let capacity: Int

    /// The place before the oldest record: whoever has seen it can be told the rest.
    private(set) var start: Int64

    /// The place of the newest record; 0 before the first of this run.
    private(set) var end: Int64

    /// Creates an empty ring after a place in the journal, 0 when none is known.
    init(capacity: Int, after sequence: Int64) {
        self.capacity = max(1, capacity)
        start = sequence
        end = sequence
    }

    /// Adds a record, over the oldest when there is no room.
    mutating func append(_ record: FeedRecord) {
        // What came before the first record of this run was told to nobody who is here now.
        if records.isEmpty { start = record.recorded.sequence - 1 }
        end = record.recorded.sequence
        if records.count < capacity {
            records.append(record)
        } else {
            start = records[next].recorded.sequence
            records[next] = record
            next = (next + 1) % capacity
        }
    }

    /// The records after a place, oldest first; `nil` when some of them are gone or it is not of
    /// this run of the server.
    func records(after sequence: Int64) -> [FeedRecord]? {
        guard sequence >= start, sequence <= end else { return nil }
        let ordered = records[next...] + records[..<next]
        return ordered.filter { $0.recorded.sequence > sequence }
    }
}
