public import Engine
public import Logging
internal import Mail
public import Paper
public import ServiceLifecycle
public import Store

/// Is what makes reports in the background, and sends them at their times.
public struct ReportPost: Sendable {
    /// The reports that are made in the background.
    public let exports: ExportDesk

    /// The reports that are sent again and again.
    public let schedules: ScheduleDesk

    /// The mails.
    public let mail: MailDesk

    /// The words of the house.
    public let words: Catalogue

    private let halt = MailHalt()

    /// Creates the desks of a data folder.
    public init(
        folder: DataFolder,
        reports: ReportDesk,
        switchboard: Switchboard,
        words: Catalogue,
        clock: WallClock
    ) {
        let bell = Bell()
        self.words = words
        exports = ExportDesk(
            folder: folder,
            reports: reports,
            switchboard: switchboard,
            clock: clock,
            ended: bell
        )
        mail = MailDesk(
            settings: folder.serviceSettings,
            carrier: MailCarrier(atOnce: MailCourier.atOnce, halt: halt),
            switchboard: switchboard,
            words: words,
            clock: clock
        )
        schedules = ScheduleDesk(
            schedules: folder.schedules(),
            exports: exports,
            mail: mail,
            switchboard: switchboard,
            clock: clock,
            bell: bell
        )
    }

    /// What works through what waits, while a server runs.
    public func services(logger: Logger) -> [any Service] {
        [
            ExportClerk(desk: exports, logger: logger),
            ScheduleClerk(desk: schedules, words: words, halt: halt, logger: logger),
        ]
    }
}
