internal import Engine
internal import Foundation

/// Is the folder with the files of exports, on a thread that may block.
actor ExportShelf {
    private let executor = QueueExecutor(label: "conecta.exports")

    /// The folder.
    nonisolated let folder: URL

    init(folder: URL) {
        self.folder = folder
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Where a file of an export is.
    nonisolated func place(_ export: Int64, _ format: String) -> URL {
        folder.appending(path: "\(export).\(format)")
    }

    /// Puts what a report made into its place, and gives its size.
    func keep(_ report: FinishedReport, of export: Int64) throws -> Int64 {
        let place = place(export, report.format.rawValue)
        try? FileManager.default.removeItem(at: place)
        switch report.body {
        case .bytes(let bytes): try Data(bytes).write(to: place, options: .atomic)
        case .file(let file): try FileManager.default.moveItem(at: file, to: place)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: place.path)
        return try place.resourceValues(forKeys: [.fileSizeKey]).fileSize.map(Int64.init) ?? 0
    }

    /// Reads a whole file.
    func read(_ export: Int64, _ format: String) throws -> [UInt8] {
        Array(try Data(contentsOf: place(export, format)))
    }

    /// Removes the files of an export.
    func remove(_ export: Int64) {
        for format in DocumentFormat.allCases {
            try? FileManager.default.removeItem(at: place(export, format.rawValue))
        }
    }

    /// Removes what is nobody's: of work that the end of a process cut off.
    func sweep(keeping names: Set<String>) {
        let found = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        for name in found ?? [] where !names.contains(name) {
            try? FileManager.default.removeItem(at: folder.appending(path: name))
        }
    }
}
