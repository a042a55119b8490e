internal import Crypto
public import Engine
internal import Foundation
public import Logging
public import Operations
public import Store
public import Templates

/// Is everything of the house that the server uses, handed over by whoever wires it.
public struct Dependencies: Sendable {
    /// The one writer.
    public var switchboard: Switchboard

    /// Reads sessions, contacts and figures.
    public var library: Library

    /// Keeps passwords, logins, tokens and kiosk links.
    public var accounts: Accounts

    /// Keeps the files of messages.
    public var media: MediaFolder

    /// Speaks to the channels' plugins.
    public var channels: ChannelDesk

    /// Makes reports.
    public var reports: ReportDesk

    /// Draws wallboards.
    public var boards: BoardDesk

    /// Keeps outgoing webhooks; `nil` for a server without.
    public var webhooks: WebhookDesk?

    /// Makes reports in the background and sends them; `nil` for a server without.
    public var post: ReportPost?

    /// The templates of pages.
    public var templates: Pages

    /// Tells the time.
    public var clock: WallClock

    /// Where logs go.
    public var logger: Logger

    /// Creates dependencies.
    public init(
        switchboard: Switchboard,
        library: Library,
        accounts: Accounts,
        media: MediaFolder,
        channels: ChannelDesk,
        reports: ReportDesk,
        boards: BoardDesk,
        webhooks: WebhookDesk? = nil,
        post: ReportPost? = nil,
        templates: Pages,
        clock: WallClock = .system,
        logger: Logger
    ) {
        self.switchboard = switchboard
        self.library = library
        self.accounts = accounts
        self.media = media
        self.channels = channels
        self.reports = reports
        self.boards = boards
        self.webhooks = webhooks
        self.post = post
        self.templates = templates
        self.clock = clock
        self.logger = logger
    }
}
