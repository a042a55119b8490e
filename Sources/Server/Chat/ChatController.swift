internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Operations
internal import PluginHost

/// Serves visitors of web chats, below `/chat/:channel`; the page itself is a page like others.
struct ChatController: Sendable {
    let services: Services

    func add(to router: RouterGroup<ServerContext>) {
        let chat = router.group("chat/:channel")
        chat.get("about", use: about)
        chat.post("visitor", use: register)
        chat.get("messages", use: messages)
        chat.post("messages", use: write)
        chat.post("files", use: upload)
        chat.get("files/:message/:index", use: file)
        chat.post("typing", use: typing)
        chat.get("stream", use: stream)
    }

    @Sendable
    private func about(_ request: Request, _ context: ServerContext) async throws -> Response {
        let channel = try await channel(context)
        let page = try await services.visitorPage(of: channel)
        let value: JSON = [
            "channel": ["slug": .text(channel.slug), "name": .text(channel.name)],
            "title": .text(page.title.isEmpty ? channel.name : page.title),
            "greeting": .nonEmpty(page.greeting), "accent": .text(page.accentColour),
            "language": .nonEmpty(page.language),
            "fields": .list(page.fields) { field in
                [
                    "id": .text(field.id), "label": .text(field.label), "kind": .text(field.kind),
                    "required": .bool(field.required),
                ]
            },
            "maximumText": .count(channel.capabilities.maximumText),
            "maximumFile": .count(maximumFile(page)),
        ]
        return value.response()
    }

    /// Makes a visitor, or changes what one says about themselves.
    @Sendable
    private func register(_ request: Request, _ context: ServerContext) async throws -> Response {
        let channel = try await channel(context)
        let body = try await request.json(VisitorBody.self, context)
        let known = services.visitor(request, on: channel)
        if let seconds = services.visits.take("visitor from " + context.addressBlock) {
            throw Problem.throttled(seconds: seconds)
        }
        var visitor = known ?? Visitor(id: RandomText.make(bytes: 15), channel: channel.id)
        visitor.name = Self.short(body.name) ?? visitor.name
        visitor.email = Self.short(body.email)?.lowercased() ?? visitor.email
        visitor.phone = Self.short(body.phone) ?? visitor.phone
        let value: JSON = [
            "visitor": .text(visitor.id), "token": .text(try services.visitorSeal.close(visitor)),
            "name": .nonEmpty(visitor.name),
        ]
        return value.response(known == nil ? .created : .ok)
    }

    @Sendable
    private func messages(_ request: Request, _ context: ServerContext) async throws -> Response {
        let channel = try await channel(context)
        let visitor = try services.requireVisitor(request, on: channel)
        let place = await services.chat.sequence
        let (directory, open) = await services.switchboard.read { floor in
            (
                Directory(floor),
                floor.sessionByAddress[visitor.address].flatMap { floor.sessions[$0] }
            )
        }
        // Who was away while the conversation ended still finds what was said to them.
        var session = open
        if session == nil {
            session = try await services.sessions.latestSession(at: visitor.address)
        }
        let writer = ChatEntryWriter(seal: services.passSeal)
        var entries: [JSON] = []
        if let session {
            let items = try await services.sessions.timeline(
                of: session.id,
                before: nil,
                limit: 500
            )
            for item in items.reversed() {
                guard case .message(let message) = item.entry, ChatEntryWriter.isShown(message),
                    let entry = writer.entry(message, directory, at: services.now())
                else { continue }
                entries.append(entry)
            }
        }
        let state = session.map {
            ChatEntryWriter.state(of: $0, isClosed: $0.phase == .closed, directory)
        }
        let value: JSON = [
            "items": .array(entries), "session": state ?? .null,
            "lastEventId": .text(String(place)),
        ]
        return value.response()
    }

    @Sendable
    private func write(_ request: Request, _ context: ServerContext) async throws -> Response {
        let channel = try await channel(context)
        let visitor = try services.requireVisitor(request, on: channel)
        let body = try await request.json(VisitorMessage.self, context)
        guard (1...64).contains(body.id.utf8.count),
            body.id.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
        else { throw Problem.badRequest("1 to 64 letters, digits or dashes", field: "id") }
        try throttle(visitor, context)
        if let choice = body.choice, !choice.isFit {
            throw Problem.badRequest("an option of a menu", field: "choice")
        }
        let text = body.choice?.title ?? body.text ?? ""
        let maximum = channel.capabilities.maximumText
        if maximum > 0, text.count > maximum { throw Refusal.tooLong(maximum: maximum) }
        var attached: UploadedFile?
        if let handle = body.file {
            guard let file = services.fileSeal.open(handle, as: UploadedFile.self),
                file.owner == visitor.id, services.now() < file.until
            else { throw Problem.badRequest("an id that POST files gave", field: "file") }
            attached = file
        }
        let isEmpty = attached == nil && body.choice == nil && text.allSatisfy(\.isWhitespace)
        guard !isEmpty else { throw Refusal.empty }
        let answer = try await services.receive(
            VisitorSignal.message(
                id: body.id,
                text: text,
                file: attached,
                choice: body.choice,
                visitor: visitor
            ).request(from: context.remoteAddress, at: services.now()),
            on: channel
        )
        guard (200..<300).contains(answer.status) else {
            throw Problem(.unprocessableContent, "unsupported")
        }
        let value: JSON = ["id": .text(body.id)]
        return value.response(.accepted)
    }

