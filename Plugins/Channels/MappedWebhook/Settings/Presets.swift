extension MappedWebhook {
    /// Ready mappings to begin with, as forms offer them.
    static let presets = #"""
        [
          {
            "title": "Bot API with one update for each message", "x-title-pt-BR": "API de bot, um update por mensagem",
            "config": {
              "verification": { "scheme": "token", "header": "X-Telegram-Bot-Api-Secret-Token" },
              "incoming": {
                "only": [{ "path": "$.message", "exists": true }],
                "contact": "$.message.chat.id",
                "name": ["$.message.from.first_name", "$.message.from.username"],
                "text": ["$.message.text", "$.message.caption"],
                "id": "$.update_id",
                "replyTo": "$.message.reply_to_message.message_id",
                "time": "$.message.date",
                "timeFormat": "seconds"
              },
              "sendURL": "https://api.telegram.org/bot{{secret:apiToken}}/sendMessage",
              "fileURL": "https://api.telegram.org/bot{{secret:apiToken}}/sendDocument",
              "outgoing": {
                "body": { "chat_id": "{{contact.key}}", "text": "{{text}}" },
                "file": {
                  "format": "multipart",
                  "body": { "chat_id": "{{contact.key}}", "caption": "{{text}}", "document": "{{attachment.file}}" },
                  "maximumBytes": 52428800
                }
              },
              "answer": {
                "id": "$.result.message_id",
                "errorText": "$.description",
                "errorCode": "$.error_code",
                "failsWhen": { "path": "$.ok", "is": ["false"] }
              },
              "maximumText": 4096
            },
            "sample": {
              "headers": { "X-Telegram-Bot-Api-Secret-Token": "…" },
              "answer": { "ok": true, "result": { "message_id": 13 } },
              "body": {
                "update_id": 870001,
                "message": {
                  "message_id": 12, "date": 1795350000, "text": "Olá, tudo bem?",
                  "chat": { "id": 500100, "type": "private" },
                  "from": { "id": 500100, "is_bot": false, "first_name": "Maria", "username": "maria" }
                }
              }
            }
          },
          {
            "title": "CRM with lists of messages and receipts", "x-title-pt-BR": "CRM com listas de mensagens e confirmações",
            "config": {
              "verification": { "scheme": "hmac-sha256-hex", "header": "X-Signature-256", "prefix": "sha256=" },
              "incoming": {
                "messages": "$.messages[*]",
                "only": [{ "path": "@.direction", "isNot": ["outbound"] }],
                "contact": "@.customer.id",
                "name": "@.customer.name",
                "phone": "@.customer.phone",
                "email": "@.customer.email",
                "text": "@.content.text",
                "id": "@.id",
                "replyTo": "@.replyTo",
                "time": "@.createdAt",
                "choice": "@.content.button.payload",
                "choiceTitle": "@.content.button.title",
                "attachments": { "list": "@.content.files[*]", "url": "@.url", "mime": "@.contentType", "name": "@.fileName" }
              },
              "mediaOrigins": ["https://files.crm.example"],
              "receipts": {
                "list": "$.statuses[*]",
                "id": "@.messageId",
                "state": "@.status",
                "states": { "DELIVERED": "delivered", "SEEN": "read", "REJECTED": "failed" },
                "error": "@.reason",
                "time": "@.at"
              },
              "sendURL": "https://api.crm.example/v1/messages",
              "outgoing": {
                "headers": { "Authorization": "Bearer {{secret:apiToken}}", "Idempotency-Key": "{{message.id}}" },
                "body": {
                  "to": "{{contact.key}}",
                  "text": "{{text}}",
                  "replyTo": "{{message.replyTo|optional}}",
                  "agent": "{{author.name|optional}}",
                  "buttons": [{ "payload": "{{option.id}}", "title": "{{option.title}}" }]
                },
                "file": {
                  "body": {
                    "to": "{{contact.key}}",
                    "text": "{{text|optional}}",
                    "file": { "name": "{{attachment.name}}", "contentType": "{{attachment.mime}}", "base64": "{{attachment.base64}}" }
                  },
                  "maximumBytes": 5242880
                },
                "startsWith": "phone"
              },
              "answer": { "id": "$.id", "errorText": ["$.error.message", "$.message"], "errorCode": "$.error.code", "isIdempotent": true },
              "rhythm": "async"
            },
            "sample": {
              "headers": { "X-Signature-256": "sha256=…" },
              "answer": { "id": "out-1" },
              "body": {
                "messages": [
                  {
                    "id": "m-1", "direction": "inbound", "createdAt": "2026-11-22T12:29:58Z",
                    "customer": { "id": "c-77", "name": "Maria Souza", "phone": "+5511987650001" },
                    "content": { "text": "Oi, preciso de ajuda" }
                  }
                ],
                "statuses": [{ "messageId": "out-1", "status": "SEEN", "at": "2026-11-22T12:30:00Z" }]
              }
            }
          }
        ]
        """#
}
