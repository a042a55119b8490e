internal import Foundation
internal import Mail

/// Says which server takes our mail, and as whom we write; its password is kept apart, and sealed.
public struct MailSettings: Sendable, Hashable, Codable {
    /// Names how the talk with the server is kept from others' ears.
    public enum Security: String, Sendable, Hashable, Codable, CaseIterable {
        /// Not at all: for a server on the same machine.
        case none
        /// TLS, asked for after the greeting; without it nothing is sent.
        case starttls
        /// TLS from the beginning.
        case tls
    }

    /// The name or address of the server.
    public var host: String
    /// The port.
    public var port: Int
    /// How the talk is kept from others' ears.
    public var security: Security
    /// The name to log in with; empty to send without.
    public var user: String
    /// The certificates that vouch for the server, in PEM; empty for the system's.
    public var authorities: String
    /// The address that mails come from.
    public var fromAddress: String
    /// The name beside it; empty for the company's.
    public var fromName: String
    /// Where people reach this server, such as `https://atende.example.com`; empty for no links.
    public var publicAddress: String
    /// How many megabytes of files go with a mail; larger ones are linked to.
    public var attachmentMegabytes: Int

    /// Creates settings.
    public init(
        host: String,
        port: Int = 587,
        security: Security = .starttls,
        user: String = "",
        authorities: String = "",
        fromAddress: String,
        fromName: String = "",
        publicAddress: String = "",
        attachmentMegabytes: Int = 10
    ) {
        self.host = host
        self.port = port
        self.security = security
        self.user = user
        self.authorities = authorities
        self.fromAddress = fromAddress
        self.fromName = fromName
        self.publicAddress = publicAddress
        self.attachmentMegabytes = attachmentMegabytes
    }

    /// The name under which they are kept.
    static let name = "mail"

    /// Looks at every value.
    ///
    /// - Throws: `InvalidField`, which names the first that is wrong.
    public func check(hasPassword: Bool) throws(InvalidField) {
        guard MailServer.isHost(host) else {
            throw InvalidField("host", .mailHost)
        }
        guard (1...65_535).contains(port) else { throw InvalidField("port", .mailPort) }
        guard MailAddress(fromAddress) != nil else {
            throw InvalidField("fromAddress", .fromAddress)
        }
        guard user.utf8.count <= 254, !user.utf8.contains(where: { $0 < 32 || $0 == 127 }) else {
            throw InvalidField("user", .mailUser)
        }
        guard security != .none || (user.isEmpty && !hasPassword) || server("").isLocal else {
            throw InvalidField("security", .mailSecurity)
        }
        guard authorities.isEmpty || authorities.contains("-----BEGIN CERTIFICATE-----"),
            authorities.utf8.count <= 64 << 10
        else { throw InvalidField("authorities", .authorities) }
        guard publicAddress.isEmpty || Self.isOrigin(publicAddress) else {
            throw InvalidField("publicAddress", .publicAddress)
        }
        guard (0...50).contains(attachmentMegabytes) else {
            throw InvalidField("attachmentMegabytes", .attachments)
        }
    }

    /// The server, with its password.
    func server(_ password: String) -> MailServer {
        let security: MailServer.Security =
            switch self.security {
            case .none: .none
            case .starttls: .starttls
            case .tls: .tls
            }
        return MailServer(
            host: host,
            port: port,
            security: security,
            user: user,
            password: password,
            authorities: authorities
        )
    }

    private static func isOrigin(_ text: String) -> Bool {
        guard text.utf8.count <= 300, text.utf8.allSatisfy({ $0 > 32 && $0 < 127 }),
            let url = URL(string: text), ["http", "https"].contains(url.scheme ?? ""),
            url.host()?.isEmpty == false, url.query == nil, url.fragment == nil, url.user == nil
        else { return false }
        return true
    }
}
