/// Holds the entries of a list in the forms that are compared, so that a message is read once.
struct EntryForms: Sendable {
    /// The entries of one word, by the word.
    private var words: [String: Int] = [:]

    /// The entries of one word that has signs in it, such as "bem-vindo", as runs.
    private var runs: [(words: [String], entry: Int)] = []

    /// The entries of several words, by the words with a space between them.
    private var phrases: [String: Int] = [:]

    /// The entries of no letter or digit, such as an emoji, as they are.
    private var signs: [String: Int] = [:]

    init(_ entries: [String]) {
        for (index, entry) in entries.enumerated() {
            let text = entry.trimmed
            let parts = text.foldedWords.map(String.init)
            if text.isEmpty { continue }
            if parts.isEmpty {
                signs[text.folded] = signs[text.folded] ?? index
            } else if text.contains(where: \.isWhitespace), parts.count > 1 {
                let phrase = parts.joined(separator: " ")
                phrases[phrase] = phrases[phrase] ?? index
            } else if parts.count > 1 {
                runs.append((parts, index))
            } else {
                words[parts[0]] = words[parts[0]] ?? index
            }
        }
    }

    var isEmpty: Bool { words.isEmpty && runs.isEmpty && phrases.isEmpty && signs.isEmpty }

    /// The index of an entry that a text matches; `nil` when it matches none.
    func match(_ text: String) -> Int? {
        guard !isEmpty else { return nil }
        let parts = text.foldedWords
        if !words.isEmpty {
            for part in parts {
                if let entry = words[String(part)] { return entry }
            }
        }
        if !phrases.isEmpty, let entry = phrases[parts.joined(separator: " ")] { return entry }
        for run in runs where parts.hold(run.words) { return run.entry }
        return parts.isEmpty ? signs[text.trimmed.folded] : nil
    }
}

extension [Substring] {
    /// Whether words follow each other somewhere in these.
    fileprivate func hold(_ run: [String]) -> Bool {
        guard count >= run.count else { return false }
        return (0...count - run.count).contains { start in
            zip(self[start...], run).allSatisfy { $0 == $1 }
        }
    }
}
