internal import Engine
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Operations

/// Gives each request its id, takes what a trusted proxy says, and logs how it went.
///
/// The log has the path without its query, which may carry a key.
struct AccessLog: RouterMiddleware {
    let settings: ServerSettings
    let clock: WallClock

    func handle(
        _ request: Request,
        context: ServerContext,
        next: @concurrent (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let id = request.headers[.requestID], Self.isFit(id) { context.requestID = id }
        context.logger[metadataKey: "request"] = "\(context.requestID)"
        if settings.trustsProxy {
            let forwarded = request.headers[.forwardedFor]?.split(separator: ",").last
            if let forwarded { context.remoteAddress = forwarded.trimmingSpaces }
            context.isSecure = request.headers[.forwardedProto]?.lowercased() == "https"
        }
        let began = clock.now()
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID
        let level: Logger.Level = response.status.code >= 500 ? .error : .info
        context.logger.log(
            level: level,
            "\(request.method.rawValue) \(request.uri.path)",
            metadata: [
                "status": "\(response.status.code)",
                "milliseconds": "\(clock.now().since(began))",
                "address": "\(context.remoteAddress)",
            ]
        )
        return response
    }

    private static func isFit(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.count <= 64
            && id.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
