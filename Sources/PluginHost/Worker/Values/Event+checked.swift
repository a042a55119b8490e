extension WebhookResult {
    /// Leaves out what the contract does not allow: a plugin's process may say anything.
    func checked() -> WebhookResult {
        var result = self
        let (fit, refused) = ChannelEvent.sort(events)
        result.events = fit
        result.refused = Array((self.refused + refused).prefix(100))
        if !(200...599).contains(status) { result.status = 500 }
        result.headers = headers.filter { header in
            !header.name.isEmpty
                && header.name.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: ":") }
                && header.value.utf8.allSatisfy { $0 >= 32 || $0 == 9 }
        }
        result.pushes = Array(pushes.prefix(1_000))
        return result
    }
}

extension PollResult {
    /// Leaves out what the contract does not allow: a plugin's process may say anything.
    func checked() -> PollResult {
        var result = self
        let (fit, refused) = ChannelEvent.sort(events)
        result.events = fit
        result.refused = Array((self.refused + refused).prefix(100))
        result.next = max(0, next)
        return result
    }
}

extension ChannelEvent {
    /// Sorts events into those that are as the contract says, and the reasons why others are not.
    fileprivate static func sort(
        _ events: [ChannelEvent]
    ) -> (fit: [ChannelEvent], refused: [String]) {
        var fit: [ChannelEvent] = []
        var refused: [String] = []
        for event in events.prefix(Limit.events) {
            if let reason = event.misfit { refused.append(reason) } else { fit.append(event) }
        }
        if events.count > Limit.events { refused.append("more than \(Limit.events) events") }
        return (fit, refused)
    }

    /// Why the event is not as the contract says; `nil` when it is.
    private var misfit: String? {
        guard !key.isEmpty, key.utf8.count <= Limit.key else { return "dedupe_key does not fit" }
        guard time > 0 else { return "time_ms is \(time)" }
        switch kind {
        case .delivery, .template, .account, .unknown: break
        default: if conversation.isEmpty { return "conversation_key is missing" }
        }
        let keys = [account, conversation, thread, contactLanguage] + identities.map(\.value)
        guard keys.allSatisfy({ $0.utf8.count <= Limit.key }),
            identities.count <= Limit.identities, contactName.utf8.count <= Limit.label,
            extra.utf8.count <= Limit.text
        else { return "a key is longer than allowed" }
        return kind.misfit
    }
}

extension ChannelEvent.Kind {
    fileprivate var misfit: String? {
        switch self {
        case .message(let message):
            guard !message.id.isEmpty, message.id.utf8.count <= Limit.key else {
                return "message_id does not fit"
            }
            guard message.text.utf8.count <= Limit.text,
                message.attachments.count <= Limit.attachments
            else { return "a message is longer than allowed" }
            guard let place = message.place else { return nil }
            let isOnEarth =
                (-90...90).contains(place.latitude) && (-180...180).contains(place.longitude)
            return isOnEarth ? nil : "latitude or longitude is not on earth"
        case .reaction(let target, _), .deletion(let target), .delivery(let target, _, _):
            let fits = !target.isEmpty && target.utf8.count <= Limit.key
            return fits ? nil : "target_id does not fit"
        case .edit(let target, let text, _):
            let fits =
                !target.isEmpty && target.utf8.count <= Limit.key && text.utf8.count <= Limit.text
            return fits ? nil : "target_id or text does not fit"
        case .typing, .contact, .left, .optOut, .optIn, .template, .account, .window, .unknown:
            return nil
        }
    }
}
