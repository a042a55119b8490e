import Foundation

/// Says which hosts and ports a party may connect to.
struct DialPolicy: Sendable, Hashable {
    /// Is a host with its port.
    struct Place: Sendable, Hashable {
        let host: String
        let port: Int
    }

    /// The manifest's: `imap.example.org`, `*.example.org`, with their ports.
    let patterns: [Place]
    /// Places that the configuration grants, private ones included.
    let grants: Set<Place>

    /// The ports of schemes that are no HTTP.
    private static let ports = [
        "imap": 143, "imaps": 993, "smtp": 25, "smtps": 465, "submission": 587, "pop3": 110,
        "pop3s": 995, "xmpp": 5222, "xmpps": 5223, "irc": 6667, "ircs": 6697,
    ]

    /// Reads the places of a manifest, and those in fields of a configuration.
    init(patterns: [String], fields: [String], configuration: String) {
        self.patterns = patterns.compactMap(Place.init(text:))
        let object = try? JSONSerialization.jsonObject(with: Data(configuration.utf8))
        let values = object as? [String: Any] ?? [:]
        let texts = fields.flatMap { field -> [String] in
            if let list = values[field] as? [Any] { return list.compactMap { $0 as? String } }
            return (values[field] as? String).map { [$0] } ?? []
        }
        grants = Set(texts.compactMap(Self.place(ofURL:)))
    }

    /// Whether nothing may be reached.
    var isEmpty: Bool { patterns.isEmpty && grants.isEmpty }

    private static func place(ofURL text: String) -> Place? {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(),
            !["http", "https", "file"].contains(scheme), let host = url.host()?.lowercased(),
            !host.isEmpty, let port = url.port ?? ports[scheme], (1...65_535).contains(port)
        else { return nil }
        return Place(host: host, port: port)
    }

    /// Tells whether a place may be reached, and whether it may be a private one.
    ///
    /// - Throws: `PluginFailure` of class `configuration`.
    func admit(_ host: String, _ port: Int) throws -> Bool {
        let wanted = Place(host: host.lowercased(), port: port)
        if grants.contains(wanted) { return true }
        guard patterns.contains(where: { $0.names(wanted) }) else {
            throw PluginFailure(.configuration, "\(host):\(port) is not granted to this plugin")
        }
        return false
    }
}

extension DialPolicy.Place {
    /// Reads `imap.example.org:993` or `*.example.org:993`; `nil` when it is neither.
    init?(text: String) {
        guard
            let match = text.wholeMatch(
                of: #/(?<host>(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+):(?<port>[0-9]{1,5})/#
            ), let port = Int(match.port), (1...65_535).contains(port)
        else { return nil }
        self.init(host: String(match.host), port: port)
    }

    /// Tells whether this pattern of a manifest names a place.
    fileprivate func names(_ place: Self) -> Bool {
        guard port == place.port else { return false }
        guard host.hasPrefix("*.") else { return host == place.host }
        return place.host.hasSuffix(host.dropFirst())
    }
}
