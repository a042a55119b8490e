internal import Engine
internal import Foundation
internal import PluginHost

/// Is what a visitor did, in the form in which it enters the channel's plugin: as a webhook.
enum VisitorSignal: Sendable {
    /// They wrote; the id is their own name for the message.
    case message(
        id: String,
        text: String,
        file: UploadedFile?,
        choice: VisitorChoice?,
        visitor: Visitor
    )

    /// Makes the request that the plugin reads.
    func request(from address: String, at now: Timestamp) -> WebhookRequest {
        switch self {
        case .message(let id, let text, let file, let choice, let visitor):
            let body: JSON = [
                "type": "message", "id": .text(id), "text": .text(text),
                "file": file.map { file in
                    [
                        "id": .text(file.hash), "mime": .text(file.mediaType),
                        "name": .text(file.name), "length": .integer(file.size),
                    ]
                } ?? .null,
                "choice": choice.map { ["id": .text($0.id), "title": .text($0.title)] } ?? .null,
                "name": .nonEmpty(visitor.name),
            ]
            return WebhookRequest(
                method: "POST",
                path: "/messages",
                remoteAddress: address,
                headers: [WebhookRequest.Header("content-type", "application/json")],
                body: body.bytes,
                visitor: visitor.id,
                received: now.milliseconds
            )
        }
    }
}

/// Is an option of a menu that a visitor chose.
struct VisitorChoice: Sendable, Hashable, Decodable {
    let id: String
    let title: String

    /// Whether it is short enough to be one.
    var isFit: Bool { (1...200).contains(id.utf8.count) && title.utf8.count <= 800 }
}
