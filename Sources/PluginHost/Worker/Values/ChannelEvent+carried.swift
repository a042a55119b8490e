extension ChannelEvent: Carried {
    static var blank: ChannelEvent { ChannelEvent(key: "", kind: .contact, time: 0) }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&key)
        try carriage.carry(&kind)
        try carriage.carry(&time)
        try carriage.carry(&direction)
        try carriage.carry(&account)
        try carriage.carry(&conversation)
        try carriage.carry(&thread)
        try carriage.carry(&identities)
        try carriage.carry(&contactName)
        try carriage.carry(&contactLanguage)
        try carriage.carry(&window)
        try carriage.carry(&isAutomatic)
        try carriage.carry(&extra)
    }
}

extension ChannelEvent.Kind: Carried {
    static var blank: ChannelEvent.Kind { .contact }

    mutating func carry(in carriage: inout Carriage) throws {
        if carriage.isReading {
            self = try Self.read(&carriage)
        } else {
            try write(&carriage)
        }
    }

    private func write(_ carriage: inout Carriage) throws {
        switch self {
        case .message(var message):
            _ = try carriage.tag(0)
            try carriage.carry(&message)
        case .reaction(var target, var emoji):
            _ = try carriage.tag(1)
            try carriage.carry(&target)
            try carriage.carry(&emoji)
        case .edit(var target, var text, var format):
            _ = try carriage.tag(2)
            try carriage.carry(&target)
            try carriage.carry(&text)
            try carriage.carry(&format)
        case .deletion(var target):
            _ = try carriage.tag(3)
            try carriage.carry(&target)
        case .delivery(var target, var state, var error):
            _ = try carriage.tag(4)
            try carriage.carry(&target)
            try carriage.carry(&state)
            try carriage.carry(&error)
        case .typing: _ = try carriage.tag(5)
        case .contact: _ = try carriage.tag(6)
        case .left: _ = try carriage.tag(7)
        case .optOut: _ = try carriage.tag(8)
        case .optIn: _ = try carriage.tag(9)
        case .template(var news):
            _ = try carriage.tag(10)
            try carriage.carry(&news)
        case .account(var state, var error):
            _ = try carriage.tag(11)
            try carriage.carry(&state)
            try carriage.carry(&error)
        case .window: _ = try carriage.tag(12)
        case .unknown(var number):
            _ = try carriage.tag(13)
            try carriage.carry(&number)
        }
    }

    private static func read(_ carriage: inout Carriage) throws -> ChannelEvent.Kind {
        var (target, text) = ("", "")
        var error: ProviderError?
        switch try carriage.tag(0) {
        case 0: return .message(try carriage.read())
        case 1:
            var emoji: String?
            try carriage.carry(&target)
            try carriage.carry(&emoji)
            return .reaction(target: target, emoji: emoji)
        case 2:
            var format = ChannelTextFormat.plain
            try carriage.carry(&target)
            try carriage.carry(&text)
            try carriage.carry(&format)
            return .edit(target: target, text: text, format: format)
        case 3:
            try carriage.carry(&target)
            return .deletion(target: target)
        case 4:
            var state = ChannelEvent.DeliveryState.sent
            try carriage.carry(&target)
            try carriage.carry(&state)
            try carriage.carry(&error)
            return .delivery(target: target, state, error: error)
        case 5: return .typing
        case 6: return .contact
        case 7: return .left
        case 8: return .optOut
        case 9: return .optIn
        case 10: return .template(try carriage.read())
        case 11:
            var state = ChannelEvent.AccountState.good
            try carriage.carry(&state)
            try carriage.carry(&error)
            return .account(state, error: error)
        case 12: return .window
        case 13:
            var number: UInt32 = 0
            try carriage.carry(&number)
            return .unknown(number)
        case let tag: throw CarriageError("\(tag) is no kind of event")
        }
    }
}

extension ChannelMessage: Carried {
    static var blank: ChannelMessage { ChannelMessage(id: "") }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&id)
        try carriage.carry(&replyTo)
        try carriage.carry(&subject)
        try carriage.carry(&text)
        try carriage.carry(&format)
        try carriage.carry(&attachments)
        try carriage.carry(&choice)
        try carriage.carry(&place)
        try carriage.carry(&isForwarded)
        try carriage.carry(&isUnsupported)
    }
}

extension ChannelAttachment: Carried {
    static var blank: ChannelAttachment { ChannelAttachment(kind: .image) }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&kind)
        try carriage.carry(&id)
        try carriage.carry(&url)
        try carriage.carry(&blob)
        try carriage.carry(&bytes)
        try carriage.carry(&mime)
        try carriage.carry(&fileName)
        try carriage.carry(&caption)
        try carriage.carry(&sha256)
        try carriage.carry(&length)
        try carriage.carry(&duration)
        try carriage.carry(&isVoice)
        try carriage.carry(&isAnimated)
    }
}

extension ChannelChoice: Carried {
    static var blank: ChannelChoice { ChannelChoice(kind: .button, id: "", title: "") }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&kind)
        try carriage.carry(&id)
        try carriage.carry(&title)
    }
}

extension ChannelPlace: Carried {
    static var blank: ChannelPlace { ChannelPlace(latitude: 0, longitude: 0) }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&latitude)
        try carriage.carry(&longitude)
        try carriage.carry(&name)
        try carriage.carry(&address)
    }
}

extension ChannelIdentity: Carried {
    static var blank: ChannelIdentity { ChannelIdentity(kind: .provider, value: "") }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&kind)
        try carriage.carry(&value)
        try carriage.carry(&scope)
    }
}

extension ChannelWindow: Carried {
    static var blank: ChannelWindow { ChannelWindow(until: 0) }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&until)
        try carriage.carry(&who)
    }
}

extension ProviderError: Carried {
    static var blank: ProviderError { ProviderError(code: "", text: "") }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&code)
        try carriage.carry(&text)
    }
}

extension TemplateNews: Carried {
    static var blank: TemplateNews {
        TemplateNews(id: "", name: "", language: "", state: .pending)
    }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&id)
        try carriage.carry(&name)
        try carriage.carry(&language)
        try carriage.carry(&state)
        try carriage.carry(&category)
        try carriage.carry(&components)
        try carriage.carry(&error)
    }
}

extension FetchedMedia: Carried {
    static var blank: FetchedMedia { FetchedMedia(blob: "") }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&blob)
        try carriage.carry(&mime)
        try carriage.carry(&fileName)
    }
}
