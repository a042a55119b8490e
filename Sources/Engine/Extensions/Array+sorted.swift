extension Array where Element: Comparable {
    /// Puts an element into a sorted array, where it belongs; one that is there stays there once.
    mutating func insertSorted(_ element: Element) {
        let index = sortedIndex(of: element)
        guard index == endIndex || self[index] != element else { return }
        insert(element, at: index)
    }

    /// Takes an element out of a sorted array, if it is there.
    mutating func removeSorted(_ element: Element) {
        let index = sortedIndex(of: element)
        guard index < endIndex, self[index] == element else { return }
        remove(at: index)
    }

    /// The index of the first element that is not less.
    private func sortedIndex(of element: Element) -> Int {
        var (low, high) = (startIndex, endIndex)
        // Most elements are newer than all others.
        if let last, last < element { return endIndex }
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < element { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
