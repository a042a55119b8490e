internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import OrderedCollections
internal import Paper
internal import PluginHost
internal import Templates

/// Shows visitors the chat of a channel, and gives sites the script that embeds it.
struct VisitPage: Sendable {
    let services: Services
    let writer: PageWriter

    func add(to router: RouterGroup<ServerContext>) {
        router.get("chat/:channel", use: show)
        router.get("chat/:channel/widget.js", use: widget)
    }

    @Sendable
    private func show(_ request: Request, _ context: ServerContext) async throws -> Response {
        let (channel, visit) = try await visit(context)
        var context = context
        if !visit.language.isEmpty { context.language = visit.language }
        let facts: PageFacts = [
            "slug": .text(channel.slug),
            "title": .text(visit.title.isEmpty ? channel.name : visit.title),
            "greeting": .text(visit.greeting.isEmpty ? nil : visit.greeting),
            "accent": .text(Self.colour(visit.accent)),
            "company": .text(await services.directory().company.name),
            "fields": .list(visit.fields) { field in
                [
                    "id": .text(field.id), "label": .text(field.label),
                    "look": .text(Self.look(field.kind)), "required": .flag(field.required),
                ]
            },
        ]
        var response = try writer.page("chat", facts, context)
        response.headers[.contentSecurityPolicy] = SecurityHeaders.policy(
            embeddedBy: visit.origins
        )
        return response
    }

    /// Answers with the script, and before it the words of its button.
    @Sendable
    private func widget(_ request: Request, _ context: ServerContext) async throws -> Response {
        let (channel, visit) = try await visit(context)
        guard let asset = writer.templates.assets["chat/widget.js"] else { throw Problem.notFound }
        let tag = visit.language.isEmpty ? context.language : visit.language
        let isEnglish = Language(tag: tag) == .english
        let words: JSON = [
            "open": .text(isEnglish ? "Open the chat" : "Abrir o chat"),
            "close": .text(isEnglish ? "Close the chat" : "Fechar o chat"),
            "title": .text(visit.title.isEmpty ? channel.name : visit.title),
            "accent": .text(Self.colour(visit.accent)),
        ]
        var script = ByteBuffer(string: "window.conectaWidget = ")
        script.writeBytes(words.bytes)
        script.writeString(";\n")
        script.writeBytes(try Data(contentsOf: asset.file))
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/javascript; charset=utf-8",
                .cacheControl: "public, max-age=300",
            ],
            body: ResponseBody(byteBuffer: script)
        )
    }

    private func visit(
        _ context: ServerContext
    ) async throws -> (channel: Engine.Channel, page: VisitorPage) {
        let name = context.text("channel")
        guard let channel = await services.directory().channel(name),
            channel.capabilities.hasVisitors, channel.isActive
        else { throw Refusal.notFound(.channel) }
        return (channel, try await services.visitorPage(of: channel))
    }

    private static func look(_ kind: String) -> String {
        switch kind {
        case "email": "email"
        case "phone": "tel"
        default: "text"
        }
    }

    /// Writes a colour of 0xRRGGBBAA as `#rrggbb`; zero stands for the page's own.
    private static func colour(_ value: UInt32) -> String? {
        guard value != 0 else { return nil }
        let digits = String(value >> 8, radix: 16)
        return "#" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}
