internal import Engine

/// Is a file that was uploaded and not yet sent: the client keeps the handle.
struct UploadedFile: Sendable, Hashable, Codable {
    /// The file's SHA-256 in hexadecimal, its name in the media folder.
    let hash: String
    let mediaType: String
    let name: String
    let size: Int64
    /// Who uploaded it: an agent's or a visitor's id.
    let owner: String
    /// Until when it may be sent.
    let until: Timestamp

    /// The file as a message carries it.
    var attachment: Attachment {
        Attachment(mediaType: mediaType, name: name, hash: hash, size: size)
    }
}
