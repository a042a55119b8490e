internal import Engine

extension Services {
    /// Changes what the company consists of, and gives it back as it is then: with the id of what is
    /// new.
    @discardableResult
    func configure(
        _ configuration: Configuration,
        by caller: Caller
    ) async throws -> Configuration {
        let events = try await switchboard.submit(.configure(configuration), by: caller.actor)
        for case .configured(let stored) in events.map(\.event) { return stored }
        // Nothing happened: it was so already.
        return configuration
    }
}
