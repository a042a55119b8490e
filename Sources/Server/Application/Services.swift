internal import Engine
internal import Foundation
internal import Operations
internal import OrderedCollections
internal import Store

/// Is what every controller works with: the dependencies, and what the server makes of them.
struct Services: Sendable {
    /// What was handed over.
    let dependencies: Dependencies

    /// How the server behaves.
    let settings: ServerSettings

    /// Tells connected people what happens.
    let feed: FeedHub

    /// Tells visitors of web chats what happens.
    let chat: ChatHub

    /// The pages.
    let pages: PageRoutes

    /// Bounds what watchers of boards hold open.
    let boardSeats: BoardSeats

    /// Bounds attempts to log in, by account: ten, and then one a minute.
    let logins: AttemptLimiter

    /// Bounds attempts to log in, by address: forty, and then one each ten seconds.
    let addresses: AttemptLimiter

    /// Remembers what was answered under which key of a caller.
    let repeats: Repeats

    /// What the document of the interface promises; `nil` without a document.
    let contract: Contract?

    /// Reads what other routes answer.
    let reader = RouteReader()

    /// Lets changes of one thing come one after the other.
    let lanes = PathLanes()

    /// Knows which methods each path has.
    let methods = MethodTable()

    /// Bounds what a visitor of a web chat uploads: 100 MB, which come back within a day.
    let visitorUploads: AttemptLimiter

    /// Bounds what the visitors of one address upload: 500 MB, which come back within a day.
    let addressUploads: AttemptLimiter

    /// Bounds what visitors of web chats do, by visitor and by address.
    let visits: AttemptLimiter

    /// Signs files that were uploaded and not yet sent.
    let fileSeal: Seal

    /// Signs who a visitor of a web chat is.
    let visitorSeal: Seal

    /// Signs the right to read one file.
    let passSeal: Seal

    /// Tells whose logins and tokens ended before their time; followed by one task.
    let accountNews: AsyncStream<AccountNews>

    /// Whether the server starts, runs or stops.
    let stage = Stage()

    init(_ dependencies: Dependencies, _ settings: ServerSettings) {
        self.dependencies = dependencies
        self.settings = settings
        let now = dependencies.clock.now
        fileSeal = Seal(secret: settings.secret, purpose: "file")
        visitorSeal = Seal(secret: settings.secret, purpose: "visitor")
        passSeal = Seal(secret: settings.secret, purpose: "file pass")
        chat = ChatHub(
            messages: dependencies.library,
            seal: passSeal,
            clock: dependencies.clock,
            logger: dependencies.logger
        )
        feed = FeedHub(
            switchboard: dependencies.switchboard,
            messages: dependencies.library,
            chat: chat,
            clock: dependencies.clock,
            logger: dependencies.logger
        )
        pages = PageRoutes(PageWriter(templates: dependencies.templates))
        boardSeats = BoardSeats(now: now)
        logins = AttemptLimiter(burst: 10, every: 60, now: now)
        addresses = AttemptLimiter(burst: 40, every: 10, now: now)
        visits = AttemptLimiter(burst: 30, every: 1, now: now)
        repeats = dependencies.accounts.repeats()
        accountNews = dependencies.accounts.news()
        contract = APIDocument.contract(dependencies.templates)
        visitorUploads = AttemptLimiter(burst: 100, every: 864, now: now)
        addressUploads = AttemptLimiter(burst: 500, every: 172.8, now: now)
    }

    /// Reads sessions.
    var sessions: any SessionReader { dependencies.library }

    /// Reads contacts.
    var contacts: any ContactReader { dependencies.library }

    /// Reads figures.
    var figures: any FigureReader { dependencies.library }

    /// Keeps passwords, logins, tokens and kiosk links.
    var accounts: Accounts { dependencies.accounts }

    /// Where outgoing webhooks are kept.
    ///
    /// - Throws: `Problem.unavailable` where the server was made without.
    func webhooks() throws -> WebhookDesk {
        guard let desk = dependencies.webhooks else { throw Problem.unavailable() }
        return desk
    }

    /// What makes reports in the background and sends them.
    ///
    /// - Throws: `Problem.unavailable` where the server was made without.
    func post() throws -> ReportPost {
        guard let post = dependencies.post else { throw Problem.unavailable() }
        return post
    }

    /// The one writer.
    var switchboard: Switchboard { dependencies.switchboard }

    /// The time.
    func now() -> Timestamp { dependencies.clock.now() }

    /// Reads what the company consists of.
    func directory() async -> Directory {
        await switchboard.read { Directory($0) }
    }

    /// Reads what a person may see and do; `nil` when they may not log in.
    func viewer(of agent: ID<Agent>) async -> Viewer? {
        await switchboard.read { floor in
            guard let agent = floor.agents[agent], agent.isActive else { return nil }
            return floor.viewer(of: agent)
        }
    }

    /// Reads what writing things for a person needs to know.
    func showing(_ viewer: Viewer) async -> Showing {
        Showing(await directory(), viewer, now())
    }

    /// Reads how a person is.
    func state(of agent: ID<Agent>) async -> AgentState {
        let presence = await switchboard.read { $0.presences[agent] }
        let isConnected = await feed.presence().isConnected(agent)
        return AgentState(presence: presence, isConnected: isConnected)
    }
}
