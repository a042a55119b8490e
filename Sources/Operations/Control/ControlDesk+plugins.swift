internal import Engine
internal import PluginHost
internal import Store

extension ControlDesk {
    func perform(_ request: PluginRequest) async throws -> ControlAnswer {
        switch request {
        case .status: return .plugins(try await lines(await channels.plugins.listings()))
        case .place(let id, let placement): return try await place(id, placement)
        case .resume(let id):
            guard await channels.plugins.resume(id) else {
                throw ControlFailure("\(id) has no process of its own here")
            }
            return .done("\(id) may begin again")
        case .reload: return try await reload()
        }
    }

    private func lines(_ listings: [PluginListing]) async throws -> [PluginLine] {
        let chosen = try await placements()
        return listings.map { PluginLine($0, chosen: chosen[$0.id]) }
    }

    private func placements() async throws -> [String: PluginPlacement] {
        let kept = try await folder.serviceSettings.value(
            HouseSettings.placementsName,
            as: [String: PluginPlacement].self
        )
        return kept ?? [:]
    }

    private func place(_ id: String, _ placement: PluginPlacement?) async throws -> ControlAnswer {
        guard await channels.plugins.listings().contains(where: { $0.id == id }) else {
            throw ControlFailure("there is no plugin \(id)")
        }
        var chosen = try await placements()
        chosen[id] = placement
        try await folder.serviceSettings.set(HouseSettings.placementsName, chosen)
        guard let placement else { return .done("\(id) runs where the house has it") }
        return .done("\(id) runs \(placement.words) from the next start on")
    }

    private func reload() async throws -> ControlAnswer {
        let before = await channels.plugins.listings()
        let after = await channels.plugins.reload()
        // A new version may say other things of its channels, and one that is new was missed.
        let changed = after.filter { !before.contains($0) }
        let features = Set(changed.flatMap(\.features).map(\.manifest.id))
        let affected = await switchboard.read { floor in
            floor.channels.compactMap { features.contains($0.value.plugin) ? $0.key : nil }
        }
        for channel in affected { await channels.refresh(channel) }
        return .plugins(try await lines(after))
    }
}

extension PluginPlacement {
    fileprivate var words: String {
        switch self {
        case .inProcess: "in the server's process"
        case .worker: "in a process of its own"
        }
    }
}
