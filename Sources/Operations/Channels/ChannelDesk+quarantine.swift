public import Engine
public import Store

extension ChannelDesk {
    /// Reads what is in quarantine, newest first, from before one of them, without what came.
    public func quarantined(
        of channel: ID<Channel>? = nil,
        before id: ID<HeldRequest>? = nil,
        limit: Int
    ) async throws -> [HeldInput] {
        try await folder.held.quarantined(of: channel, before: id, limit: limit)
    }

    /// Reads an input in quarantine, with what came; `nil` when there is none.
    public func quarantined(_ id: ID<HeldRequest>) async throws -> HeldInput? {
        try await folder.held.quarantined(id)
    }

    /// Lets a plugin have an input again, ahead of what came later.
    ///
    /// Returns false when it is not in quarantine, or its words are erased.
    public func retryQuarantined(_ id: ID<HeldRequest>, by actor: Actor) async throws -> Bool {
        guard let input = try await folder.held.retry(id, by: actor, at: clock.now()) else {
            return false
        }
        switch input.kind {
        case .webhook:
            waiting?[input.channel, default: 0] += 1
            replayBell.ring()
        case .file: try await fetchAgain(input)
        }
        return true
    }

    /// Throws an input away for good.
    ///
    /// Returns false when it is not in quarantine.
    public func dropQuarantined(_ id: ID<HeldRequest>, by actor: Actor) async throws -> Bool {
        try await folder.held.drop(id, by: actor, at: clock.now()) != nil
    }

    /// Takes the problem off a file, so that it is fetched.
    private func fetchAgain(_ input: HeldInput) async throws {
        guard let message = input.message, let place = input.place,
            let stored = try await folder.library.message(message),
            stored.content.attachments.indices.contains(place)
        else { return }
        var file = stored.content.attachments[place]
        file.problem = ""
        _ = try await switchboard.submit(
            .mediaFetched(message, index: place, file),
            by: .system
        )
    }
}
