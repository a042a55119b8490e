internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Templates

/// Serves a description for programs: of this interface, `GET /api/openapi.json`, of flows, or of
/// boards.
///
/// Anyone may read it: it tells what there is, and nothing of what is in it. It is read when the
/// server starts, from the folders of the templates.
struct APIDocument: Sendable {
    /// Where the description of the interface is, in the folders of the templates and here.
    static let file = "api/openapi.json"

    /// Where the JSON Schema of flows is.
    static let flowSchema = "api/flow.schema.json"

    /// Where the JSON Schema of boards is.
    static let boardSchema = "api/board.schema.json"

    private let path: String
    private let content: ByteBuffer
    private let entityTag: String

    /// Reads the document; `nil` when the folders have none.
    init?(_ path: String, _ pages: Pages) throws {
        guard let file = pages.file(path) else { return nil }
        self.path = path
        let data = try Data(contentsOf: file)
        content = ByteBuffer(bytes: data)
        entityTag = "\"\(Fingerprint(of: data))\""
    }

    /// Reads what the document promises; `nil` when there is none.
    static func contract(_ pages: Pages) -> Contract? {
        guard let file = pages.file(file), let data = try? Data(contentsOf: file) else {
            return nil
        }
        return JSON(parsing: data).flatMap(Contract.init)
    }

    func add(to router: RouterGroup<ServerContext>) {
        router.get(RouterPath(path), use: show)
    }

    @Sendable
    private func show(_ request: Request, _ context: ServerContext) async throws -> Response {
        let headers: HTTPFields = [
            .contentType: "application/json", .eTag: entityTag, .cacheControl: "no-cache",
        ]
        if request.headers[.ifNoneMatch]?.contains(entityTag) == true {
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: content))
    }
}
