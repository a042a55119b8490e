public import Engine
public import Foundation
public import Logging
public import Paper
internal import PluginHost
public import Rendering
public import ServiceLifecycle
public import Store

/// Is everything of one data folder, opened and wired: what a server runs and a command uses.
public final class House: Sendable {
    /// Where everything is.
    public let settings: HouseSettings

    /// The data folder, which this process owns.
    public let folder: DataFolder

    /// The only writer.
    public let switchboard: Switchboard

    /// The plugins.
    public let plugins: any PluginShelf

    /// The words of the house and of its plugins.
    public let catalogue: Catalogue

    /// The channels.
    public let channels: ChannelDesk

    /// The reports.
    public let reports: ReportDesk

    /// The wallboards.
    public let boards: BoardDesk

    /// The addresses outside that are told what happens.
    public let webhooks: WebhookDesk

    /// The reports that are made in the background, and those that are sent at their times.
    public let post: ReportPost

    /// What draws.
    public let rendering: RenderingDesk

    /// The time.
    public let clock: WallClock

    /// Does the commands of the console.
    public let control: ControlDesk

    private let logger: Logger
    private let search: SearchFollower
    private let checkpointer: Checkpointer

    /// Opens a data folder; what a first start needs is made.
    ///
    /// - Throws: `DataFolderError`, `FontError`, `CatalogueError`, or what the plugins' host throws;
    ///   each is one clear line.
    public static func open(
        _ settings: HouseSettings,
        clock: WallClock = .system,
        logger: Logger
    ) async throws -> House {
        let fonts = try Fonts(configuration: settings.fonts)
        let shipped = try Catalogue(folder: settings.locales)
        let folder = try DataFolder.open(settings.folder.path, creating: settings.creates)
        do {
            let switchboard = try Switchboard(journal: folder.journal(), clock: clock.now)
            try await firstStart(switchboard)
            let overrides = URL(filePath: folder.templatesPath).appending(path: "locales")
            let words = shipped.merging(try Catalogue(folder: overrides))
            let blobs = BlobShelf(media: folder.media, limit: MediaFetcher.defaultLimit)
            let choices = try await PluginChoices(from: folder.serviceSettings)
            let plugins = await HostedPlugins.open(
                settings,
                clock: clock,
                blobs: blobs,
                words: words,
                choices: choices,
                logger: logger
            )
            return House(
                settings,
                try Parts(folder: folder, switchboard: switchboard, fonts: fonts),
                plugins: plugins,
                catalogue: words,
                clock: clock,
                logger: logger
            )
        } catch {
            try? folder.close()
            throw error
        }
    }

    /// Is what is opened before the desks are.
    struct Parts {
        let folder: DataFolder
        let switchboard: Switchboard
        let fonts: Fonts
        let search: SearchFollower
        let checkpointer: Checkpointer

        init(folder: DataFolder, switchboard: Switchboard, fonts: Fonts) throws {
            self.folder = folder
            self.switchboard = switchboard
            self.fonts = fonts
            search = try folder.searchFollower()
            checkpointer = try folder.checkpointer()
        }
    }

