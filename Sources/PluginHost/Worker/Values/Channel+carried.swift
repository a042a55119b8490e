extension WebhookRequest: Carried {
    static var blank: WebhookRequest { WebhookRequest(method: "", received: 0) }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&method)
        try carriage.carry(&path)
        try carriage.carry(&query)
        try carriage.carry(&remoteAddress)
        try carriage.carry(&headers)
        try carriage.carry(&body)
        try carriage.carry(&visitor)
        try carriage.carry(&received)
    }
}

extension WebhookRequest.Header: Carried {
    static var blank: WebhookRequest.Header { .init("", "") }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&name)
        try carriage.carry(&value)
    }
}

extension WebhookResult: Carried {
    static var blank: WebhookResult { WebhookResult() }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&events)
        try carriage.carry(&refused)
        try carriage.carry(&status)
        try carriage.carry(&headers)
        try carriage.carry(&body)
        try carriage.carry(&pushes)
    }
}

extension PollResult: Carried {
    static var blank: PollResult { PollResult() }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&events)
        try carriage.carry(&refused)
        try carriage.carry(&cursor)
        try carriage.carry(&next)
    }
}

extension VisitorPush: Carried {
    static var blank: VisitorPush { VisitorPush(conversation: "", name: "", json: "") }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&conversation)
        try carriage.carry(&name)
        try carriage.carry(&json)
    }
}

extension VisitorPage: Carried {
    static var blank: VisitorPage { VisitorPage(title: "") }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&title)
        try carriage.carry(&greeting)
        try carriage.carry(&accent)
        try carriage.carry(&language)
        try carriage.carry(&fields)
        try carriage.carry(&origins)
        try carriage.carry(&maximumFile)
    }
}

extension VisitorPage.Field: Carried {
    static var blank: VisitorPage.Field { .init(id: "", label: "") }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&id)
        try carriage.carry(&label)
        try carriage.carry(&kind)
        try carriage.carry(&required)
    }
}

extension ResolvedContact: Carried {
    static var blank: ResolvedContact {
        ResolvedContact(conversation: "", name: "", identities: [])
    }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&conversation)
        try carriage.carry(&name)
        try carriage.carry(&identities)
    }
}

extension SessionNews: Carried {
    static var blank: SessionNews {
        SessionNews(state: .opened, session: "", protocolNumber: "", conversation: "", time: 0)
    }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&state)
        try carriage.carry(&session)
        try carriage.carry(&protocolNumber)
        try carriage.carry(&conversation)
        try carriage.carry(&thread)
        try carriage.carry(&agentName)
        try carriage.carry(&time)
    }
}

extension ReceiptNews: Carried {
    static var blank: ReceiptNews {
        ReceiptNews(isRead: false, isTyping: false, conversation: "", message: "")
    }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&isRead)
        try carriage.carry(&isTyping)
        try carriage.carry(&conversation)
        try carriage.carry(&message)
    }
}

extension ConfigurationFinding: Carried {
    static var blank: ConfigurationFinding { .init(pointer: "", level: .info, text: "") }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&pointer)
        try carriage.carry(&level)
        try carriage.carry(&text)
    }
}

extension ChannelTraits: Carried {
    static var blank: ChannelTraits { ChannelTraits() }

    mutating func carry(in carriage: inout Carriage) throws {
        var bits = features.rawValue
        try carriage.carry(&bits)
        features = Features(rawValue: bits)
        try carriage.carry(&window)
        try carriage.carry(&humanWindow)
        try carriage.carry(&resume)
        try carriage.carry(&rhythm)
        try carriage.carry(&textUnit)
        try carriage.carry(&textFormat)
        try carriage.carry(&maximumText)
        try carriage.carry(&maximumSubject)
        try carriage.carry(&maximumAttachments)
        try carriage.carry(&maximumButtons)
        try carriage.carry(&maximumButtonTitle)
        try carriage.carry(&maximumListOptions)
        try carriage.carry(&maximumPerSecond)
        try carriage.carry(&pollInterval)
        try carriage.carry(&media)
        try carriage.carry(&identityScope)
    }
}

extension ChannelMediaRule: Carried {
    static var blank: ChannelMediaRule { ChannelMediaRule(kind: .image) }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&kind)
        try carriage.carry(&types)
        try carriage.carry(&maximumBytes)
        try carriage.carry(&maximumSeconds)
        try carriage.carry(&maximumCaption)
    }
}
