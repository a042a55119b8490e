internal import Hummingbird

/// Adds the pages that people see.
///
/// `add` is called while the router is assembled, with a group in which the caller is known and the
/// CSRF token of forms has been checked. `problem` may show an error as a page.
struct PageRoutes: Sendable {
    private let writer: PageWriter

    /// Creates the pages of a server.
    init(_ writer: PageWriter) {
        self.writer = writer
    }

    /// Adds every page to the router.
    func add(to router: RouterGroup<ServerContext>, services: Services) {
        EntryPages(services: services, writer: writer).add(to: router)
        ConsolePage(services: services, writer: writer).add(to: router)
        ConsoleForms(services: services).add(to: router)
        HistoryPage(services: services, writer: writer).add(to: router)
        SessionPage(services: services, writer: writer).add(to: router)
        ReportsPage(services: services, writer: writer).add(to: router)
        ExportForms(services: services, writer: writer).add(to: router)
        SchedulePages(services: services, writer: writer).add(to: router)
        MailPage(services: services, writer: writer).add(to: router)
        PluginPages(services: services, writer: writer).add(to: router)
        ChannelPages(services: services, writer: writer).add(to: router)
        BoardPages(services: services, writer: writer).add(to: router)
        VisitPage(services: services, writer: writer).add(to: router)
    }

    /// Makes the page of an error; `nil` lets the answer be plain.
    func problem(_ problem: Problem, _ context: ServerContext) async -> Response? {
        ProblemPage(writer: writer).answer(problem, context)
    }
}
