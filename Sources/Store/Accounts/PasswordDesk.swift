import Engine

/// Hashes and checks passwords, one at a time, on a thread of its own.
///
/// Each takes tens of milliseconds and 32 MB by design: one at a time bounds what a flood of
/// log-ins can take from the rest, and past the bound the answer is `busy`.
actor PasswordDesk {
    private let executor = QueueExecutor(label: "passwords")
    private let line = Line(limit: 64)
    // Stands in for the password of someone who is not there, so that the answer takes as long.
    private var nobody: PasswordHash?

    /// The thread that it blocks.
    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Hashes a password for storing.
    nonisolated func hash(_ password: String) async throws -> String {
        try line.enter()
        defer { line.leave() }
        return try await hashed(password)
    }

    /// Checks a password; says what to store instead when the stored one is outdated.
    nonisolated func check(
        _ password: String,
        against stored: String?
    ) async throws -> (isRight: Bool, renewed: String?) {
        try line.enter()
        defer { line.leave() }
        return try await checked(password, stored)
    }

    private func hashed(_ password: String) throws -> String {
        try PasswordHash(password).stored
    }

    private func checked(
        _ password: String,
        _ stored: String?
    ) throws -> (isRight: Bool, renewed: String?) {
        guard let hash = stored.flatMap(PasswordHash.init(stored:)) else {
            let hash = try nobody ?? PasswordHash("nobody")
            nobody = hash
            _ = try hash.matches(password)
            return (false, nil)
        }
        guard try hash.matches(password) else { return (false, nil) }
        return (true, hash.isOutdated ? try PasswordHash(password).stored : nil)
    }
}
