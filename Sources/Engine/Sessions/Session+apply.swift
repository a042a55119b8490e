extension Session {
    /// Folds an event about this session into it: the one place that says how.
    ///
    /// Events about other sessions must not be given. An opening changes nothing: its session is in
    /// the event.
    public mutating func apply(_ event: Event, at now: Timestamp) {
        switch event {
        case .legChanged(_, let ended, let began):
            turn(to: began, after: ended)
        case .sessionClosed(_, let ended, let outcome):
            leg = ended
            phase = .closed
            waitingSince = nil
            serviceSince = nil
            closedAt = ended.endedAt ?? now
            self.outcome = outcome
        case .messageAdded(let message, let content):
            preview = content.preview
            guard message.direction == .inbound else { return }
            unread += 1
            lastInboundAt = max(lastInboundAt ?? message.sentAt, message.sentAt)
        case .windowChanged(_, _, let endsAt):
            windowEndsAt = endsAt
        case .tagAdded(_, let tag):
            if !tags.contains(tag) { tags.append(tag) }
        case .tagRemoved(_, let tag):
            tags.removeAll { $0 == tag }
        case .sessionRead:
            unread = 0
        case .contactChanged(let changed) where changed.id == contact:
            contactName = changed.name
        default:
            return
        }
    }

    private mutating func turn(to began: Leg, after ended: Leg) {
        // Consecutive wait legs are one wait for the contact: its clock goes on.
        let wait = phase == .waiting ? waitingSince : nil
        waitingSince = began.phase == .waiting ? wait ?? began.startedAt : nil
        let service = agent == began.agent ? serviceSince : nil
        serviceSince = began.phase == .inService ? service ?? began.startedAt : nil
        switch began.start {
        case .overflowUnavailable:
            overflow = ended.team.map { Overflow(origin: $0, cause: .unavailable) }
        case .overflowWait:
            overflow = ended.team.map { Overflow(origin: $0, cause: .waitLimit) }
        case .transfer:
            overflow = nil
        default:
            break
        }
        leg = began
        phase = began.phase
        team = began.team
        agent = began.agent
        reservedFor = began.reservedFor
    }
}

extension Content {
    /// The start of the words, or a sign of what it is where there are none.
    public var preview: String {
        let words = text.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(120)
        guard words.isEmpty else { return String(words) }
        let name = attachments.first?.name ?? ""
        switch kind {
        case .image, .sticker: return "🖼️"
        case .audio: return "🎤"
        case .video: return "🎬"
        case .document: return name.isEmpty ? "📄" : "📄 " + name.prefix(100)
        case .location: return "📍"
        case .contacts: return "👤"
        case .text, .template, .choice, .unsupported: return "…"
        }
    }
}
