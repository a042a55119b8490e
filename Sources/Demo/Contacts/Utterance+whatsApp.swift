internal import Engine

extension WhatsAppStandIn {
    /// Brings what a contact does to our server: one webhook for all of it.
    func bring(_ act: ContactAct, writtenAt: Int64) {
        bring(
            act.utterances.map(content),
            from: act.person,
            writtenAt: .init(milliseconds: writtenAt)
        )
    }

    /// Writes what a contact says as the provider does; files go on the shelf first.
    private func content(of utterance: Utterance) -> JSON {
        switch utterance {
        case .text(let text):
            return ["type": "text", "text": ["body": .text(text)]]
        case .picture(let caption, _):
            return file("image", of: utterance, caption.isEmpty ? [:] : ["caption": .text(caption)])
        case .document(let name, _):
            return file("document", of: utterance, ["filename": .text(name)])
        case .voice:
            return file("audio", of: utterance, ["voice": true])
        case .place(let place):
            return [
                "type": "location",
                "location": [
                    "latitude": .number(place.latitude), "longitude": .number(place.longitude),
                    "name": .text(place.name), "address": .text(place.address),
                ],
            ]
        case .reaction(let emoji, let target):
            return [
                "type": "reaction",
                "reaction": ["message_id": .text(target), "emoji": .text(emoji)],
            ]
        case .press(let option, let target):
            let context: JSON = ["from": .text(account.phone), "id": .text(target)]
            let reply: JSON = ["id": .text(option.id), "title": .text(option.title)]
            switch option.kind {
            case .button:
                return [
                    "type": "interactive", "context": context,
                    "interactive": ["type": "button_reply", "button_reply": reply],
                ]
            case .list:
                return [
                    "type": "interactive", "context": context,
                    "interactive": ["type": "list_reply", "list_reply": reply],
                ]
            case .template:
                return [
                    "type": "button", "context": context,
                    "button": ["payload": .text(option.id), "text": .text(option.title)],
                ]
            }
        }
    }

    private func file(_ type: String, of utterance: Utterance, _ more: [String: JSON]) -> JSON {
        guard let file = DemoFile(utterance) else { return ["type": "unsupported"] }
        let kept = keep(file.bytes, mediaType: file.mediaType)
        let members: [String: JSON] = [
            "id": .text(kept.id), "mime_type": .text(kept.mediaType),
            "sha256": .text(kept.digestInWebhooks),
        ]
        return ["type": .text(type), type: .object(members.merging(more) { old, _ in old })]
    }
}
