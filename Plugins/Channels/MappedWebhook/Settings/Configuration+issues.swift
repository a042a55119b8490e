import Foundation
import PluginKit

extension MappedWebhook.Configuration {
    /// What is wrong with the settings, or worth a look.
    var issues: [ConfigurationIssue] {
        addresses + secrets + verifying + writing + reading
    }

    /// Requests may go only where the settings say so in letters, never where a message says.
    private var addresses: [ConfigurationIssue] {
        var issues: [ConfigurationIssue] = []
        for (pointer, url) in [("/sendURL", sendURL), ("/fileURL", fileURL)] {
            guard let url, !url.hasFixedOrigin else { continue }
            issues.append(
                ConfigurationIssue(
                    pointer,
                    "must begin with http:// or https://, a host without placeholders and a slash"
                )
            )
        }
        for (index, origin) in (mediaOrigins ?? []).enumerated() where Origin(origin) == nil {
            let text = "is not an address such as https://files.example.com"
            issues.append(ConfigurationIssue("/mediaOrigins/\(index)", text))
        }
        return issues
    }

    private var secrets: [ConfigurationIssue] {
        let templates =
            [sendURL, fileURL].compactMap(\.self)
            + (outgoing.headers.map { Array($0.values) } ?? [])
        let used = Set(templates.flatMap(\.secrets))
        let values = ["apiToken": apiToken, "apiSecret": apiSecret]
        return used.sorted().filter { (values[$0] ?? nil)?.isEmpty != false }.map {
            ConfigurationIssue("/\($0)", "{{secret:\($0)}} is used, but it has no value")
        }
    }

    private var verifying: [ConfigurationIssue] {
        guard verification.scheme != .none else {
            let text = "nothing is verified: whoever knows the address can write as any contact"
            return [ConfigurationIssue("/verification/scheme", text, level: .warning)]
        }
        var issues: [ConfigurationIssue] = []
        if webhookSecret?.isEmpty != false {
            issues.append(ConfigurationIssue("/webhookSecret", "is missing"))
        }
        let places = [verification.header, verification.query].compactMap(\.self)
        if places.filter({ !$0.isEmpty }).count != 1 {
            let text = "needs either the name of a header or of a query parameter"
            issues.append(ConfigurationIssue("/verification", text))
        }
        if verification.scheme != .token, verification.header?.isEmpty != false {
            issues.append(ConfigurationIssue("/verification/header", "is missing"))
        }
        if let header = verification.header, !header.isHeaderName {
            issues.append(ConfigurationIssue("/verification/header", "is not a header's name"))
        }
        return issues
    }

    private var writing: [ConfigurationIssue] {
        var issues: [ConfigurationIssue] = []
        if let method = outgoing.method, !["POST", "PUT", "PATCH"].contains(method) {
            issues.append(ConfigurationIssue("/outgoing/method", "can be POST, PUT or PATCH"))
        }
        for name in (outgoing.headers ?? [:]).keys.sorted() where !name.isHeaderName {
            issues.append(ConfigurationIssue("/outgoing/headers/\(name)", "is not a header's name"))
        }
        if outgoing.format == .multipart {
            let text = "multipart is for files: /outgoing/file/format"
            issues.append(ConfigurationIssue("/outgoing/format", text))
        }
        if outgoing.format == .form, !outgoing.body.isFlat {
            let text = "a form takes an object of texts only"
            issues.append(ConfigurationIssue("/outgoing/body", text))
        }
        if let format = outgoing.file?.format, format != .json, outgoing.file?.body.isFlat != true {
            let text = "a form takes an object of texts only"
            issues.append(ConfigurationIssue("/outgoing/file/body", text))
        }
        if !outgoing.body.placeholders.contains(.text) {
            let text = "has no {{text}}: what agents write goes nowhere"
            issues.append(ConfigurationIssue("/outgoing/body", text, level: .warning))
        }
        if outgoing.body.placeholders.contains(where: \.isOfFile) {
            let text = "files have a body of their own: /outgoing/file/body"
            issues.append(ConfigurationIssue("/outgoing/body", text))
        }
        if outgoing.file?.body.placeholders.contains(.attachmentFile) == true,
            outgoing.file?.format != .multipart
        {
            let text = "{{attachment.file}} needs the format multipart"
            issues.append(ConfigurationIssue("/outgoing/file/body", text))
        }
        return issues
    }

    private var reading: [ConfigurationIssue] {
        guard incoming.id == nil else { return [] }
        let text = "is missing: the same words sent twice may count as one message"
        return [ConfigurationIssue("/incoming/id", text, level: .warning)]
    }
}

extension String {
    /// Whether it can be the name of a header.
    var isHeaderName: Bool {
        let others = Set("!#$%&'*+.^_`|~-".utf8)
        return (1...100).contains(utf8.count)
            && utf8.allSatisfy { byte in
                others.contains(byte) || (byte < 0x80 && Character(Unicode.Scalar(byte)).isLetter)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            }
    }
}

/// Is where requests go: scheme, host and port.
struct Origin: Hashable {
    let scheme: String
    let host: String
    let port: Int

    /// Reads an address; `nil` when it is not http or https, or holds credentials.
    init?(_ address: String) {
        guard let url = URL(string: address), let scheme = url.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = url.host()?.lowercased(), !host.isEmpty,
            url.user == nil, url.password == nil
        else { return nil }
        self.scheme = scheme
        self.host = host
        port = url.port ?? (scheme == "https" ? 443 : 80)
    }
}
