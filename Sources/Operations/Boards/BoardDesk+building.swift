public import Engine
internal import Foundation
public import Store

extension BoardDesk {
    /// The names in URLs that no built board may have.
    private static let reserved: Set<String> = ["new", "preview", "definition"]

    /// How many boards one person may have built.
    private static let mostOfOne = 100

    /// Tells whether a person may change or remove a board: its owner, and administrators.
    public static func may(_ viewer: Viewer, change board: BoardDefinition) -> Bool {
        guard let owner = board.owner, viewer.may(.boards) else { return false }
        return viewer.administers || owner == viewer.agent.id
    }

    /// The plan of a built board; `nil` of a ready one.
    public static func plan(of board: BoardDefinition) -> BoardPlan? {
        guard board.owner != nil else { return nil }
        return try? JSONDecoder().decode(BoardPlan.self, from: Data(board.parameters.utf8))
    }

    /// Keeps a new board of a person.
    ///
    /// - Throws: `BoardError`, or what the store throws.
    public func add(
        _ plan: BoardPlan,
        slug wanted: String?,
        isShared: Bool,
        by viewer: Viewer
    ) async throws -> BoardDefinition {
        try await check(plan, for: viewer)
        let known = try await boards.all()
        guard known.count(where: { $0.owner == viewer.agent.id }) < Self.mostOfOne else {
            throw BoardError.tooMany(Self.mostOfOne)
        }
        let slug = wanted ?? Self.freeSlug(for: plan.title, among: Set(known.map(\.slug)))
        guard Self.isSlug(slug), !Self.isReady(slug), !Self.reserved.contains(slug) else {
            throw BoardError.badSlug(slug)
        }
        let board = BoardDefinition(
            slug: slug,
            title: plan.title,
            report: BoardDefinition.operation.report,
            parameters: try plan.json(),
            owner: viewer.agent.id,
            isShared: isShared
        )
        guard try await boards.add(board) else { throw BoardError.badSlug(slug) }
        changed()
        return board
    }

    /// Changes a board.
    ///
    /// - Throws: `BoardError`, or what the store throws.
    public func change(
        _ slug: String,
        to plan: BoardPlan,
        isShared: Bool,
        by viewer: Viewer
    ) async throws -> BoardDefinition {
        var board = try await changeable(slug, by: viewer)
        try await check(plan, for: viewer)
        board.title = plan.title
        board.parameters = try plan.json()
        board.isShared = isShared
        try await boards.put(board)
        changed()
        return board
    }

    /// Removes a board, and with it the links to it.
    ///
    /// - Throws: `BoardError`, or what the store throws.
    public func remove(_ slug: String, by viewer: Viewer) async throws {
        let board = try await changeable(slug, by: viewer)
        _ = try await boards.remove(board.slug)
        changed()
    }

    /// Finds a board that a person may change.
    ///
    /// - Throws: `BoardError` of one that is not there, or not theirs.
    public func changeable(_ slug: String, by viewer: Viewer) async throws -> BoardDefinition {
        guard let board = try await board(named: slug, for: viewer) else {
            throw BoardError.unknown(slug)
        }
        guard Self.may(viewer, change: board) else { throw BoardError.notYours(slug) }
        return board
    }

    /// Checks a plan against what there is for its builder.
    ///
    /// - Throws: `BoardError.problems`.
    public func check(_ plan: BoardPlan, for viewer: Viewer) async throws {
        let (teams, channels) = await reports.switchboard.read { floor in
            (
                Set(
                    floor.teams.map(\.value).filter { viewer.teams.contains($0.id) }.map(\.slug)
                ),
                Set(
                    floor.channels.map(\.value).filter { viewer.teams.contains($0.team) }
                        .map(\.slug)
                )
            )
        }
        let problems = plan.problems(teams: teams, channels: channels)
        guard problems.isEmpty else { throw BoardError.problems(problems) }
    }

    private static func isSlug(_ text: String) -> Bool {
        (1...60).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: "-")
            && text.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "-")
            }
    }

    /// A name for URLs, made of a title.
    static func freeSlug(for title: String, among taken: Set<String>) -> String {
        let plain = title.folding(options: .diacriticInsensitive, locale: nil).lowercased()
        let words = plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let stem = String(words.joined(separator: "-").prefix(50))
        let base = stem.isEmpty ? "painel" : stem
        func isFree(_ slug: String) -> Bool {
            !taken.contains(slug) && !isReady(slug) && !reserved.contains(slug)
        }
        guard !isFree(base) else { return base }
        return (2...).lazy.map { "\(base)-\($0)" }.first(where: isFree) ?? base
    }
}

extension BoardPlan {
    /// The plan as JSON, the same for the same plan.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
