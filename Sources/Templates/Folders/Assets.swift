public import Foundation

/// Knows the files of `static/`, an operator's in place of the shipped ones.
///
/// An address carries the fingerprint of its content, so that a browser may keep it for ever.
public struct Assets: Sendable {
    /// One file that is sent as it is.
    public struct Asset: Sendable {
        /// Where the file lies.
        public let file: URL

        /// Its content's fingerprint; also the `ETag`, in quotes.
        public let fingerprint: Fingerprint

        /// Its size in bytes.
        public let size: Int

        /// Its media type, with the character set where it has one.
        public let mediaType: String

        /// The value of the `ETag` header.
        public var entityTag: String { "\"\(fingerprint)\"" }

        /// The value of `Cache-Control` for a request with a `v` parameter, or without.
        ///
        /// An address with this very version may be kept for ever; any other is asked for anew.
        public func cacheControl(version: String?) -> String {
            version == fingerprint.description
                ? "public, max-age=31536000, immutable" : "no-cache"
        }
    }

    /// The path that all addresses begin with.
    public static let prefix = "/static/"

    private let assets: [String: Asset]

    init(_ assets: [String: Asset] = [:]) {
        self.assets = assets
    }

    /// The names of all files, such as `icons/phone.svg`, sorted.
    public var names: [String] { assets.keys.sorted() }

    /// Finds a file by the part of its path after `/static/`; never leaves the folder.
    public subscript(name: String) -> Asset? { assets[name] }

    /// The address of a file with its version: `/static/console.js?v=…`.
    public func address(of name: String) -> String? {
        assets[name].map { "\(Self.prefix)\(name)?v=\($0.fingerprint)" }
    }

    static func mediaType(of name: String) -> String {
        let types = [
            "css": "text/css; charset=utf-8", "gif": "image/gif",
            "html": "text/html; charset=utf-8",
            "ico": "image/x-icon", "jpeg": "image/jpeg", "jpg": "image/jpeg",
            "js": "text/javascript; charset=utf-8", "json": "application/json",
            "map": "application/json", "mjs": "text/javascript; charset=utf-8",
            "mp3": "audio/mpeg", "ogg": "audio/ogg", "otf": "font/otf", "png": "image/png",
            "svg": "image/svg+xml", "ttf": "font/ttf", "txt": "text/plain; charset=utf-8",
            "wasm": "application/wasm", "wav": "audio/wav",
            "webmanifest": "application/manifest+json",
            "webp": "image/webp", "woff": "font/woff", "woff2": "font/woff2",
        ]
        let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
        return types[ending] ?? "application/octet-stream"
    }
}
