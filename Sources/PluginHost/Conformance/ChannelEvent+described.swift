extension ChannelEvent {
    /// The event as names with their values, for fixtures and developers; what is empty is left out.
    public var described: [String: String] {
        var fields: [String: String] = [
            "key": key, "account": account, "conversation": conversation, "thread": thread,
            "contactName": contactName, "contactLanguage": contactLanguage,
            "direction": "\(direction)", "time": "\(time)", "extra": extra,
            "identities": identities.map(\.described).joined(separator: ", "),
            "automatic": isAutomatic ? "true" : "",
            "window": window.map { "\($0.until) \($0.who)" } ?? "",
        ]
        kind.describe(into: &fields)
        return fields.filter { !$0.value.isEmpty }
    }
}

extension ChannelIdentity {
    fileprivate var described: String {
        "\(kind) \(value)" + (scope.isEmpty ? "" : " (\(scope))")
    }
}

extension ChannelEvent.Kind {
    fileprivate func describe(into fields: inout [String: String]) {
        switch self {
        case .message(let message):
            fields["kind"] = "message"
            message.describe(into: &fields)
        case .reaction(let target, let emoji):
            fields["kind"] = "reaction"
            fields["target"] = target
            fields["emoji"] = emoji
        case .edit(let target, let text, let format):
            fields["kind"] = "edit"
            fields["target"] = target
            fields["text"] = text
            fields["format"] = "\(format)"
        case .deletion(let target):
            fields["kind"] = "deletion"
            fields["target"] = target
        case .delivery(let target, let state, let error):
            fields["kind"] = "delivery"
            fields["target"] = target
            fields["state"] = "\(state)"
            error?.describe(into: &fields)
        case .typing: fields["kind"] = "typing"
        case .contact: fields["kind"] = "contact"
        case .left: fields["kind"] = "left"
        case .optOut: fields["kind"] = "optOut"
        case .optIn: fields["kind"] = "optIn"
        case .window: fields["kind"] = "window"
        case .unknown(let number): fields["kind"] = "unknown \(number)"
        case .template(let news):
            fields["kind"] = "template"
            fields["template"] = "\(news.name) \(news.language)"
            fields["state"] = "\(news.state)"
            news.error?.describe(into: &fields)
        case .account(let state, let error):
            fields["kind"] = "account"
            fields["state"] = "\(state)"
            error?.describe(into: &fields)
        }
    }
}

extension ChannelMessage {
    fileprivate func describe(into fields: inout [String: String]) {
        fields["message"] = id
        fields["replyTo"] = replyTo
        fields["subject"] = subject
        fields["text"] = text
        fields["format"] = "\(format)"
        fields["forwarded"] = isForwarded ? "true" : ""
        fields["unsupported"] = isUnsupported ? "true" : ""
        fields["choice"] = choice.map { "\($0.kind) \($0.id) \($0.title)" } ?? ""
        fields["place"] =
            place.map { place in
                ["\(place.latitude) \(place.longitude)", place.name, place.address]
                    .filter { !$0.isEmpty }
                    .joined(separator: " ")
            } ?? ""
        fields["attachments"] = attachments.map(\.described).joined(separator: ", ")
    }
}

extension ChannelAttachment {
    fileprivate var described: String {
        var parts = ["\(kind)"]
        if !id.isEmpty { parts.append("id=\(id)") }
        if !url.isEmpty { parts.append("url=\(url)") }
        if !blob.isEmpty { parts.append("blob=\(blob)") }
        if !mime.isEmpty { parts.append("mime=\(mime)") }
        if !fileName.isEmpty { parts.append("name=\(fileName)") }
        if !caption.isEmpty { parts.append("caption=\(caption)") }
        if isVoice { parts.append("voice") }
        if isAnimated { parts.append("animated") }
        return parts.joined(separator: " ")
    }
}

extension ProviderError {
    fileprivate func describe(into fields: inout [String: String]) {
        fields["errorCode"] = code
        fields["errorText"] = text
    }
}
