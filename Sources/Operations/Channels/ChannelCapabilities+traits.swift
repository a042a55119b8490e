internal import Engine
internal import PluginHost

extension ChannelCapabilities {
    /// Reads what the engine enforces from what a plugin declares.
    init(_ traits: ChannelTraits, abilities: ChannelAbilities) {
        self.init(
            windowSeconds: Int64(traits.window),
            resume: Resume(traits.resume),
            rhythm: Rhythm(traits.rhythm),
            // In characters; what counts in bytes or UTF-16 units is counted again when it is sent.
            maximumText: Int(traits.maximumText),
            hasTemplates: traits.features.contains(.templates),
            sendsMedia: traits.maximumAttachments > 0 && !traits.media.isEmpty,
            isIdempotent: traits.features.contains(.idempotent),
            showsTyping: traits.features.contains(.typingOut) && abilities.contains(.receipt),
            hasVisitors: abilities.contains(.visitor),
            humanWindowSeconds: traits.resume == .human ? Int64(traits.humanWindow) : 0,
            maximumButtons: traits.features.contains(.buttons) ? Int(traits.maximumButtons) : 0,
            // Zero is no limit to a plugin: a label that long is none that anybody would write.
            maximumButtonTitle: traits.maximumButtonTitle > 0
                ? Int(traits.maximumButtonTitle) : 1_000,
            maximumListOptions: traits.features.contains(.lists)
                ? Int(traits.maximumListOptions) : 0,
            maximumAttachments: Int(traits.maximumAttachments)
        )
    }
}

extension ChannelCapabilities.Resume {
    init(_ resume: ChannelTraits.Resume) {
        switch resume {
        case .none: self = .none
        case .template: self = .template
        case .human: self = .humanTag
        }
    }
}

extension ChannelCapabilities.Rhythm {
    init(_ rhythm: ChannelTraits.Rhythm) {
        switch rhythm {
        case .live: self = .live
        case .async: self = .async
        case .deferred: self = .deferred
        }
    }
}
