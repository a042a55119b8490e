extension OutboundMessage: Carried {
    static var blank: OutboundMessage {
        OutboundMessage(idempotencyKey: "", author: .agent, conversation: "")
    }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&author)
        try carriage.carry(&authorName)
        try carriage.carry(&attempt)
        try carriage.carry(&idempotencyKey)
        try carriage.carry(&session)
        try carriage.carry(&protocolNumber)
        try carriage.carry(&conversation)
        try carriage.carry(&thread)
        try carriage.carry(&identities)
        try carriage.carry(&replyTo)
        try carriage.carry(&subject)
        try carriage.carry(&text)
        try carriage.carry(&format)
        try carriage.carry(&attachments)
        try carriage.carry(&template)
        try carriage.carry(&options)
        try carriage.carry(&lastInbound)
        try carriage.carry(&windowUntil)
    }
}

extension OutboundTemplate: Carried {
    static var blank: OutboundTemplate { OutboundTemplate(name: "", language: "") }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&name)
        try carriage.carry(&language)
        try carriage.carry(&arguments)
    }
}

extension OutboundTemplate.Argument: Carried {
    static var blank: OutboundTemplate.Argument { .init(place: .body, index: 0, value: .text("")) }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&place)
        try carriage.carry(&index)
        try carriage.carry(&name)
        try carriage.carry(&value)
    }
}

extension OutboundTemplate.Argument.Value: Carried {
    static var blank: OutboundTemplate.Argument.Value { .text("") }

    mutating func carry(in carriage: inout Carriage) throws {
        if carriage.isReading {
            self = try Self.read(&carriage)
        } else {
            try write(&carriage)
        }
    }

    private func write(_ carriage: inout Carriage) throws {
        switch self {
        case .text(var text):
            _ = try carriage.tag(0)
            try carriage.carry(&text)
        case .currency(var fallback, var code, var thousandths):
            _ = try carriage.tag(1)
            try carriage.carry(&fallback)
            try carriage.carry(&code)
            try carriage.carry(&thousandths)
        case .moment(var fallback):
            _ = try carriage.tag(2)
            try carriage.carry(&fallback)
        case .media(var attachment):
            _ = try carriage.tag(3)
            try carriage.carry(&attachment)
        case .url(var text):
            _ = try carriage.tag(4)
            try carriage.carry(&text)
        case .payload(var text):
            _ = try carriage.tag(5)
            try carriage.carry(&text)
        }
    }

    private static func read(_ carriage: inout Carriage) throws -> Self {
        let tag = try carriage.tag(0)
        if tag == 3 { return .media(try carriage.read()) }
        var text = ""
        try carriage.carry(&text)
        switch tag {
        case 0: return .text(text)
        case 1:
            var code = ""
            var thousandths: Int64 = 0
            try carriage.carry(&code)
            try carriage.carry(&thousandths)
            return .currency(fallback: text, code: code, thousandths: thousandths)
        case 2: return .moment(fallback: text)
        case 4: return .url(text)
        case 5: return .payload(text)
        default: throw CarriageError("\(tag) is no kind of argument")
        }
    }
}

extension OutboundOptions: Carried {
    static var blank: OutboundOptions { OutboundOptions(kind: .buttons, options: []) }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&kind)
        try carriage.carry(&header)
        try carriage.carry(&footer)
        try carriage.carry(&listTitle)
        try carriage.carry(&options)
    }
}

extension OutboundOptions.Option: Carried {
    static var blank: OutboundOptions.Option { .init(id: "", title: "") }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&id)
        try carriage.carry(&title)
        try carriage.carry(&description)
        try carriage.carry(&section)
        try carriage.carry(&url)
    }
}

extension SendResult: Carried {
    static var blank: SendResult { SendResult(.unknown(.blank)) }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&outcome)
        try carriage.carry(&pushes)
        try carriage.carry(&credentialsRefused)
        try carriage.carry(&wasTried)
    }
}

extension SendResult.Outcome: Carried {
    static var blank: SendResult.Outcome { .unknown(.blank) }

    mutating func carry(in carriage: inout Carriage) throws {
        if carriage.isReading {
            self = try Self.read(&carriage)
        } else {
            try write(&carriage)
        }
    }

    private func write(_ carriage: inout Carriage) throws {
        switch self {
        case .accepted(var id, var conversation):
            _ = try carriage.tag(0)
            try carriage.carry(&id)
            try carriage.carry(&conversation)
        case .failed(var error):
            _ = try carriage.tag(1)
            try carriage.carry(&error)
        case .retry(var after, var error):
            _ = try carriage.tag(2)
            try carriage.carry(&after)
            try carriage.carry(&error)
        case .windowClosed(var error):
            _ = try carriage.tag(3)
            try carriage.carry(&error)
        case .unknown(var error):
            _ = try carriage.tag(4)
            try carriage.carry(&error)
        }
    }

    private static func read(_ carriage: inout Carriage) throws -> SendResult.Outcome {
        switch try carriage.tag(0) {
        case 0:
            var (id, conversation) = ("", "")
            try carriage.carry(&id)
            try carriage.carry(&conversation)
            return .accepted(id: id, conversation: conversation)
        case 1: return .failed(try carriage.read())
        case 2:
            var after: Int64 = 0
            try carriage.carry(&after)
            return .retry(after: after, try carriage.read())
        case 3: return .windowClosed(try carriage.read())
        case 4: return .unknown(try carriage.read())
        case let tag: throw CarriageError("\(tag) is no outcome")
        }
    }
}

extension PluginFailure: Carried {
    static var blank: PluginFailure { PluginFailure(.internal, "") }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&`class`)
        try carriage.carry(&code)
        try carriage.carry(&message)
        try carriage.carry(&retryAfter)
    }
}
