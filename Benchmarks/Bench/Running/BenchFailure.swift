/// Says why there is no result.
struct BenchFailure: Error {
    /// One line for people, or more.
    let reason: String
    /// What the process answers.
    let status: Int32

    init(_ reason: String, status: Int32 = 1) {
        self.reason = reason
        self.status = status
    }
}