    init(
        _ settings: HouseSettings,
        _ parts: Parts,
        plugins: any PluginShelf,
        catalogue: Catalogue,
        clock: WallClock,
        logger: Logger
    ) {
        self.settings = settings
        self.plugins = plugins
        self.catalogue = catalogue
        self.clock = clock
        self.logger = logger
        folder = parts.folder
        switchboard = parts.switchboard
        search = parts.search
        checkpointer = parts.checkpointer
        var drawing = RenderingDesk.Settings()
        drawing.sealKey = Self.sealKey(of: folder)
        rendering = RenderingDesk(fonts: parts.fonts, settings: drawing)
        channels = ChannelDesk(
            switchboard: switchboard,
            folder: folder,
            plugins: plugins,
            clock: clock,
            logger: logger
        )
        reports = ReportDesk(
            switchboard: switchboard,
            library: folder.library,
            media: folder.media,
            log: folder.reportLog,
            plugins: plugins,
            rendering: rendering,
            ruler: TextRuler(fonts: parts.fonts),
            pageStyle: { [templates = URL(filePath: folder.templatesPath)] in
                try settings.reportStyle(overriddenIn: templates)
            },
            clock: clock,
            degraded: { [channels] in await channels.degraded() },
            logger: logger
        )
        boards = BoardDesk(boards: folder.boards, reports: reports)
        webhooks = WebhookDesk(
            webhooks: folder.webhooks(),
            policy: WebhookPolicy(
                grants: settings.webhookGrants,
                allowsLoopback: settings.isDemo
            )
        )
        post = ReportPost(
            folder: folder,
            reports: reports,
            switchboard: switchboard,
            words: catalogue,
            clock: clock
        )
        control = ControlDesk(
            switchboard: switchboard,
            folder: folder,
            channels: channels,
            reports: reports,
            boards: boards,
            post: post,
            clock: clock,
            takesDemoAccounts: settings.isDemo
        )
    }

    /// The secret that seals the PDFs of a data folder, by which `report verify` knows them again.
    ///
    /// Without a key file there is none, and PDFs have no seal.
    public static func sealKey(of folder: DataFolder) -> [UInt8] {
        (try? folder.secret(for: "report seal")) ?? []
    }

    /// What runs by itself while a server runs, in the order in which it is to be started.
    ///
    /// The channels are to be opened before: `await house.channels.open()`.
    public func services() -> [any Service] {
        let channels = channels
        return [
            SearchFollowing(follower: search, switchboard: switchboard, logger: logger),
            Checkpointing(checkpointer: checkpointer, clock: clock, logger: logger),
            boards,
            SessionCrier(switchboard: switchboard, desk: channels, logger: logger),
            MediaFetcher(
                switchboard: switchboard,
                folder: folder,
                desk: channels,
                clock: clock,
                logger: logger
            ),
            UploadSweeper(media: folder.media, clock: clock, logger: logger),
            RetentionClerk(
                library: folder.library,
                switchboard: switchboard,
                clock: clock,
                logger: logger
            ),
            TemplateWatch(desk: channels, clock: clock),
            Poller(switchboard: switchboard, desk: channels, clock: clock, logger: logger),
            HeldReplay(desk: channels, clock: clock),
            Dispatcher(
                switchboard: switchboard,
                clock: clock,
                logger: logger,
                closed: { await channels.closedChannels() },
                handover: { await channels.send($0) }
            ),
            WebhookCourier(
                desk: webhooks,
                switchboard: switchboard,
                clock: clock,
                logger: logger
            ),
            Ticker(switchboard: switchboard, clock: clock, logger: logger),
            ControlListener(folder: settings.folder, logger: logger, handler: control.perform),
        ] + post.services(logger: logger)
    }

    /// The secret that signs what the server hands out, made at the first start.
    ///
    /// - Throws: what the data folder throws.
    public func serverSecret() async throws -> Data {
        var source = SystemRandomNumberGenerator()
        let fresh = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &source) }
        let state = folder.pluginState
        if try await state.compareAndSet("secret", in: "server", from: nil, to: fresh) {
            return Data(fresh)
        }
        return Data(try await state.value("secret", in: "server") ?? fresh)
    }

    /// Ends the plugins and closes the data folder, after everything else stopped.
    public func close() async {
        await channels.close()
        await plugins.close()
        do {
            try await checkpointer.finish()
            try folder.close()
        } catch {
            logger.warning("the data folder did not close in order", metadata: ["why": "\(error)"])
        }
    }

    /// Makes what every company begins with: a team.
    private static func firstStart(_ switchboard: Switchboard) async throws {
        guard await switchboard.read({ $0.teams.first { _ in true } == nil }) else { return }
        let team = Team(id: .new, slug: "atendimento", name: "Atendimento")
        _ = try await switchboard.submit(.configure(.team(team)), by: .system)
    }
}
