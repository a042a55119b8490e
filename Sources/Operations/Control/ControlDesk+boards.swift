internal import Engine
internal import Foundation
internal import Rendering
internal import Store

extension ControlDesk {
    func perform(_ request: BoardCommand) async throws -> ControlOutcome {
        switch request {
        case .list: return ControlOutcome(.boards(try await boardLines { _ in true }))
        case .render(let slug, let shape, .pdf):
            let report = try await boards.pdf(slug, shape: shape, viewer: try await viewer(nil))
            return outcome(report)
        case .render(let slug, let shape, _):
            let viewer = try await viewer(nil)
            let picture = try await boards.picture(slug, shape: shape, viewer: viewer)
            let line = DocumentLine(pages: 1, contentHash: picture.etag)
            return ControlOutcome(.document(line), document: .bytes(Data(picture.bytes)))
        case .link(let slug, let name, let options):
            return ControlOutcome(.secret(try await link(slug, name: name, options)))
        case .links(let slug):
            return ControlOutcome(.tokens(try await linkLines(slug)))
        case .export(let slug):
            let line = DocumentLine(pages: 0, contentHash: "")
            let file = try JSONEncoder.forFiles.encode(try await boardFile(slug))
            return ControlOutcome(.document(line), document: .bytes(file + Data("\n".utf8)))
        case .store(let slug, let definition, let owner):
            try await store(slug, definition, owner)
            return ControlOutcome(.boards(try await boardLines { $0.slug == slug }))
        case .remove(let slug):
            try await boards.remove(slug, by: try await viewer(nil))
            return ControlOutcome(.done("board \(slug) is removed, and the links to it are ended"))
        }
    }

    private func boardLines(
        _ isWanted: (BoardDefinition) -> Bool
    ) async throws -> [BoardLine] {
        let known = try await boards.list().filter(isWanted)
        return await switchboard.read { floor in
            known.map { board in
                BoardLine(
                    slug: board.slug,
                    title: board.title,
                    report: board.report,
                    owner: board.owner.flatMap { floor.agent($0)?.email } ?? ""
                )
            }
        }
    }

    private func boardFile(_ slug: String) async throws -> BoardFile {
        let board = try await boards.board(named: slug, for: try await viewer(nil))
        guard let board else { throw BoardError.unknown(slug) }
        guard let plan = BoardDesk.plan(of: board) else {
            throw ControlFailure("\(slug) is a ready board: it is not made of widgets")
        }
        return BoardFile(name: plan.title, isShared: board.isShared, widgets: plan.widgets)
    }

    /// Changes the board of a slug, or adds it for a person.
    private func store(_ slug: String, _ text: String, _ owner: String?) async throws {
        let file: BoardFile
        do {
            file = try JSONDecoder().decode(BoardFile.self, from: Data(text.utf8))
        } catch let error as DecodingError {
            throw ControlFailure("the definition: \(error.place)")
        }
        let plan = BoardPlan(title: file.name, widgets: file.widgets)
        let isShared = file.isShared ?? false
        if try await folder.boards.board(slug) != nil {
            _ = try await boards.change(
                slug,
                to: plan,
                isShared: isShared,
                by: try await viewer(nil)
            )
            return
        }
        guard let owner else {
            throw ControlFailure("\(slug) is new: --user says whose board it is")
        }
        let person = try await viewer(owner)
        guard person.may(.boards) else { throw ControlFailure("\(owner) watches no boards") }
        _ = try await boards.add(plan, slug: slug, isShared: isShared, by: person)
    }

    private func link(
        _ slug: String,
        name: String,
        _ options: KioskLinkOptions
    ) async throws -> SecretLine {
        let owner: ID<Agent>? =
            if let email = options.user {
                try await agent(email).id
            } else {
                await switchboard.read { floor in
                    floor.agents.first { _, agent in
                        agent.isActive && agent.role == .administrator
                    }?.key
                }
            }
        guard let owner else {
            throw ControlFailure("a link shows what an administrator sees: add one first")
        }
        let eyes = await switchboard.read { floor in
            floor.agent(owner).map { floor.viewer(of: $0) }
        }
        guard let eyes, eyes.may(.boards),
            try await boards.board(named: slug, for: eyes) != nil
        else { throw BoardError.unknown(slug) }
        let made = try await folder.accounts.addKioskLink(
            to: slug,
            viewer: owner,
            name: name,
            showsNames: options.showsNames,
            expiresAt: options.days.map { clock.now().adding(seconds: Int64($0) * 86_400) },
            at: clock.now()
        )
        return SecretLine(id: "k\(made.link.id)", secret: "/boards/\(slug)?key=\(made.secret)")
    }

    /// The links to a board, or to all, that have not ended.
    func linkLines(_ board: String?, of owner: ID<Agent>? = nil) async throws -> [TokenLine] {
        let now = clock.now()
        let links = try await folder.accounts.kioskLinks(to: board).filter { link in
            link.revokedAt == nil && link.expiresAt.map { $0 > now } ?? true
                && (owner ?? link.viewer) == link.viewer
        }
        return await switchboard.read { floor in
            links.map { link in
                let names = link.showsNames ? ", with names" : ""
                return TokenLine(
                    id: "k\(link.id)",
                    name: "\(link.name) (board \(link.board)\(names))",
                    user: floor.agent(link.viewer)?.email ?? "-",
                    createdAt: link.createdAt.milliseconds,
                    lastUsedAt: nil
                )
            }
        }
    }
}

/// Is a board that somebody built, as a file: `templates/api/board.schema.json`.
private struct BoardFile: Codable {
    var name: String
    var slug: String?
    var isShared: Bool?
    var widgets: [BoardWidget]
}

extension JSONEncoder {
    fileprivate static var forFiles: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
