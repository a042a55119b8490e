internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import Paper

/// Is what is known of a request while it is answered.
///
/// Pages and endpoints take from here who asks (`requireViewer()`), in which language and zone to
/// answer, and the CSRF token that forms carry.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage

    /// The connection.
    let channel: any NIOCore.Channel

    /// The id of the request, which logs and errors show.
    var requestID: String

    /// The address of the client: of the connection, or what a trusted proxy says.
    var remoteAddress: String

    /// The block of addresses that the client has, by which attempts are counted.
    var addressBlock: String { AddressBlock.name(of: remoteAddress) }

    /// Whether the client speaks HTTPS, with us or with a trusted proxy.
    var isSecure = false

    /// Who asks; `nil` when nobody showed who they are.
    var caller: Caller?

    /// The secret of the client's cookie, from which CSRF tokens are derived.
    var formSecret: FormSecret?

    /// The language to answer in: `pt-BR` or `en`.
    var language = "pt-BR"

    /// The language to answer in, as documents know it.
    var spoken: Language { Language(tag: language) ?? .portuguese }

    /// The zone in which the client reads times.
    var timeZone = TimeZone(identifier: "America/Sao_Paulo") ?? .gmt

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        requestID = RandomText.make(bytes: 9)
        remoteAddress = source.channel.remoteAddress?.ipAddress ?? ""
    }

    /// The greatest body that is read as a form or JSON.
    var maxUploadSize: Int { 256 << 10 }

    /// What the person may see and do.
    ///
    /// - Throws: `Problem.unauthenticated` when nobody is logged in.
    func requireViewer() throws -> Viewer {
        try requireCaller().viewer
    }

    /// Who asks.
    ///
    /// - Throws: `Problem.unauthenticated` when nobody is logged in, `Problem.forbidden` for a
    ///   kiosk, which may see its board and nothing else.
    func requireCaller() throws -> Caller {
        guard let caller else { throw Problem.unauthenticated }
        if case .kiosk = caller.proof { throw Problem.forbidden }
        return caller
    }

    /// Who asks, when what they may includes something: `require(\.administers)`.
    ///
    /// - Throws: `Problem.unauthenticated`, or `Problem.forbidden` when it does not.
    @discardableResult
    func require(_ right: KeyPath<Viewer, Bool>) throws -> Caller {
        let caller = try requireCaller()
        guard caller.viewer[keyPath: right] else { throw Problem.forbidden }
        return caller
    }

    /// Makes a secret for the forms of someone who is not logged in, unless there is one already.
    ///
    /// The page with the form sets the cookie that this gives.
    mutating func makeFormSecret() -> Cookie? {
        guard formSecret == nil else { return nil }
        let secret = RandomText.make(bytes: 24)
        formSecret = FormSecret(cookie: secret)
        return LoginCookie.form(secret, isSecure: isSecure)
    }

    /// The CSRF token that forms and scripts of the page carry; empty without a cookie.
    var csrfToken: String { formSecret?.token ?? "" }
}
