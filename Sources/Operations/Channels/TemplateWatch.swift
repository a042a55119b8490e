internal import Engine
public import ServiceLifecycle

/// Looks at the providers' templates: soon after the start, and some times a day.
///
/// Webhooks tell of changes at once; this finds what no webhook told, and what was approved while
/// the server was down.
public struct TemplateWatch: Service {
    private let desk: ChannelDesk
    private let clock: WallClock

    /// How long to wait after the start, in milliseconds: the providers' backlogs come first.
    static let first: Int64 = 20_000

    /// How long to wait between two looks, in milliseconds.
    static let interval: Int64 = 6 * 3_600_000

    /// Creates a watch.
    public init(desk: ChannelDesk, clock: WallClock = .system) {
        self.desk = desk
        self.clock = clock
    }

    /// Looks until the server stops.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var pause = Self.first
            while (try? await clock.sleep(milliseconds: pause)) != nil {
                for channel in await desk.channelsWithTemplates() {
                    await desk.lookAtTemplates(of: channel)
                }
                pause = Self.interval
            }
        }
    }
}
