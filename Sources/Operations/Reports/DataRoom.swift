internal import Engine
internal import Foundation
internal import Store

/// Gathers the data that a report of one viewer reads, on a thread that may block.
actor DataRoom {
    private let executor = QueueExecutor(label: "conecta.data-room")
    private let switchboard: Switchboard
    private let library: Library

    init(switchboard: Switchboard, library: Library) {
        self.switchboard = switchboard
        self.library = library
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
        let (floor, zoneName) = await switchboard.read { floor in
            (FloorPicture(floor, for: viewer, at: now), floor.company.timeZone)
        }
        let zone = TimeZone(identifier: zoneName) ?? .gmt
        let library = library
        return LiveDatasets(
            over: try library.reportData(for: viewer, asOf: now),
            floor: floor,
            showsNames: showsNames,
            hidesIdentities: hidesIdentities
        ) {
            try await DayPicture(library, of: now, in: zone, for: viewer)
        }
    }
}
