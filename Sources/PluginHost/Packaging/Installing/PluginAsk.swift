/// Is something that a plugin asks to be allowed.
public struct PluginAsk: Sendable, Hashable {
    /// Says what it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// To send requests to a host.
        case http
        /// To connect to a host and port.
        case dial
        /// To reach the address in a field of a channel's accounts.
        case field
        /// To read what the reader of a report may see.
        case report
        /// To read and write the messages of a channel's accounts.
        case channel
        /// To take requests to a channel's webhook that nobody verified.
        case unverified
        /// To keep small notes for each account.
        case state
        /// To read and write files of messages.
        case blob
    }

    /// What it is.
    public var kind: Kind
    /// The host, the place, the field or the feature; empty where there is none.
    public var subject = ""
    /// The feature whose field it is; empty for others.
    public var feature = ""

    /// One line for the one who allows it.
    public var words: String {
        switch kind {
        case .http: "reach https://\(subject)"
        case .dial: "connect to \(subject)"
        case .field:
            "reach the address in \"\(subject)\" of \(feature)'s accounts, private ones too"
        case .report: "read what the reader of the report \(subject) may see"
        case .channel: "read and write the messages of accounts of \(subject)"
        case .unverified: "take requests to \(subject)'s webhook that nobody verified"
        case .state: "keep small notes for each account"
        case .blob: "read and write files of messages"
        }
    }
}

extension PluginManifest {
    /// What the plugin would be able to do, for the one who allows it.
    public var asks: [PluginAsk] {
        var asks = (permissions?.http ?? []).map { PluginAsk(kind: .http, subject: $0) }
        asks += (permissions?.dial ?? []).map { PluginAsk(kind: .dial, subject: $0) }
        for feature in features {
            asks += (feature.grants ?? []).map {
                PluginAsk(kind: .field, subject: $0, feature: feature.id)
            }
            let isReport = feature.kind == .report
            asks.append(PluginAsk(kind: isReport ? .report : .channel, subject: feature.id))
            let webhook = feature.webhook
            if !isReport, webhook?.signature == nil, webhook?.settings == nil {
                asks.append(PluginAsk(kind: .unverified, subject: feature.id))
            }
        }
        if permissions?.state == true { asks.append(PluginAsk(kind: .state)) }
        if permissions?.blob == true { asks.append(PluginAsk(kind: .blob)) }
        return asks
    }

    /// The same, one line each.
    public var asked: [String] { asks.map(\.words) }
}
