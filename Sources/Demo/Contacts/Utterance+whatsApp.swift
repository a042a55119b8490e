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
        case .press(let title, let target, let isTemplate):
            let context: JSON = ["from": .text(account.phone), "id": .text(target)]
            guard isTemplate else {
                let reply: JSON = ["id": .text(title.lowercased()), "title": .text(title)]
                return [
                    "type": "interactive", "context": context,
                    "interactive": ["type": "button_reply", "button_reply": reply],
                ]
            }
            return [
                "type": "button", "context": context,
                "button": ["payload": .text(title), "text": .text(title)],
            ]
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
