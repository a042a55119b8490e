internal import Engine
internal import HTTPTypes
internal import Hummingbird
internal import Operations
internal import Store

/// Is whoever looks at a board: a person, or a screen with a kiosk link.
struct BoardWatcher: Sendable {
    /// What may be seen.
    let viewer: Viewer

    /// The kiosk link of a screen; `nil` for a person or program.
    let link: Int64?

    /// Whether it is a screen.
    var isKiosk: Bool { link != nil }

    /// Whether names of contacts are shown.
    let showsNames: Bool
}

/// Is what a watcher of a board showed, to be looked at again while they watch.
enum BoardProof: Sendable {
    /// The key of a kiosk link.
    case key(String)
    /// The token of a program.
    case token(String)
    /// The cookie of a login.
    case login(String)

    /// Takes it from a request.
    ///
    /// - Throws: `Problem.unauthenticated` when there is none.
    init(_ request: Request) throws {
        if let key = request.query("key") {
            self = .key(key)
        } else if let header = request.headers[.authorization] {
            self = .token(header.split(separator: " ").last.map(String.init) ?? "")
        } else if let secret = request.cookies[LoginCookie.name]?.value {
            self = .login(secret)
        } else {
            throw Problem.unauthenticated
        }
    }
}

extension Services {
    /// Finds out who looks at a board by what they showed before.
    ///
    /// - Throws: `Problem.unauthenticated` when it is good no more.
    func watcher(of slug: String, _ proof: BoardProof) async throws -> BoardWatcher {
        let person: ID<Agent>?
        switch proof {
        case .key(let key): return try await watcher(of: slug, key: key)
        case .token(let secret): person = try await accounts.token(secret, at: now())?.agent
        case .login(let secret): person = try await accounts.login(secret, at: now())?.agent
        }
        guard let person, let viewer = await viewer(of: person), viewer.may(.boards) else {
            throw Problem.unauthenticated
        }
        return BoardWatcher(viewer: viewer, link: nil, showsNames: true)
    }

    /// Finds out who looks at a board: by login or token, or by the `key` of a kiosk link to it.
    ///
    /// - Throws: `Problem.unauthenticated` for nobody, `Problem.forbidden` for who watches nothing.
    func watcher(
        of slug: String,
        _ request: Request,
        _ context: ServerContext
    ) async throws -> BoardWatcher {
        if let key = request.query("key") { return try await watcher(of: slug, key: key) }
        let viewer = try context.requireViewer()
        guard viewer.may(.boards) else { throw Problem.forbidden }
        return BoardWatcher(viewer: viewer, link: nil, showsNames: true)
    }

    /// Finds out what the key of a kiosk link shows now.
    ///
    /// - Throws: `Problem.unauthenticated` when the link has ended, is to another board, or is of
    ///   somebody who may not see it any more.
    func watcher(of slug: String, key: String) async throws -> BoardWatcher {
        guard let link = try await accounts.kioskLink(key, at: now()), link.board == slug,
            let viewer = await viewer(of: link.viewer), viewer.may(.boards),
            try await dependencies.boards.board(named: slug, for: viewer) != nil
        else { throw Problem.unauthenticated }
        return BoardWatcher(viewer: viewer, link: link.id, showsNames: link.showsNames)
    }
}
