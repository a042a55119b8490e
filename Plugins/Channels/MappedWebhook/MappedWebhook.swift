public import CPluginABI
public import PluginKit

/// Gives the host what this library holds.
@c(conecta_plugin_v1)
public func entry(_ hostMajor: UInt32, _ hostMinor: UInt32) -> UnsafePointer<cnx_plugin_v1>? {
    Plugin.entry(hostMajor) {
        Plugin(id: "conecta.mapped", version: "1.0.0", features: [.channel(MappedWebhook.self)])
    }
}

/// Speaks to any provider with a webhook and an HTTP API, as an administrator mapped its JSON.
public struct MappedWebhook: Channel {
    /// The id of the channel.
    public static let id = "mapped"

    /// The name for people.
    public static let name = "Mapped webhook"

    /// Two arrows between brackets.
    public static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><g fill="none" stroke="#6b4fbb" \
        stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M8 3H6a2 2 0 0 0-2 \
        2v4l-2 3 2 3v4a2 2 0 0 0 2 2h2M16 3h2a2 2 0 0 1 2 2v4l2 3-2 3v4a2 2 0 0 1-2 2h-2"/><path \
        d="M9 10h6l-2-2M15 14H9l2 2"/></g></svg>
        """

    let settings: Configuration

    /// Creates the channel of an account.
    ///
    /// - Throws: `PluginError` of class `configuration` when the settings cannot work.
    public init(configuration: Configuration, account: String, call: Call) throws {
        let issue = configuration.issues.first { $0.level == .error }
        if let issue {
            throw PluginError(.configuration, "\(issue.pointer): \(issue.text)")
        }
        settings = configuration
    }

    /// Finds what is wrong with the settings beyond their form.
    public static func check(
        _ configuration: Configuration,
        call: Call
    ) throws -> [ConfigurationIssue] {
        configuration.issues
    }

    /// What the provider can do, as far as the settings have a place for it.
    public var capabilities: Capabilities {
        var capabilities = Capabilities(features: features)
        capabilities.window = UInt32(clamping: (settings.windowHours ?? 0) * 3_600)
        capabilities.rhythm = settings.rhythm?.kit ?? .async
        capabilities.maximumText = UInt32(clamping: settings.maximumText ?? 4_000)
        if features.contains(.buttons) {
            capabilities.maximumButtons = 10
            capabilities.maximumButtonTitle = 80
        }
        if settings.outgoing.file != nil {
            let maximum = UInt64(settings.outgoing.file?.maximumBytes ?? 10 << 20)
            capabilities.maximumAttachments = 1
            capabilities.media = [MediaKind.image, .audio, .video, .document].map {
                MediaRule($0, maximumBytes: maximum, maximumCaption: capabilities.maximumText)
            }
        }
        return capabilities
    }

    private var features: Capabilities.Features {
        var features: Capabilities.Features = [.webhook]
        let used = settings.outgoing.body.placeholders
        if used.contains(.replyTo) { features.insert(.reply) }
        if used.contains(.optionTitle) || used.contains(.optionID) { features.insert(.buttons) }
        if settings.outgoing.startsWith != nil { features.insert(.start) }
        if settings.answer?.isIdempotent == true { features.insert(.idempotent) }
        let states = settings.receipts.map { Set($0.states.values) } ?? []
        if states.contains(.delivered) { features.insert(.delivered) }
        if states.contains(.read) { features.insert(.read) }
        return features
    }
}
