internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Templates

/// Serves files sent as they are, under `/static/`.
///
/// All are read when the server starts, so no request can reach another file. An address with the
/// file's fingerprint (`?v=`) is kept by browsers for ever; without it they ask each time.
struct StaticFiles: Sendable {
    private let assets: Assets
    private let contents: [String: ByteBuffer]

    /// Reads the files.
    init(_ assets: Assets) throws {
        self.assets = assets
        var contents: [String: ByteBuffer] = [:]
        for name in assets.names {
            guard let asset = assets[name] else { continue }
            contents[name] = ByteBuffer(bytes: try Data(contentsOf: asset.file))
        }
        self.contents = contents
    }

    func add(to router: RouterGroup<ServerContext>) {
        router.get("static/**") { request, context in
            try respond(context.parameters.getCatchAll().joined(separator: "/"), request)
        }
        router.get("favicon.ico") { request, _ in
            try respond("favicon.ico", request)
        }
    }

    private func respond(_ name: String, _ request: Request) throws -> Response {
        guard let asset = assets[name], let bytes = contents[name] else { throw Problem.notFound }
        let headers: HTTPFields = [
            .contentType: asset.mediaType, .eTag: asset.entityTag,
            .cacheControl: asset.cacheControl(version: request.query("v")),
        ]
        if request.headers[.ifNoneMatch]?.contains(asset.entityTag) == true {
            return Response(status: .notModified, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: bytes))
    }
}
