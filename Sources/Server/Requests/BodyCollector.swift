internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Takes a body into memory that would go to a client.
final class BodyCollector: ResponseBodyWriter {
    /// What was written so far.
    private(set) var bytes = ByteBuffer()

    func write(_ buffer: ByteBuffer) async throws {
        bytes.writeImmutableBuffer(buffer)
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

extension Response {
    /// Reads the body, of a length that is known and not too great; `nil` for others.
    func collected(upTo limit: Int) async throws -> (response: Response, bytes: ByteBuffer)? {
        guard let length = body.contentLength, length <= limit else { return nil }
        let collector = BodyCollector()
        try await body.write(collector)
        var whole = self
        whole.body = ResponseBody(byteBuffer: collector.bytes)
        return (whole, collector.bytes)
    }
}
