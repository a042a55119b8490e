import Demo
import Engine
import Foundation
import Logging
import Operations
import Server
import ServiceLifecycle
import Store

/// Runs the demo: its company, the server, and those who write and answer by themselves.
struct Performance {
    var settings: HouseSettings
    var listen: ListenAddress
    var pace: Double
    var seed: UInt64
    var logger: Logger

    func run() async throws {
        let folder = try DemoFolder(settings.folder.path)
        if folder.isNew {
            logger.notice("writing the demo's company and its last thirty days into \(folder.path)")
            try await folder.write(
                seed: seed,
                at: WallClock.system.now(),
                whatsAppAPI: "http://127.0.0.1:9"
            )
        }
        var serving = Serving(settings: settings, listen: listen, logger: logger)
        serving.companions = { [try await life(in: $0)] }
        serving.onReady = { [listen] _, port in Self.invite(to: listen.url(port: port)) }
        try await serving.run()
    }

    /// Tells a newcomer where to go, and as whom.
    private static func invite(to address: String) {
        Console.line(
            """

            Conecta is open at \(address)

              agente@demo       serves contacts            \(address)console
              agente2@demo      serves beside her
              supervisora@demo  watches boards             \(address)boards/operacao
              gerente@demo      reads reports              \(address)reports
              admin@demo        configures the company
              password          conecta-demo

            As a contact, write at \(address)chat/webchat-demo
            Ctrl-C ends the demo; its company stays for the next time.
            """
        )
    }

    /// Makes the life of the house, and points its WhatsApp channel to the stand-in's address.
    private func life(in house: House) async throws -> DemoLife {
        let life = DemoLife(
            DemoLife.Settings(
                companyAt: String(listen.url(port: listen.port).dropLast()),
                seed: seed,
                pace: pace,
                tokens: try await tokens(in: house),
                lastInbound: try await lastInbound(in: house)
            ),
            logger: logger
        )
        let address = try await life.start()
        let channel = await house.switchboard.read { $0.channel(slug: DemoNames.whatsAppChannel) }
        guard let channel else {
            throw ConsoleError("the demo's folder lacks the channel \(DemoNames.whatsAppChannel)")
        }
        try await house.channels.set(channel, configuration: #"{"apiBase":"\#(address)"}"#)
        return life
    }

    /// Makes new tokens for the agents who work by themselves; those of earlier starts end.
    private func tokens(in house: House) async throws -> [String: String] {
        let (accounts, now) = (house.folder.accounts, house.clock.now())
        for token in try await accounts.tokens() where token.name == DemoNames.colleagueToken {
            _ = try await accounts.revokeToken(token.id, at: now)
        }
        var tokens: [String: String] = [:]
        for email in DemoLife.Settings.colleagues(seed: seed) {
            let agent = await house.switchboard.read { $0.agent(email: email) }
            guard let agent else { continue }
            let made = try await accounts.addToken(
                named: DemoNames.colleagueToken,
                for: agent.id,
                at: now
            )
            tokens[email] = made.secret
        }
        return tokens
    }

    /// When people last wrote on WhatsApp within the last day, by telephone.
    private func lastInbound(in house: House) async throws -> [String: Timestamp] {
        var filter = SessionFilter()
        filter.from = house.clock.now().adding(seconds: -2 * 86_400)
        filter.basis = .active
        let everyone = Agent(id: .new, email: "", name: "", role: .administrator)
        let sessions = try await house.folder.library.history(
            filter,
            for: Viewer(everyone),
            after: nil,
            limit: 1_000
        )
        var moments: [String: Timestamp] = [:]
        for session in sessions.map(\.session) {
            guard let moment = session.lastInboundAt else { continue }
            moments[session.address] = max(moments[session.address] ?? moment, moment)
        }
        return moments
    }
}
