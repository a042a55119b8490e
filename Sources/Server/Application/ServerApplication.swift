internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
public import ServiceLifecycle

/// Is the HTTP server: pages, API, feeds, webhooks.
///
/// It listens when it is run and stops at graceful shutdown: open streams end at once, requests
/// that are being answered are finished.
public struct ServerApplication: Service {
    let services: Services
    private let onListening: @Sendable (_ port: Int) async -> Void

    /// Creates a server; `onListening` hears the port when requests are taken.
    public init(
        _ dependencies: Dependencies,
        settings: ServerSettings,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        services = Services(dependencies, settings)
        self.onListening = onListening
    }

    /// Serves until the server stops.
    ///
    /// - Throws: what keeps it from listening, such as a port that is in use.
    public func run() async throws {
        let application = try application()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await services.follow() }
            group.addTask {
                try await withGracefulShutdownHandler {
                    try await application.run()
                } onGracefulShutdown: {
                    services.stage.enter(.stopping)
                }
            }
            // The followers go on until the last request is answered.
            while (try await group.next()) != nil {
                group.cancelAll()
            }
        }
    }

    /// Makes the application that Hummingbird runs; tests drive its router directly.
    func application() throws -> some ApplicationProtocol {
        let settings = services.settings
        let services = services
        let onListening = onListening
        var configuration = ApplicationConfiguration(
            address: .hostname(settings.host, port: settings.port),
            backlog: 512
        )
        configuration.availableConnectionsDelegate = MaximumAvailableConnections(
            settings.maximumConnections
        )
        return Application(
            router: try services.router(),
            server: .http1(
                configuration: HTTP1Channel.Configuration(
                    idleTimeout: .seconds(settings.idleSeconds),
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 16 << 10,
                        maxHeaderListSize: 32 << 10,
                        maxHeaderFieldCount: 100
                    )
                )
            ),
            configuration: configuration,
            onServerRunning: { channel in
                services.stage.enter(.running)
                await onListening(channel.localAddress?.port ?? settings.port)
            },
            logger: services.dependencies.logger
        )
    }
}

extension ServerApplication: CustomStringConvertible {
    /// A word for logs: those who run services print them, and everything in this one is long.
    public var description: String { "server" }
}
