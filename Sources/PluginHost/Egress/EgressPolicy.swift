import Foundation

/// Says which hosts a party may reach, and under which conditions.
struct EgressPolicy: Sendable, Hashable {
    /// The greatest file that may be downloaded or stored, in bytes.
    static let maximumBlob: UInt64 = 100 << 20

    /// Is one address that is granted by the account's configuration.
    struct Grant: Sendable, Hashable {
        let scheme: String
        let host: String
        let port: Int
    }

    /// Hosts of the manifest: `api.example.org`, `*.example.org`; by https on port 443 only.
    let hosts: [String]
    /// Addresses that the configuration grants, private ones included.
    let grants: Set<Grant>

    init(hosts: [String] = [], grants: Set<Grant> = []) {
        self.hosts = hosts
        self.grants = grants
    }

    /// Reads the grants out of a configuration's fields.
    init(hosts: [String], fields: [String], configuration: String) {
        let object = try? JSONSerialization.jsonObject(with: Data(configuration.utf8))
        let values = object as? [String: Any] ?? [:]
        let texts = fields.flatMap { field -> [String] in
            if let list = values[field] as? [Any] { return list.compactMap { $0 as? String } }
            return (values[field] as? String).map { [$0] } ?? []
        }
        let grants = texts.compactMap { text in URL(string: text).flatMap { Grant($0) } }
        self.init(hosts: hosts, grants: Set(grants))
    }

    /// Whether nothing may be reached.
    var isEmpty: Bool { hosts.isEmpty && grants.isEmpty }

    /// Tells whether an address may be reached, and whether it may be a private one.
    ///
    /// - Throws: `PluginFailure` of class `configuration`.
    func admit(_ address: String) throws -> Bool {
        guard let url = URL(string: address), let wanted = Grant(url) else {
            throw PluginFailure(.configuration, "not an http or https address")
        }
        guard url.user == nil, url.password == nil else {
            throw PluginFailure(.configuration, "an address must not hold credentials")
        }
        if grants.contains(wanted) { return true }
        guard wanted.scheme == "https", wanted.port == 443, hosts.contains(where: wanted.matches)
        else {
            throw PluginFailure(
                .configuration,
                "\(wanted.scheme)://\(wanted.host):\(wanted.port) is not granted to this plugin"
            )
        }
        return false
    }
}

extension EgressPolicy.Grant {
    /// Reads an address; `nil` when it is not http or https.
    init?(_ url: URL) {
        guard let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let host = url.host()?.lowercased(), !host.isEmpty
        else { return nil }
        self.init(scheme: scheme, host: host, port: url.port ?? (scheme == "https" ? 443 : 80))
    }

    /// Tells whether a host of a manifest names this one.
    fileprivate func matches(_ pattern: String) -> Bool {
        guard pattern.hasPrefix("*.") else { return host == pattern }
        return host.hasSuffix(pattern.dropFirst())
    }
}
