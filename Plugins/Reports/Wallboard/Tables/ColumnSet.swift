import PluginKit

/// Is a column of a board's table that is shown where there is room for it.
struct RoomyColumn<Item> {
    let column: Column
    /// The lower, the sooner it is shown.
    let rank: Int
    /// How wide it is at least, on a screen of 1920.
    let width: Double
    let cell: (Item) -> Cell

    init(
        _ id: String,
        _ title: String,
        rank: Int,
        width: Double = 90,
        weight: Double = 1,
        alignment: Alignment = .end,
        cell: @escaping (Item) -> Cell
    ) {
        column = Column(id: id, title: title, weight: weight, alignment: alignment)
        self.rank = rank
        self.width = width
        self.cell = cell
    }

    /// About how wide it is with some items, so that no word of them is cut.
    func need(_ items: some Sequence<Item>) -> Double {
        let longest = items.prefix(60).reduce(column.title.count) { longest, item in
            let shown = cell(item)
            guard case .text(let text) = shown.value else { return longest }
            // A word that says a state has its shape and its ground around it.
            let isLabel = shown.tone != .neutral && shown.tone != .muted
            return max(longest, text.count + (isLabel ? 5 : 0))
        }
        // Letters of 24 are about 13.5 wide; a name of whole sentences may be cut after all.
        return max(width, Double(min(longest, 28)) * 13.5 + 34)
    }
}

extension Paper {
    /// Writes a table with the columns that fit into a width, those of lower rank first.
    func table<Item>(
        _ items: some Sequence<Item>,
        _ columns: [RoomyColumn<Item>],
        width: Double,
        title: String,
        empty: String
    ) throws {
        var used = 0.0
        var ranks: Set<Int> = []
        for column in columns.sorted(by: { $0.rank < $1.rank }) {
            used += column.need(items)
            guard used <= width || ranks.isEmpty else { break }
            ranks.insert(column.rank)
        }
        let shown = columns.filter { ranks.contains($0.rank) }
        try table(shown.map(\.column), title: title, emptyText: empty) {
            for item in items { try row(shown.map { $0.cell(item) }) }
        }
    }
}
