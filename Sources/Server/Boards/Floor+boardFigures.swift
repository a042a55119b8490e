internal import Engine
internal import OrderedCollections

extension Floor {
    /// The live figures with what the floor does not know: which channels do not work.
    func liveFigures(
        for viewer: Viewer,
        at now: Timestamp,
        degraded: [ID<Channel>: String]
    ) -> LiveFigures {
        var figures = liveFigures(for: viewer, at: now)
        figures.channelsDegraded = channels.values.count { channel in
            channel.isActive && viewer.teams.contains(channel.team) && degraded[channel.id] != nil
        }
        return figures
    }
}
