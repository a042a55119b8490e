internal import Engine
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Store

extension Services {
    /// Stores the body of a request as a file, one piece at a time.
    ///
    /// - Throws: `Problem` when the type is none, or the file too large or empty.
    func upload(_ request: Request, owner: String, maximum: Int) async throws -> UploadedFile {
        let kind = MediaKind(request.headers[.contentType] ?? "application/octet-stream")
        guard kind.isValid else {
            throw Problem(.unsupportedMediaType, "unsupported-media-type")
        }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > maximum {
            throw Problem.tooLarge(maximum: maximum)
        }
        let stored: StoredFile
        do {
            stored = try await dependencies.media.storeUpload(
                request.body.map { Array(buffer: $0) },
                limit: Int64(maximum),
                at: now()
            )
        } catch MediaError.tooLarge {
            throw Problem.tooLarge(maximum: maximum)
        }
        guard stored.size > 0 else { throw Refusal.empty }
        let head = try await dependencies.media.read(stored.hash, offset: 0, count: 16)
        // A type that does not fit its bytes is no type: the file goes as bytes of any kind.
        let isTrue = !kind.isInline || kind.matches(head)
        return UploadedFile(
            hash: stored.hash,
            mediaType: isTrue ? kind.name : "application/octet-stream",
            name: FileName.clean(request.query("name") ?? ""),
            size: stored.size,
            owner: owner,
            until: now().adding(seconds: 3_600)
        )
    }

    /// Reads the handle of an uploaded picture, such as a person's photo.
    func picture(_ handle: String) throws -> UploadedFile {
        guard let file = fileSeal.open(handle, as: UploadedFile.self), now() < file.until,
            MediaKind(file.mediaType).name.hasPrefix("image/")
        else {
            throw Problem.badRequest("an id that POST /media gave for a picture", field: "photo")
        }
        return file
    }

    /// Sends a picture of ours.
    func photo(_ hash: String, _ request: Request) async throws -> Response {
        guard let size = try await dependencies.media.size(of: hash) else { throw Problem.notFound }
        let tag = "\"\(hash.prefix(32))\""
        if request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: [.eTag: tag])
        }
        let head = try await dependencies.media.read(hash, offset: 0, count: 16)
        let kinds = ["image/jpeg", "image/png", "image/webp", "image/gif"].map(MediaKind.init)
        let kind = kinds.first { $0.matches(head) }?.name ?? "application/octet-stream"
        let headers: HTTPFields = [
            .contentType: kind, .eTag: tag, .cacheControl: "private, max-age=86400",
            .contentSecurityPolicy: "default-src 'none'; sandbox",
        ]
        return Response(status: .ok, headers: headers, body: body(hash, 0..<size))
    }

    /// Answers with the handle of an uploaded file.
    func uploaded(_ file: UploadedFile) throws -> Response {
        let value: JSON = [
            "id": .text(try fileSeal.close(file)), "mediaType": .text(file.mediaType),
            "name": .text(file.name), "size": .integer(file.size),
        ]
        return value.response(.created)
    }

    /// Sends a file of a message; whoever calls has asked for permission.
    ///
    /// Only types that a browser cannot run, and whose bytes are what the type says, stand in a page.
    func attachment(
        of message: ID<Message>,
        index: Int,
        _ request: Request
    ) async throws -> Response {
        guard let stored = try await sessions.message(message),
            stored.content.attachments.indices.contains(index)
        else { throw Refusal.notFound(.message) }
        let file = stored.content.attachments[index]
        guard !file.hash.isEmpty, let size = try await dependencies.media.size(of: file.hash) else {
            throw Refusal.notFound(.message)
        }
        let tag = "\"\(file.hash.prefix(32))\""
        if request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: [.eTag: tag])
        }
        let kind = MediaKind(file.mediaType)
        let head = try await dependencies.media.read(file.hash, offset: 0, count: 16)
        let isInline =
            kind.isInline && kind.matches(head) && !request.hasQueryFlag("download")
        let name = file.name.isEmpty ? "arquivo" : file.name
        var headers: HTTPFields = [
            .contentType: isInline ? kind.name : "application/octet-stream",
            .contentDisposition: FileName.disposition(name, isInline: isInline),
            .eTag: tag, .cacheControl: "private, max-age=86400, immutable",
            .acceptRanges: "bytes",
            .contentSecurityPolicy: "default-src 'none'; sandbox",
        ]
        guard let range = request.headers[.range].flatMap({ ByteRange($0, size: size) }) else {
            return Response(status: .ok, headers: headers, body: body(file.hash, 0..<size))
        }
        headers[.contentRange] = "bytes \(range.lower)-\(range.upper - 1)/\(size)"
        return Response(
            status: .partialContent,
            headers: headers,
            body: body(file.hash, range.lower..<range.upper)
        )
    }

    private func body(_ hash: String, _ range: Range<Int64>) -> ResponseBody {
        let media = dependencies.media
        return ResponseBody(contentLength: Int(range.upperBound - range.lowerBound)) { writer in
            var offset = range.lowerBound
            while offset < range.upperBound {
                let count = Int(min(64 << 10, range.upperBound - offset))
                let bytes = try await media.read(hash, offset: offset, count: count)
                guard !bytes.isEmpty else { throw MediaError.notFound }
                try await writer.write(ByteBuffer(bytes: bytes))
                offset += Int64(bytes.count)
            }
            try await writer.finish(nil)
        }
    }
}

extension Request {
    /// Whether the query has a parameter, with or without a value.
    func hasQueryFlag(_ name: String) -> Bool {
        (uri.query ?? "").split(separator: "&").contains { part in
            part == name || part.hasPrefix(name + "=")
        }
    }
}