    @Sendable
    private func upload(_ request: Request, _ context: ServerContext) async throws -> Response {
        let channel = try await channel(context)
        let visitor = try services.requireVisitor(request, on: channel)
        try throttle(visitor, context)
        try bound(uploadOf: request, by: visitor, context)
        let page = try await services.visitorPage(of: channel)
        let file = try await services.upload(
            request,
            owner: visitor.id,
            maximum: maximumFile(page)
        )
        return try services.uploaded(file)
    }

    /// Sends a file of the conversation to whoever holds its pass, which only the visitor was given.
    @Sendable
    private func file(_ request: Request, _ context: ServerContext) async throws -> Response {
        _ = try await channel(context)
        let message: ID<Message> = try context.id("message", of: .message)
        guard let index = Int(context.text("index")), let token = request.query("token"),
            let pass = services.passSeal.open(token, as: FilePass.self), pass.message == message,
            pass.index == index, services.now() < pass.until
        else { throw Refusal.notFound(.message) }
        return try await services.attachment(of: message, index: index, request)
    }

    @Sendable
    private func typing(_ request: Request, _ context: ServerContext) async throws -> Response {
        let channel = try await channel(context)
        let visitor = try services.requireVisitor(request, on: channel)
        guard services.visits.take("typing " + visitor.id) == nil else { return .done }
        let session = await services.switchboard.read { $0.sessionByAddress[visitor.address] }
        if let session { await services.feed.typing(in: session) }
        return .done
    }

    @Sendable
    private func stream(_ request: Request, _ context: ServerContext) async throws -> Response {
        let channel = try await channel(context)
        let visitor = try services.requireVisitor(request, on: channel)
        if let seconds = services.visits.take("stream from " + context.addressBlock) {
            throw Problem.throttled(seconds: seconds)
        }
        let after = (request.headers[.lastEventID] ?? request.query("after")).flatMap { Int64($0) }
        let connection = context.channel
        let client = StreamClient(capacity: 128) { connection.close(promise: nil) }
        let hub = services.chat
        return client.response {
            await hub.connect(visitor.address, after: after, client: client)
        } disconnect: { reader in
            await hub.disconnect(visitor.address, reader)
        }
    }

    private func channel(_ context: ServerContext) async throws -> Engine.Channel {
        guard let channel = await services.directory().channel(context.text("channel")),
            channel.capabilities.hasVisitors, channel.isActive
        else { throw Refusal.notFound(.channel) }
        return channel
    }

    private func throttle(_ visitor: Visitor, _ context: ServerContext) throws {
        let seconds = services.visits.take(
            "from visitor " + visitor.id,
            "from address " + context.addressBlock
        )
        if let seconds { throw Problem.throttled(seconds: seconds) }
    }

    /// Refuses a file of somebody who uploaded too much today.
    private func bound(
        uploadOf request: Request,
        by visitor: Visitor,
        _ context: ServerContext
    ) throws {
        let length = request.headers[.contentLength].flatMap { Int($0) }
        let bytes = min(length ?? .max, services.settings.maximumUpload)
        let megabytes = Double(max(bytes, 0)) / Double(1 << 20)
        if let seconds = services.addressUploads.take([context.addressBlock], cost: megabytes)
            ?? services.visitorUploads.take([visitor.id], cost: megabytes)
        {
            throw Problem.throttled(seconds: seconds)
        }
    }

    private func maximumFile(_ page: VisitorPage) -> Int {
        Int(min(page.maximumFile, UInt64(services.settings.maximumUpload)))
    }

    private static func short(_ text: String?) -> String? {
        text.map { String($0.trimmingSpaces.prefix(120)) }
    }
}

private struct VisitorBody: Decodable {
    var name: String?
    var email: String?
    var phone: String?
}

private struct VisitorMessage: Decodable {
    var id: String
    var text: String?
    var file: String?
    var choice: VisitorChoice?
}

extension VisitorPage {
    /// The main colour as styles name it; `nil` for the house's own.
    fileprivate var accentColour: String? {
        guard accent != 0 else { return nil }
        let text = String(accent >> 8, radix: 16)
        return "#" + String(repeating: "0", count: max(0, 6 - text.utf8.count)) + text
    }
}
