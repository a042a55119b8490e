/// Says the codes of problems in people's words.
enum ProblemWords {
    /// The words of a code in a language; those of its status when the code has none of its own.
    static func title(of code: String, status: Int, language: String) -> String {
        let words = language.hasPrefix("en") ? english : portuguese
        if let title = words[code] { return title }
        if code.hasSuffix("-not-found"), let title = words["not-found"] { return title }
        if code.hasSuffix("-in-use"), let title = words["in-use"] { return title }
        return words[status < 500 ? "bad-request" : "internal"] ?? code
    }

    private static let portuguese: [String: String] = [
        "unauthenticated": "Entre para continuar.",
        "forbidden": "Você não tem permissão para isto.",
        "bad-csrf": "A página expirou. Recarregue e tente de novo.",
        "not-found": "Não encontrado.",
        "bad-request": "O pedido não está correto.",
        "too-large": "O conteúdo é grande demais.",
        "unsupported-media-type": "Este tipo de conteúdo não é aceito.",
        "throttled": "Tentativas demais. Aguarde um pouco.",
        "overloaded": "O servidor está ocupado. Tente de novo em instantes.",
        "unavailable": "Isto está fora do ar no momento.",
        "internal": "Algo deu errado no servidor.",
        "idempotency-conflict": "A mesma chave já foi usada para outro pedido.",
        "session-taken": "Outro agente já assumiu este atendimento.",
        "wrong-phase": "O atendimento não está numa fase que permita isto.",
        "window-closed": "A janela de mensagens terminou.",
        "unsupported": "Este canal não envia isto.",
        "too-long": "O texto é longo demais para este canal.",
        "empty": "Não há nada para enviar.",
        "template-not-sendable": "Este modelo não pode ser enviado agora.",
        "template-parameters": "O modelo pede outra quantidade de parâmetros.",
        "tag-not-published": "Esta tag não está publicada.",
        "has-open-session": "Este contato já tem um atendimento aberto neste canal.",
        "agent-not-in-team": "O agente não participa de uma equipe que sirva.",
        "limit-reached": "O limite de atendimentos simultâneos foi atingido.",
        "channel-inactive": "O canal está desligado.",
        "bad-slug": "Este nome já existe ou não serve: use letras minúsculas, números e traços.",
        "in-use": "Ainda há algo que depende disto.",
        "duplicate": "Isto já foi recebido.",
        "wrong-delivery": "A mensagem não está num estado que permita isto.",
        "last-administrator": "Alguém precisa continuar administrando.",
        "weak-password": "A senha precisa de pelo menos 8 caracteres.",
        "wrong-password": "A senha atual não confere.",
        "bad-configuration": "O plugin não aceita esta configuração.",
    ]

    private static let english: [String: String] = [
        "unauthenticated": "Log in to go on.",
        "forbidden": "You may not do this.",
        "bad-csrf": "The page has expired. Reload it and try again.",
        "not-found": "Not found.",
        "bad-request": "The request is not right.",
        "too-large": "The content is too large.",
        "unsupported-media-type": "Content of this type is not taken.",
        "throttled": "Too many attempts. Wait a little.",
        "overloaded": "The server is busy. Try again in a moment.",
        "unavailable": "This is down at the moment.",
        "internal": "Something went wrong in the server.",
        "idempotency-conflict": "The same key was used for another request.",
        "session-taken": "Another agent has taken this session.",
        "wrong-phase": "The session is not in a phase that allows this.",
        "window-closed": "The messaging window is over.",
        "unsupported": "This channel cannot send that.",
        "too-long": "The text is too long for this channel.",
        "empty": "There is nothing to send.",
        "template-not-sendable": "This template cannot be sent now.",
        "template-parameters": "The template takes another count of parameters.",
        "tag-not-published": "This tag is not published.",
        "has-open-session": "This contact has an open session on this channel already.",
        "agent-not-in-team": "The agent is in no team that fits.",
        "limit-reached": "The limit of simultaneous sessions is reached.",
        "channel-inactive": "The channel is switched off.",
        "bad-slug":
            "This name is taken or does not fit: use lower-case letters, digits and dashes.",
        "in-use": "Something still depends on this.",
        "duplicate": "This was received already.",
        "wrong-delivery": "The message is not in a state that allows this.",
        "last-administrator": "Somebody has to go on administering.",
        "weak-password": "A password has at least 8 characters.",
        "wrong-password": "The present password is not right.",
        "bad-configuration": "The plugin does not accept this configuration.",
    ]
}
