public import Engine
public import Logging
internal import PluginHost
public import ServiceLifecycle
internal import Store

/// Tells channels what becomes of their sessions, and contacts that their messages were seen.
///
/// Changes of one session are told in order. They are told once they are on disk; a server that
/// ends in between tells those of its last moments no more.
public struct SessionCrier: Service {
    private let switchboard: Switchboard
    private let desk: ChannelDesk
    private let logger: Logger

    /// Creates a crier.
    public init(switchboard: Switchboard, desk: ChannelDesk, logger: Logger) {
        self.switchboard = switchboard
        self.desk = desk
        self.logger = logger
    }

    /// Tells until the server stops.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                for await batch in switchboard.subscribe() {
                    for record in batch { await tell(record) }
                }
            }
        }
    }

    private func tell(_ record: RecordedEvent) async {
        switch record.event {
        case .sessionOpened(let session), .sessionReopened(let session):
            await desk.cry(.opened, of: session, at: record.at)
        case .legChanged(let id, _, let began) where began.phase == .inService:
            guard let session = await switchboard.read({ $0.sessions[id] }) else { return }
            await desk.cry(.inService, of: session, by: began.agent, at: record.at)
        case .sessionClosed(let id, _, _):
            await desk.cryClosed(id, at: record.at)
        case .sessionRead(let id):
            await desk.showRead(in: id)
        default:
            return
        }
    }
}

extension ChannelDesk {
    /// Tells a session's channel where it stands now.
    func cry(
        _ state: SessionNews.State,
        of session: Session,
        by agent: ID<Agent>? = nil,
        at now: Timestamp
    ) async {
        guard let place = places[session.channel], place.port.abilities.contains(.session) else {
            return
        }
        var name = ""
        if let agent { name = await switchboard.read { $0.agent(agent)?.publicName } ?? "" }
        let news = SessionNews(
            state: state,
            session: session.id.description,
            protocolNumber: session.protocolNumber.description,
            conversation: session.address,
            agentName: name,
            time: now.milliseconds
        )
        do {
            let pushes = try await place.port.sessionChanged(news)
            tell(pushes.map { .push(channel: session.channel, $0) })
        } catch {
            logger.notice(
                "a channel did not hear of a session's change",
                metadata: ["channel": "\(place.channel.slug)", "reason": "\(error)"]
            )
        }
    }

    /// Tells the channel of a session that it is over.
    func cryClosed(_ id: ID<Session>, at now: Timestamp) async {
        // Nobody listens: the books need not be asked.
        guard places.values.contains(where: { $0.port.abilities.contains(.session) }) else {
            return
        }
        guard let session = try? await folder.library.session(id) else { return }
        await cry(.closed, of: session, at: now)
    }
}
