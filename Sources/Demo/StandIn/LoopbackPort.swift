internal import Engine
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import ServiceLifecycle

/// Is the stand-in's open port on 127.0.0.1.
struct LoopbackPort: Sendable {
    /// The number of the port.
    let number: Int

    private let group: ServiceGroup
    private let task: Task<Void, any Error>

    /// Opens a port; 0 takes a free one.
    ///
    /// - Throws: When the port cannot be had.
    static func open(_ number: Int, serving standIn: WhatsAppStandIn) async throws -> LoopbackPort {
        try await open(number, answering: StandInRoutes(standIn: standIn).router.buildResponder())
    }

    /// Opens a port whose every request goes to one responder; 0 takes a free one.
    ///
    /// - Throws: When the port cannot be had.
    static func open<Responder: HTTPResponder>(
        _ number: Int,
        answering responder: Responder
    ) async throws -> LoopbackPort
    where Responder.Context: InitializableFromSource<ApplicationRequestContextSource> {
        let (ports, entrance) = AsyncThrowingStream<Int, any Error>.makeStream()
        var quiet = Logger(label: "conecta.demo.stand-in")
        // The port serves one caller, whose own log tells what went wrong.
        quiet.logLevel = .critical
        let application = Application(
            responder: responder,
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: number),
                serverName: nil
            ),
            onServerRunning: { channel in
                entrance.yield(channel.localAddress?.port ?? number)
            },
            logger: quiet
        )
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [application], logger: quiet)
        )
        // Detached, so that it ends when `close` says so and not with whoever opened it.
        let task = Task.detached {
            do {
                try await group.run()
                entrance.finish()
            } catch {
                entrance.finish(throwing: error)
                throw error
            }
        }
        for try await port in ports {
            return LoopbackPort(number: port, group: group, task: task)
        }
        throw CancellationError()
    }

    /// Closes the port, once what is being answered is answered.
    func close() async {
        await group.triggerGracefulShutdown()
        _ = try? await task.value
    }
}
