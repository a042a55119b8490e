internal import Engine
internal import Foundation
internal import PluginHost

/// Is what a visitor did, in the form in which it enters the channel's plugin: as a webhook.
enum VisitorSignal: Sendable {
    /// They wrote; the id is their own name for the message.
    case message(id: String, text: String, files: [UploadedFile], visitor: Visitor)

    /// Makes the request that the plugin reads.
    func request(from address: String, at now: Timestamp) -> WebhookRequest {
        switch self {
        case .message(let id, let text, let files, let visitor):
            let body: JSON = [
                "type": "message",
                "visitor": [
                    "id": .text(visitor.id), "name": .nonEmpty(visitor.name),
                    "email": .nonEmpty(visitor.email), "phone": .nonEmpty(visitor.phone),
                ],
                "message": [
                    "id": .text(ChatEntryWriter.providerID(visitor: visitor.id, clientID: id)),
                    "at": .text(now.text), "text": .text(text),
                    "attachments": .list(files) { file in
                        [
                            "blob": .text(file.hash), "mediaType": .text(file.mediaType),
                            "name": .text(file.name), "size": .integer(file.size),
                        ]
                    },
                ],
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
