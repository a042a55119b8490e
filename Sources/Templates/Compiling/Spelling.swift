/// Guesses what somebody meant.
enum Spelling {
    /// Says ` (did you mean 'x'?)` when one of the known words is near, else nothing.
    static func hint(_ word: String, among known: some Sequence<String>) -> String {
        let near = known.map { ($0, distance(word.lowercased(), $0.lowercased())) }
            .filter { $0.1 <= max(1, (word.count + 1) / 3) }
            .min { $0.1 < $1.1 }
        return near.map { " (did you mean '\($0.0)'?)" } ?? ""
    }

    /// Counts the letters to be changed, added or taken away.
    private static func distance(_ one: String, _ other: String) -> Int {
        let (mine, theirs) = (Array(one.utf8.prefix(64)), Array(other.utf8.prefix(64)))
        var last = Array(0...theirs.count)
        for (row, letter) in mine.enumerated() {
            var next = [row + 1]
            for (column, wanted) in theirs.enumerated() {
                let change = last[column] + (letter == wanted ? 0 : 1)
                next.append(min(change, last[column + 1] + 1, next[column] + 1))
            }
            last = next
        }
        return last[theirs.count]
    }
}
