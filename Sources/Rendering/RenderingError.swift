/// Says why a document could not be drawn or written.
public enum RenderingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Too many requests wait already; the caller may try again after so many seconds.
    case busy(retryAfterSeconds: Int)

    /// The document has fewer pages than the one asked for.
    case noSuchPage(asked: Int, pages: Int)

    /// A size, scale or count lies outside what is drawn; the text says which and the bounds.
    case outOfBounds(String)

    /// The blocks break the grammar of documents; the text says where and how.
    case malformed(String)

    /// A file could not be written or read.
    case file(path: String, reason: String)

    /// A font could not be loaded.
    case font(String)

    /// The drawing library refused; the text is its own.
    case drawing(String)

    /// One line for people.
    public var description: String {
        switch self {
        case .busy(let seconds): "too many drawings wait already; try again in \(seconds) s"
        case .noSuchPage(let asked, let pages):
            "there is no page \(asked): the document has \(pages)"
        case .outOfBounds(let reason): reason
        case .malformed(let reason): "the document is malformed: \(reason)"
        case .file(let path, let reason): "\(path): \(reason)"
        case .font(let reason): "font: \(reason)"
        case .drawing(let reason): "drawing failed: \(reason)"
        }
    }
}
