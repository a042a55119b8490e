import Foundation
public import PluginKit

/// Is a message of ours as the page's stream carries it.
private struct Shown: Encodable {
    struct File: Encodable {
        var id: String
        var name: String
        var mime: String
        var length: UInt64
    }

    struct Option: Encodable {
        var id: String
        var title: String
        var detail: String
    }

    var id: String
    var name: String
    var text: String
    var replyTo: String
    var files: [File]
    var options: [Option]
}

extension WebChat {
    /// Hands a message to the visitor's stream, which keeps it for a visitor who is away.
    ///
    /// The page knows messages by their id, so that one handed over twice is shown once.
    public func send(_ message: Outbound, call: Call) throws -> Sent {
        let shown = Shown(
            id: message.idempotencyKey,
            name: message.authorName,
            text: message.text,
            replyTo: message.replyTo,
            files: message.attachments.map { attachment in
                Shown.File(
                    id: attachment.file,
                    name: attachment.fileName,
                    mime: attachment.mime,
                    length: attachment.length
                )
            },
            options: (message.interactive?.options ?? []).map { option in
                Shown.Option(id: option.id, title: option.title, detail: option.description)
            }
        )
        let json = String(decoding: try JSONEncoder().encode(shown), as: UTF8.self)
        try call.push(to: message.conversation, "message", json: json)
        return .accepted(id: message.idempotencyKey)
    }
}

extension WebChat: ReceiptShowing {
    /// Shows the visitor that an agent types.
    public func show(_ receipt: Receipt, call: Call) throws {
        guard receipt.isTyping else { return }
        try call.push(to: receipt.conversation, "typing", json: #"{"seconds":6}"#)
    }
}
