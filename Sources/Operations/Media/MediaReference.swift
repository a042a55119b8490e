internal import Engine
internal import Foundation
internal import PluginHost

/// Is what a channel needs to fetch a file, as text in `Attachment.reference`.
struct MediaReference: Codable, Sendable, Hashable {
    private var kind: UInt32
    private var id: String?
    private var url: String?
    private var mime: String?
    private var name: String?
    private var sha256: String?
    private var length: UInt64?

    /// Keeps what an attachment says about where it is.
    init(_ attachment: ChannelAttachment) {
        kind = attachment.kind.rawValue
        id = attachment.id.nonEmpty
        url = attachment.url.nonEmpty
        mime = attachment.mime.nonEmpty
        name = attachment.fileName.nonEmpty
        sha256 = attachment.sha256.nonEmpty
        length = attachment.length == 0 ? nil : attachment.length
    }

    /// Reads what `text` wrote; `nil` for anything else.
    init?(_ text: String) {
        guard let read = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else {
            return nil
        }
        self = read
    }

    /// The reference as text.
    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// The attachment that the channel is to fetch.
    var attachment: ChannelAttachment {
        ChannelAttachment(
            kind: ChannelMediaKind(rawValue: kind) ?? .document,
            id: id ?? "",
            url: url ?? "",
            mime: mime ?? "",
            fileName: name ?? "",
            sha256: sha256 ?? "",
            length: length ?? 0
        )
    }
}

extension String {
    /// The text, or `nil` when there is none.
    var nonEmpty: String? { isEmpty ? nil : self }
}
