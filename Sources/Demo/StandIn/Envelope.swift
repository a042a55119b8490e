internal import Crypto
internal import Engine
internal import Foundation

/// Writes the bodies of the provider's webhooks.
struct Envelope: Sendable {
    let account: WhatsAppAccount

    /// Writes that somebody wrote.
    func messages(_ messages: [JSON], from person: DemoContact) -> JSON {
        wrap([
            "contacts": [["profile": ["name": .text(person.name)], "wa_id": .text(person.phone)]],
            "messages": .array(messages),
        ])
    }

    /// Writes what became of a message of ours.
    func status(
        _ word: String,
        of message: SentMessage,
        at moment: Timestamp,
        windowEndsAt: Timestamp?
    ) -> JSON {
        var status: [String: JSON] = [
            "id": .text(message.id), "status": .text(word), "recipient_id": .text(message.to),
            "timestamp": Self.seconds(moment),
        ]
        let category: JSON = message.template.isEmpty ? "service" : "utility"
        var conversation: [String: JSON] = [
            "id": .text(Self.digest("\(message.to)")), "origin": ["type": category],
        ]
        if word == "sent", let windowEndsAt {
            conversation["expiration_timestamp"] = Self.seconds(windowEndsAt)
        }
        if word == "failed" {
            status["errors"] = [
                [
                    "code": 131026, "title": "Message undeliverable",
                    "message": "Message undeliverable",
                    "error_data": ["details": "Message Undeliverable."],
                ]
            ]
        } else {
            status["conversation"] = .object(conversation)
            status["pricing"] = [
                "billable": .bool(!message.template.isEmpty), "pricing_model": "PMP",
                "category": category,
            ]
        }
        return wrap(["statuses": [.object(status)]])
    }

    /// Writes a moment as the provider does: whole seconds, as text.
    static func seconds(_ moment: Timestamp) -> JSON {
        .text(String(moment.milliseconds / 1_000))
    }

    /// The signature that goes with a body, for the header `X-Hub-Signature-256`.
    static func signature(of body: [UInt8], secret: String) -> String {
        let key = SymmetricKey(data: Data(secret.utf8))
        let code = HMAC<SHA256>.authenticationCode(for: Data(body), using: key)
        return "sha256=" + code.map { $0.hexadecimal }.joined()
    }

    /// Makes an opaque name from a text.
    static func digest(_ text: String) -> String {
        SHA256.hash(data: Data(text.utf8)).prefix(16).map { $0.hexadecimal }.joined()
    }

    private func wrap(_ members: [String: JSON]) -> JSON {
        let value: [String: JSON] = [
            "messaging_product": "whatsapp",
            "metadata": [
                "display_phone_number": .text(account.phone),
                "phone_number_id": .text(account.phoneNumberId),
            ],
        ]
        let change: JSON = [
            "field": "messages",
            "value": .object(value.merging(members) { _, new in new }),
        ]
        return [
            "object": "whatsapp_business_account",
            "entry": [["id": .text(account.businessAccountId), "changes": [change]]],
        ]
    }
}

extension UInt8 {
    /// The byte as two hexadecimal digits.
    var hexadecimal: String {
        let digits = String(self, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
