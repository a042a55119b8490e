internal import HTTPTypes
internal import Hummingbird
internal import ServiceLifecycle

extension StreamClient {
    /// Makes the answer that writes the stream until it ends, the reader leaves, or the server
    /// begins to stop.
    ///
    /// `connect` is called when the writing begins and `disconnect`, with what it gave, when it ends:
    /// a stream that nobody reads is never connected.
    func response<Ticket: Sendable>(
        connect: @escaping @Sendable () async -> Ticket,
        disconnect: @escaping @Sendable (Ticket) async -> Void
    ) -> Response {
        let body = ResponseBody { writer in
            let ticket = await connect()
            do {
                try await self.write(to: &writer)
            } catch {
                await disconnect(ticket)
                throw error
            }
            await disconnect(ticket)
            try await writer.finish(nil)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-store",
                .accelBuffering: "no",
            ],
            body: body
        )
    }

    @concurrent
    private func write(to writer: inout any ResponseBodyWriter) async throws {
        // An open stream would otherwise outlive the signal to stop.
        try await withGracefulShutdownHandler {
            for await chunk in chunks {
                try await writer.write(chunk.bytes)
                wrote(chunk)
            }
        } onGracefulShutdown: {
            self.finish()
        }
    }
}
