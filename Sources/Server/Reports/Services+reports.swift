internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Operations

extension Services {
    /// Makes a report or picture; what keeps it from being made becomes a problem, before any byte.
    func reporting(_ work: () async throws -> Response) async throws -> Response {
        do {
            return try await work()
        } catch let error as ReportError {
            throw Problem(error)
        }
    }

    /// Sends a report that was made, and removes its file when it is sent or nobody wants it.
    func send(
        _ report: FinishedReport,
        named name: String,
        _ request: Request
    ) throws -> Response {
        var headers: HTTPFields = [
            .contentType: report.format.mediaType,
            .cacheControl: "private, no-store",
            .contentDisposition: FileName.disposition(
                "\(name).\(report.format.rawValue)",
                isInline: report.format != .csv && !request.hasQueryFlag("download")
            ),
        ]
        switch report.body {
        case .bytes(let bytes):
            return Response(
                status: .ok,
                headers: headers,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            )
        case .file(let url):
            if report.format == .html {
                headers[.contentSecurityPolicy] = SecurityHeaders.ownStylePolicy
            }
            return Response(
                status: .ok,
                headers: headers,
                body: try TemporaryFile(taking: url).body
            )
        }
    }
}

extension Problem {
    /// Makes a problem of what keeps a report from being made.
    init(_ error: ReportError) {
        switch error {
        case .unknown, .notFound: self = .notFound
        case .badParameter(let name, let reason): self = .badRequest(reason, field: name)
        case .forbidden: self = .forbidden
        case .busy(let seconds): self = .overloaded(seconds: seconds)
        // The log has the reason, which may name what a person should not see.
        case .failed: self = .unavailable()
        }
    }
}
