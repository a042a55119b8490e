/// Tells what became of a document on paper.
public struct PaperResult: Sendable, Hashable {
    /// How many pages it has.
    public let pages: Int

    /// How many bytes the file has.
    public let byteCount: Int64

    /// The SHA-256 of the document's content in hexadecimal, which a footer's `{sha256}` shows.
    public let contentHash: String
}
