/// Is the small store of keys and values of one channel account.
public protocol PluginState: Sendable {
    /// Reads a key; `nil` when it does not exist.
    func read(_ key: String) async throws -> (value: [UInt8], revision: UInt64)?

    /// Writes a key if its revision is the expected one; durable when it returns.
    ///
    /// - Parameters:
    ///   - key: the key, at most 128 bytes.
    ///   - value: the bytes, at most 64 KiB.
    ///   - expecting: the revision; zero: only when the key does not exist; `nil`: always.
    /// - Returns: the new revision, greater than zero; `nil` when another one is there.
    /// - Throws: when the store cannot be written.
    func write(_ key: String, _ value: [UInt8], expecting: UInt64?) async throws -> UInt64?

    /// Removes a key if its revision is the expected one.
    ///
    /// - Returns: `false` when another revision is there.
    func remove(_ key: String, expecting: UInt64?) async throws -> Bool
}

/// Keeps files of messages under opaque ids.
public protocol BlobStore: Sendable {
    /// Begins a blob.
    func create(mime: String, fileName: String) async throws -> any BlobWriter

    /// Tells about a blob; `nil` when there is none of that id.
    func info(_ id: String) async throws -> BlobInfo?

    /// Reads up to `count` bytes from an offset on; empty at the end.
    func read(_ id: String, from offset: UInt64, count: Int) async throws -> [UInt8]
}

/// Writes one blob; exactly one of `finish` and `abandon` ends it.
public protocol BlobWriter: Sendable {
    /// Appends bytes.
    func write(_ bytes: [UInt8]) async throws

    /// Makes the blob permanent.
    func finish() async throws -> BlobInfo

    /// Throws away what was written.
    func abandon() async
}

/// Is what the blob store knows of a file.
public struct BlobInfo: Sendable, Hashable {
    /// The id.
    public var id: String
    /// The type; empty when unknown.
    public var mime: String
    /// The name; empty when unknown.
    public var fileName: String
    /// The SHA-256 in lower-case hexadecimal digits.
    public var sha256: String
    /// The length in bytes.
    public var length: UInt64

    /// Creates the description of a blob.
    public init(id: String, mime: String, fileName: String, sha256: String, length: UInt64) {
        self.id = id
        self.mime = mime
        self.fileName = fileName
        self.sha256 = sha256
        self.length = length
    }
}
