internal import Engine
internal import Foundation
internal import Rendering
internal import Store

/// Adds the dataset `pictures` to report data: the lines of `files` that are images, each with a
/// small JPEG in `thumbnail`.
///
/// What the viewer may see is for `files` to say; under the privacy switch there is none.
struct PicturedFiles: ReportData {
    let base: any ReportData
    let media: MediaFolder
    let hidesIdentities: Bool

    var asOf: Timestamp { base.asOf }

    func open(_ dataset: String, parameters: String) throws -> any ReportCursor {
        guard dataset == "pictures" else { return try base.open(dataset, parameters: parameters) }
        let files = try base.open("files", parameters: parameters)
        return PictureCursor(files, media: media, shows: !hidesIdentities)
    }
}

/// Reads files and gives a line for each that has a small picture, one at a time: pictures are big.
private final class PictureCursor: ReportCursor {
    private let files: any ReportCursor
    private let media: MediaFolder
    private let shows: Bool
    private var waiting: ArraySlice<File> = []

    private struct File {
        var message: String
        var index: Int64
        var hash: String
    }

    init(_ files: any ReportCursor, media: MediaFolder, shows: Bool) {
        self.files = files
        self.media = media
        self.shows = shows
    }

    func next() throws -> ReportBatch? {
        guard shows else { return nil }
        while true {
            while let file = waiting.popFirst() {
                guard let picture = picture(of: file.hash) else { continue }
                return ReportBatch(columns: [
                    ReportColumn(name: "message", values: .texts([file.message])),
                    ReportColumn(name: "index", values: .integers([file.index])),
                    ReportColumn(name: "hash", values: .texts([file.hash])),
                    ReportColumn(name: "thumbnail", values: .bytes([picture])),
                ])
            }
            guard let batch = try files.next() else { return nil }
            waiting = Self.images(of: batch)[...]
        }
    }

    private func picture(of hash: String) -> [UInt8]? {
        guard let size = media.sizeBlocking(of: hash), size <= Int64(Thumbnail.maximumBytes),
            let bytes = try? media.readBlocking(hash, offset: 0, count: Int(size))
        else { return nil }
        return Thumbnail.make(of: bytes)
    }

    private static func images(of batch: ReportBatch) -> [File] {
        func texts(_ name: String) -> [String?] {
            guard case .texts(let texts) = batch.columns.first(where: { $0.name == name })?.values
            else { return [] }
            return texts
        }
        guard
            case .integers(let places) = batch.columns.first(where: { $0.name == "index" })?.values
        else { return [] }
        let (messages, kinds, hashes) = (texts("message"), texts("media_type"), texts("hash"))
        return places.indices.compactMap { row in
            guard let message = messages[row], let hash = hashes[row],
                ["image/jpeg", "image/png"].contains(kinds[row] ?? "")
            else { return nil }
            return File(message: message, index: places[row] ?? 0, hash: hash)
        }
    }
}
