import Foundation

extension Exchange {
    /// Makes an absolute address of a redirect's.
    static func resolve(_ location: String, against base: String) throws -> String {
        guard let base = URL(string: base), let url = URL(string: location, relativeTo: base) else {
            throw PluginFailure(.refused, "a redirect leads nowhere")
        }
        return url.absoluteString
    }

    /// Tells whether two addresses have scheme, host and port in common.
    static func isSameOrigin(_ one: String, _ other: String) -> Bool {
        guard let one = URL(string: one).flatMap(EgressPolicy.Grant.init),
            let other = URL(string: other).flatMap(EgressPolicy.Grant.init)
        else { return false }
        return one == other
    }
}

/// Reads the pieces of a body one after the other, files in parts.
actor BodyReader {
    private var pieces: ArraySlice<(piece: OutgoingRequest.Piece, length: UInt64)>
    private let blobs: any BlobStore
    private var offset: UInt64 = 0

    init(pieces: [(piece: OutgoingRequest.Piece, length: UInt64)], blobs: any BlobStore) {
        self.pieces = pieces[...]
        self.blobs = blobs
    }

    /// The next part; `nil` at the end.
    func next() async throws -> [UInt8]? {
        while let (piece, length) = pieces.first {
            switch piece {
            case .bytes(let bytes):
                pieces.removeFirst()
                if !bytes.isEmpty { return bytes }
            case .blob(let id):
                guard offset < length else {
                    pieces.removeFirst()
                    offset = 0
                    continue
                }
                let count = Int(min(length - offset, 256 << 10))
                let part = try await blobs.read(id, from: offset, count: count)
                guard !part.isEmpty else {
                    throw PluginFailure(.internal, "the file \(id) is shorter than it was")
                }
                offset += UInt64(part.count)
                return part
            }
        }
        return nil
    }
}
