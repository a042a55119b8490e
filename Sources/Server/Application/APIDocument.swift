internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Templates

/// Serves the description of this interface for programs: `GET /api/openapi.json`.
///
/// Anyone may read it: it tells what there is, and nothing of what is in it. It is read when the
/// server starts, from the folders of the templates.
struct APIDocument: Sendable {
    /// Where the document lies in the folders of the templates.
    static let file = "api/openapi.json"

    private let content: ByteBuffer
    private let entityTag: String

    /// Reads the document; `nil` when the folders have none.
    init?(_ pages: Pages) throws {
        guard let file = pages.file(Self.file) else { return nil }
        let data = try Data(contentsOf: file)
        content = ByteBuffer(bytes: data)
        entityTag = "\"\(Fingerprint(of: data))\""
    }

    func add(to router: RouterGroup<ServerContext>) {
        router.get("api/openapi.json", use: show)
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
