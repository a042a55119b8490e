extension PeriodFigures {
    /// Puts the figures of another part to these; call `sort()` once all are in.
    ///
    /// The sums and counts of a total are those of its parts, never a mean of means.
    public static func += (left: inout PeriodFigures, right: PeriodFigures) {
        for path in countPaths { left[keyPath: path] += right[keyPath: path] }
        for path in amountPaths { left[keyPath: path] += right[keyPath: path] }
        for path in timePaths { left[keyPath: path] += right[keyPath: path] }
        for path in listPaths { left[keyPath: path] += right[keyPath: path] }
        left.pauses.merge(right.pauses, uniquingKeysWith: +)
    }

    /// Sorts the lists, for percentiles.
    public mutating func sort() {
        for path in Self.listPaths { self[keyPath: path].sort() }
    }

    private static var countPaths: [WritableKeyPath<PeriodFigures, Int>] {
        [
            \.started, \.closed, \.active, \.reopened, \.served, \.success, \.lost, \.transferred,
            \.offered, \.answered, \.abandoned, \.abandonedShort, \.answeredInTarget, \.levelBase,
            \.waitLegs, \.overflowedUnavailable, \.overflowedWait, \.overflowedHours,
            \.overflowsTaken, \.ratingsAsked, \.messagesIn, \.messagesOut, \.messagesFailed,
            \.messagesUnknown,
        ]
    }

    private static var amountPaths: [WritableKeyPath<PeriodFigures, Amount>] {
        [
            \.resolution, \.wait, \.waitBusiness, \.handle, \.handleActive, \.firstResponse,
            \.firstResponseBusiness, \.response, \.responseBusiness, \.ratings,
        ]
    }

    private static var timePaths: [WritableKeyPath<PeriodFigures, Int64>] {
        [\.availableTime, \.occupiedTime, \.utilisedTime, \.capacityTime]
    }

    private static var listPaths: [WritableKeyPath<PeriodFigures, [Int64]>] {
        [\.waits, \.abandonedWaits, \.handles, \.firstResponses, \.responses]
    }
}
