internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Operations
internal import Store

extension BoardDefinition {
    /// The board as lists show it.
    func json(for viewer: Viewer, _ directory: Directory) -> JSON {
        [
            "slug": .text(slug), "name": .text(title), "isReady": .bool(owner == nil),
            "isShared": .bool(isShared), "owner": directory.reference(owner),
            "mayEdit": .bool(BoardDesk.may(viewer, change: self)),
        ]
    }

    /// The board with its widgets; a ready one has none that could be changed.
    func definition(for viewer: Viewer, _ directory: Directory) -> JSON {
        let widgets = BoardDesk.plan(of: self)?.widgets ?? []
        return json(for: viewer, directory).adding(["widgets": .list(widgets, \.json)])
    }
}

extension BoardWidget {
    /// The widget as definitions have it; fields that are not set are left out.
    var json: JSON {
        (try? JSONEncoder().encode(self)).flatMap { JSON(parsing: $0) } ?? .null
    }
}

extension KioskLink {
    /// The link as lists show it, without its key.
    func json(_ directory: Directory) -> JSON {
        [
            "id": .text(String(id)), "name": .text(name), "board": .text(board),
            "viewer": directory.reference(viewer), "showsNames": .bool(showsNames),
            "createdAt": .text(createdAt.text), "expiresAt": .text(expiresAt?.text),
        ]
    }
}

extension BoardProblem {
    /// The problem as the API shows it.
    var json: JSON {
        [
            "code": .text(code.rawValue), "pointer": .text(pointer), "message": .text(detail),
        ]
    }
}

extension Problem {
    /// Makes a problem of what keeps a board from being kept.
    init(_ error: BoardError) {
        switch error {
        case .problems(let problems):
            self.init(
                .unprocessableContent,
                "board-has-problems",
                detail: error.description,
                fields: ["boardProblems": .list(problems, \.json)]
            )
        case .badSlug(let slug):
            self.init(.unprocessableContent, "bad-slug", fields: ["slug": .text(slug)])
        case .unknown: self = .notFound
        case .notYours: self = .forbidden
        case .tooMany(let most):
            self.init(.conflict, "too-many-boards", fields: ["limit": .count(most)])
        }
    }
}
