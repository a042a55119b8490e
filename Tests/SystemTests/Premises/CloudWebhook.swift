import Foundation

/// Writes webhooks as the Cloud API does.
enum CloudWebhook {
    /// A text of a contact.
    static func text(
        _ text: String,
        id: String,
        from phone: String,
        named name: String = "Maria Souza",
        to number: String,
        at moment: Date = Date()
    ) throws -> Data {
        try body(
            to: number,
            [
                "contacts": [["profile": ["name": name], "wa_id": phone]],
                "messages": [
                    [
                        "from": phone, "id": id, "type": "text",
                        "timestamp": String(Int(moment.timeIntervalSince1970)),
                        "text": ["body": text],
                    ]
                ],
            ]
        )
    }

    /// A file of a contact, which the provider keeps under an id.
    static func file(
        _ file: String,
        kind: String,
        type: String,
        from phone: String,
        to number: String
    ) throws -> Data {
        try body(
            to: number,
            [
                "contacts": [["profile": ["name": "Maria Souza"], "wa_id": phone]],
                "messages": [
                    [
                        "from": phone, "id": "wamid.\(UUID().uuidString)", "type": kind,
                        "timestamp": String(Int(Date().timeIntervalSince1970)),
                        kind: ["id": file, "mime_type": type],
                    ]
                ],
            ]
        )
    }

    /// What became of a message of ours.
    static func status(
        _ status: String,
        of id: String,
        for phone: String,
        on number: String
    ) throws -> Data {
        try body(
            to: number,
            [
                "statuses": [
                    [
                        "id": id, "status": status, "recipient_id": phone,
                        "timestamp": String(Int(Date().timeIntervalSince1970)),
                    ]
                ]
            ]
        )
    }

    private static func body(to number: String, _ what: [String: Any]) throws -> Data {
        let metadata = ["display_phone_number": "551140000000", "phone_number_id": number]
        let value = what.merging(["messaging_product": "whatsapp", "metadata": metadata]) { $1 }
        return try JSONSerialization.data(withJSONObject: [
            "object": "whatsapp_business_account",
            "entry": [["id": "1", "changes": [["field": "messages", "value": value]]]],
        ])
    }
}
