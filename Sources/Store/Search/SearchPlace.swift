import Engine

/// Numbers the rows of the full-text index: by protocol number, and within a session by their part.
///
/// Protocol numbers rise with time, so rows in the order of their numbers are sessions in the order of
/// their beginning. 2^26 sessions a day have their own numbers.
enum SearchPlace {
    /// How many messages share a row.
    static let messages = 64

    private static let partBits: Int64 = 10
    private static let sequenceBits: Int64 = 26

    /// The number of a part of a session; what comes after the last part that has a number is in it.
    static func row(day: Int64, sequence: Int64, part: Int64 = 0) -> Int64 {
        let last = Int64(1) << partBits - 1
        return (day << sequenceBits | sequence) << partBits | min(part, last)
    }

    /// The part of a session in which a message stands, by its place among the session's.
    static func part(of place: Int) -> Int64 {
        min(Int64(place / messages), Int64(1) << partBits - 1)
    }

    /// The condition that a row of the index and a session belong together.
    static let joins = """
        session.protocol_day = search_session.rowid >> \(sequenceBits + partBits)
            AND session.protocol_sequence =
                search_session.rowid >> \(partBits) & \(Int64(1) << sequenceBits - 1)
        """

    /// Selects the day and sequence of the sessions of rows.
    static let sessions = """
        SELECT search_session.rowid >> \(sequenceBits + partBits),
            search_session.rowid >> \(partBits) & \(Int64(1) << sequenceBits - 1)
        FROM search_session
        """

    /// Selects the number of a session's first row.
    static func first(of session: ID<Session>) -> String {
        """
        (SELECT (protocol_day << \(sequenceBits) | protocol_sequence) << \(partBits)
            FROM session WHERE id = \(session.value))
        """
    }
}
