import GRDB

extension Schema {
    /// Notes with each export how much its owner saw when it was made, as JSON of `Reach`.
    ///
    /// Of those made before that nothing is known: they are for administrators alone.
    static func addReach(_ db: Database) throws {
        try db.execute(sql: "ALTER TABLE export ADD COLUMN reach TEXT")
    }
}
