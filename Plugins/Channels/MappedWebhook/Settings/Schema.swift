extension MappedWebhook {
    /// The JSON Schema of the settings.
    public static let schema = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "type": "object",
          "required": ["verification", "incoming", "sendURL", "outgoing"],
          "additionalProperties": false,
          "x-presets": \(presets),
          "$defs": {
            "path": { "type": "string", "pattern": "^[$@]", "x-control": "path" },
            "paths": { "x-control": "path", "anyOf": [{ "$ref": "#/$defs/path" }, { "type": "array", "items": { "$ref": "#/$defs/path" }, "minItems": 1, "maxItems": 8 }] },
            "condition": { "type": "object", "required": ["path"], "properties": { "path": { "$ref": "#/$defs/path" }, "is": { "type": "array", "items": { "type": "string" } }, "isNot": { "type": "array", "items": { "type": "string" } }, "exists": { "type": "boolean" } } },
            "time": { "type": "string", "enum": ["auto", "seconds", "milliseconds", "iso8601"] },
            "statuses": { "type": "array", "items": { "type": "integer", "minimum": 100, "maximum": 599 } }
          },
          "properties": {
            "verification": {
              "type": "object", "required": ["scheme"], "title": "Verification of the webhook", "x-title-pt-BR": "Verificação do webhook",
              "properties": {
                "scheme": { "type": "string", "enum": ["hmac-sha256-hex", "hmac-sha256-base64", "token", "none"], "title": "How", "x-title-pt-BR": "Como", "default": "token" },
                "header": { "type": "string", "title": "Header", "x-title-pt-BR": "Cabeçalho" },
                "query": { "type": "string", "title": "Or query parameter", "x-title-pt-BR": "Ou parâmetro da URL" },
                "prefix": { "type": "string", "title": "What stands before it", "x-title-pt-BR": "O que vem antes" }
              }
            },
            "webhookSecret": { "type": "string", "title": "Secret of the webhook", "x-title-pt-BR": "Segredo do webhook", "x-secret": true },
            "incoming": {
              "type": "object", "required": ["contact"], "title": "What comes in", "x-title-pt-BR": "O que chega",
              "properties": {
                "messages": { "$ref": "#/$defs/path", "x-control": "path", "title": "List of messages", "x-title-pt-BR": "Lista de mensagens", "description": "Empty: the whole body is one message", "x-description-pt-BR": "Vazio: o corpo inteiro é uma mensagem" },
                "only": { "type": "array", "items": { "$ref": "#/$defs/condition", "type": "object", "properties": { "path": {}, "is": {}, "isNot": {}, "exists": {} } }, "title": "Only when", "x-title-pt-BR": "Só quando" },
                "contact": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Contact’s key", "x-title-pt-BR": "Chave do contato", "description": "Where answers go", "x-description-pt-BR": "Para onde vão as respostas" },
                "name": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Contact’s name", "x-title-pt-BR": "Nome do contato" },
                "phone": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Contact’s phone", "x-title-pt-BR": "Telefone do contato", "description": "Only if the provider verified it", "x-description-pt-BR": "Só se o provedor o verificou" },
                "email": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Contact’s e-mail", "x-title-pt-BR": "E-mail do contato", "description": "Only if the provider verified it", "x-description-pt-BR": "Só se o provedor o verificou" },
                "text": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Text", "x-title-pt-BR": "Texto" },
                "id": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Message’s id", "x-title-pt-BR": "Id da mensagem" },
                "replyTo": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Id of the message it answers", "x-title-pt-BR": "Id da mensagem respondida" },
                "time": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Time", "x-title-pt-BR": "Hora" },
                "timeFormat": { "$ref": "#/$defs/time", "type": "string", "enum": ["auto", "seconds", "milliseconds", "iso8601"], "title": "How times are written", "x-title-pt-BR": "Como a hora é escrita" },
                "account": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Our account", "x-title-pt-BR": "Nossa conta" },
                "choice": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Id of the chosen option", "x-title-pt-BR": "Id da opção escolhida" },
                "choiceTitle": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Title of the chosen option", "x-title-pt-BR": "Título da opção escolhida" },
                "attachments": { "type": "object", "required": ["list", "url"], "title": "Files", "x-title-pt-BR": "Arquivos", "properties": {
                  "list": { "$ref": "#/$defs/path", "x-control": "path", "title": "List of files", "x-title-pt-BR": "Lista de arquivos" },
                  "url": { "$ref": "#/$defs/paths", "x-control": "path", "title": "File’s address", "x-title-pt-BR": "Endereço do arquivo" },
                  "mime": { "$ref": "#/$defs/paths", "x-control": "path", "title": "File’s type", "x-title-pt-BR": "Tipo do arquivo" },
                  "name": { "$ref": "#/$defs/paths", "x-control": "path", "title": "File’s name", "x-title-pt-BR": "Nome do arquivo" } } }
              }
            },
            "mediaOrigins": { "type": "array", "items": { "type": "string", "format": "uri" }, "title": "Where files may be fetched", "x-title-pt-BR": "De onde arquivos podem ser baixados" },
            "receipts": {
              "type": "object", "required": ["id", "state", "states"], "title": "Receipts", "x-title-pt-BR": "Confirmações",
              "properties": {
                "list": { "$ref": "#/$defs/path", "x-control": "path", "title": "List of receipts", "x-title-pt-BR": "Lista de confirmações" },
                "only": { "type": "array", "items": { "$ref": "#/$defs/condition", "type": "object", "properties": { "path": {}, "is": {}, "isNot": {}, "exists": {} } }, "title": "Only when", "x-title-pt-BR": "Só quando" },
                "id": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Id of our message", "x-title-pt-BR": "Id da nossa mensagem" },
                "state": { "$ref": "#/$defs/paths", "x-control": "path", "title": "State", "x-title-pt-BR": "Situação" },
                "states": { "type": "object", "additionalProperties": { "enum": ["sent", "delivered", "read", "failed"] }, "title": "Provider’s words for the states", "x-title-pt-BR": "Palavras do provedor para as situações" },
                "error": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Why it failed", "x-title-pt-BR": "Por que falhou" },
                "time": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Time", "x-title-pt-BR": "Hora" },
                "timeFormat": { "type": "string", "enum": ["auto", "seconds", "milliseconds", "iso8601"], "title": "How times are written", "x-title-pt-BR": "Como a hora é escrita" }
              }
            },
            "sendURL": { "type": "string", "minLength": 1, "title": "Where messages go", "x-title-pt-BR": "Para onde vão as mensagens" },
            "fileURL": { "type": "string", "title": "Where files go", "x-title-pt-BR": "Para onde vão os arquivos", "description": "Empty: where messages go", "x-description-pt-BR": "Vazio: para onde vão as mensagens" },
            "apiToken": { "type": "string", "title": "{{secret:apiToken}}", "x-secret": true },
            "apiSecret": { "type": "string", "title": "{{secret:apiSecret}}", "x-secret": true },
            "outgoing": {
              "type": "object", "required": ["body"], "title": "What goes out", "x-title-pt-BR": "O que sai",
              "properties": {
                "method": { "type": "string", "enum": ["POST", "PUT", "PATCH"], "title": "Method", "x-title-pt-BR": "Método" },
                "headers": { "type": "object", "additionalProperties": { "type": "string" }, "title": "Headers", "x-title-pt-BR": "Cabeçalhos" },
                "format": { "type": "string", "enum": ["json", "form"], "title": "Format", "x-title-pt-BR": "Formato" },
                "body": { "x-control": "json", "title": "Body", "x-title-pt-BR": "Corpo" },
                "startsWith": { "type": "string", "enum": ["phone", "email"], "title": "A conversation can begin with", "x-title-pt-BR": "Uma conversa pode começar com" },
                "file": { "type": "object", "required": ["body"], "title": "Messages with a file", "x-title-pt-BR": "Mensagens com arquivo", "properties": {
                  "format": { "type": "string", "enum": ["json", "form", "multipart"], "title": "Format", "x-title-pt-BR": "Formato" },
                  "body": { "x-control": "json", "title": "Body", "x-title-pt-BR": "Corpo" },
                  "maximumBytes": { "type": "integer", "minimum": 1, "title": "Greatest file in bytes", "x-title-pt-BR": "Maior arquivo em bytes" } } }
              }
            },
            "answer": {
              "type": "object", "title": "The provider’s answer", "x-title-pt-BR": "A resposta do provedor",
              "properties": {
                "id": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Message’s id", "x-title-pt-BR": "Id da mensagem" },
                "errorText": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Error in words", "x-title-pt-BR": "Erro em palavras" },
                "errorCode": { "$ref": "#/$defs/paths", "x-control": "path", "title": "Error’s code", "x-title-pt-BR": "Código do erro" },
                "failsWhen": { "$ref": "#/$defs/condition", "x-control": "json", "title": "Failed when", "x-title-pt-BR": "Falhou quando" },
                "windowClosedWhen": { "$ref": "#/$defs/condition", "x-control": "json", "title": "Window over when", "x-title-pt-BR": "Janela encerrada quando" },
                "success": { "$ref": "#/$defs/statuses", "type": "array", "items": { "type": "integer" }, "title": "Statuses of success", "x-title-pt-BR": "Status de sucesso" },
                "rate": { "$ref": "#/$defs/statuses", "type": "array", "items": { "type": "integer" }, "title": "Too fast", "x-title-pt-BR": "Rápido demais" },
                "credentials": { "$ref": "#/$defs/statuses", "type": "array", "items": { "type": "integer" }, "title": "Credentials refused", "x-title-pt-BR": "Credenciais recusadas" },
                "transient": { "$ref": "#/$defs/statuses", "type": "array", "items": { "type": "integer" }, "title": "Try again", "x-title-pt-BR": "Tentar de novo" },
                "isIdempotent": { "type": "boolean", "title": "{{message.id}} keeps a message from being delivered twice", "x-title-pt-BR": "{{message.id}} evita entrega em dobro" }
              }
            },
            "account": { "type": "string", "title": "Our account at the provider", "x-title-pt-BR": "Nossa conta no provedor" },
            "rhythm": { "type": "string", "enum": ["live", "async", "deferred"], "title": "Rhythm", "x-title-pt-BR": "Ritmo" },
            "windowHours": { "type": "integer", "minimum": 0, "maximum": 8760, "title": "Messaging window in hours", "x-title-pt-BR": "Janela de mensagens em horas" },
            "maximumText": { "type": "integer", "minimum": 1, "maximum": 100000, "title": "Greatest text in characters", "x-title-pt-BR": "Maior texto em caracteres" }
          }
        }
        """
}
