extension String {
    /// The number that a person wrote, with a comma or a point, as digits with a point.
    ///
    /// Points or commas between groups of three digits are left out, as in `1.234,56`; a single point
    /// before three digits, as in `1.234`, is one of those. `nil` for anything else.
    var plainNumber: String? {
        var text = self[...]
        let isNegative = text.first == "-"
        if isNegative || text.first == "+" { text = text.dropFirst() }
        guard let first = text.utf8.first, let last = text.utf8.last, 48...57 ~= first,
            48...57 ~= last,
            text.utf8.allSatisfy({ 48...57 ~= $0 || $0 == 44 || $0 == 46 }),
            text.utf8.count(where: { 48...57 ~= $0 }) <= 15
        else { return nil }
        let commas = text.count { $0 == "," }
        let points = text.count { $0 == "." }
        let decimal: Character?
        switch (commas, points) {
        case (0, 0): decimal = nil
        case (1, 0): decimal = ","
        case (0, 1): decimal = text.isGrouped(by: ".") ? nil : "."
        case (_, 0), (0, _): decimal = nil
        default: decimal = text.last { $0 == "," || $0 == "." }
        }
        let halves = decimal.map { text.split(separator: $0, omittingEmptySubsequences: false) }
        guard (halves?.count ?? 1) <= 2 else { return nil }
        let whole = halves?.first ?? text
        let fraction = decimal == nil ? "" : halves?.last ?? ""
        guard fraction.utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
        let group: Character = whole.contains(",") ? "," : "."
        guard !whole.contains(group) || whole.isGrouped(by: group) else { return nil }
        let zeroless = whole.filter { $0 != group }.drop { $0 == "0" }
        let digits = zeroless.isEmpty ? "0" : String(zeroless)
        return (isNegative ? "-" : "") + digits + (decimal == nil ? "" : ".\(fraction)")
    }

    /// The number that the text is, written with a point or as people write it.
    var decimal: Double? {
        let isPlain = utf8.allSatisfy { 48...57 ~= $0 || $0 == 46 || $0 == 45 }
        if isPlain, let number = Double(self) { return number }
        return plainNumber.flatMap(Double.init)
    }
}

extension Substring {
    /// Whether it is groups of three digits after a first one of one to three.
    fileprivate func isGrouped(by separator: Character) -> Bool {
        let groups = split(separator: separator, omittingEmptySubsequences: false)
        guard let first = groups.first, groups.count > 1 else { return false }
        return (1...3).contains(first.count) && first.first != "0"
            && groups.dropFirst().allSatisfy { $0.count == 3 }
            && groups.allSatisfy { $0.utf8.allSatisfy { 48...57 ~= $0 } }
    }
}
