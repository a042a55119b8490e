internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Paper
internal import Templates

/// Fills templates for whoever asks, in their language and time zone.
struct PageWriter: Sendable {
    let templates: Pages

    /// Answers with a page.
    func page(
        _ name: String,
        _ facts: PageFacts,
        _ context: ServerContext,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let bytes = try templates.render(name, facts, wording(context)) { ByteBuffer(bytes: $0) }
        return answer(bytes, status)
    }

    /// Answers with a fragment, for a live update.
    func fragment(
        _ name: String,
        _ facts: PageFacts,
        _ context: ServerContext
    ) throws -> Response {
        let bytes = try templates.render(fragment: name, facts, wording(context))
        return answer(ByteBuffer(bytes: bytes), .ok)
    }

    /// How times and numbers are written for whoever asks.
    func wording(_ context: ServerContext) -> Wording {
        Wording(
            language: context.spoken,
            zone: context.timeZone
        )
    }

    private func answer(_ bytes: ByteBuffer, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8",
                // What a page shows is for one person, and old a moment later.
                .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: bytes)
        )
    }
}
