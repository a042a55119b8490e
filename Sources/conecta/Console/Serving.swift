import Foundation
import Logging
import Operations
import Server
import ServiceLifecycle
import Store
import Templates
import UnixSignals

/// Runs a house as a server until SIGTERM or SIGINT.
struct Serving {
    var settings: HouseSettings
    var listen: ListenAddress
    var logger: Logger

    /// Hears when requests are taken, and at which port.
    var onReady: @Sendable (House, Int) async -> Void = { _, _ in }

    /// Adds what else runs beside the server.
    var companions: @Sendable (House) async throws -> [any Service] = { _ in [] }

    /// Serves; returns after everything under way is finished.
    func run() async throws {
        let house = try await House.open(settings, logger: logger)
        do {
            try await serve(house)
        } catch {
            await house.close()
            throw error
        }
        await house.close()
        logger.notice("stopped in order")
    }

    private func serve(_ house: House) async throws {
        await house.channels.open()
        let folders = TemplateFolders(
            shipped: settings.templates,
            overrides: URL(filePath: house.folder.templatesPath, directoryHint: .isDirectory)
        )
        let pages = try Pages(folders: folders, words: house.catalogue)
        let application = ServerApplication(
            Dependencies(
                switchboard: house.switchboard,
                library: house.folder.library,
                accounts: house.folder.accounts,
                media: house.folder.media,
                channels: house.channels,
                reports: house.reports,
                boards: house.boards,
                webhooks: house.webhooks,
                post: house.post,
                templates: pages,
                clock: house.clock,
                logger: logger
            ),
            settings: ServerSettings(
                host: listen.host,
                port: listen.port,
                secret: try await house.serverSecret(),
                isDemo: settings.isDemo
            )
        ) { [listen, logger, onReady] port in
            logger.notice("conecta is ready at \(listen.url(port: port))")
            await onReady(house, port)
        }
        // Below `info` the group writes out whole services, secrets and all.
        var groupLogger = logger
        groupLogger.logLevel = max(.info, logger.logLevel)
        // Stopped in the opposite order: no request comes any more when the rest ends.
        let services = house.services() + (try await companions(house)) + [application]
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: groupLogger
        )
        configuration.maximumGracefulShutdownDuration = .seconds(30)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as any Error & CustomStringConvertible where "\(error)".contains("bind") {
            throw ConsoleError(
                "\(listen.host):\(listen.port) cannot be listened on: \(error); "
                    + "stop what uses it, or name another with --listen"
            )
        }
    }
}
