internal import Engine
internal import Foundation
internal import Store

/// Gathers the data that a report of one viewer reads, on a thread that may block.
actor DataRoom {
    private let executor = QueueExecutor(label: "conecta.data-room")
    private let switchboard: Switchboard
    private let library: Library
    private let media: MediaFolder?
    private let hours = HourShelf()
    private let degraded: @Sendable () async -> [ID<Channel>: String]

    init(
        switchboard: Switchboard,
        library: Library,
        media: MediaFolder?,
        degraded: @escaping @Sendable () async -> [ID<Channel>: String]
    ) {
        self.switchboard = switchboard
        self.library = library
        self.media = media
        self.degraded = degraded
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Opens the data of a moment; live datasets are those of the same moment.
    ///
    /// - Throws: What the store throws.
    func data(
        for viewer: Viewer,
        at now: Timestamp,
        showsNames: Bool,
        hidesIdentities: Bool
    ) async throws -> LiveDatasets {
        let degraded = await degraded()
        let (floor, zoneName) = await switchboard.read { floor in
            (
                FloorPicture(floor, for: viewer, at: now, degraded: degraded),
                floor.company.timeZone
            )
        }
        let zone = TimeZone(identifier: zoneName) ?? .gmt
        let library = library
        var stored: any ReportData = try library.reportData(for: viewer, asOf: now)
        if let media {
            stored = PicturedFiles(base: stored, media: media, hidesIdentities: hidesIdentities)
        }
        return LiveDatasets(
            over: stored,
            floor: floor,
            showsNames: showsNames,
            hidesIdentities: hidesIdentities
        ) {
            try await DayPicture(library, of: now, in: zone, for: viewer)
        } hours: { [hours] starts in
            try await hours.hours(starts, upTo: now, library, for: viewer)
        }
    }
}
