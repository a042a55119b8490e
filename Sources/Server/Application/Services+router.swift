internal import Hummingbird
internal import Templates

extension Services {
    /// Assembles the router: a line for each noun.
    ///
    /// What is open to everyone comes first; then what knows the caller and guards against forged
    /// requests; and inside that what nobody reaches without having shown who they are.
    func router() throws -> Router<ServerContext> {
        let router = Router(context: ServerContext.self, options: .autoGenerateHeadEndpoints)
        router.addMiddleware {
            AccessLog(settings: settings, clock: dependencies.clock)
            SecurityHeaders()
            ProblemAnswers(services: self)
        }
        let open = router.group()
        HealthController(services: self).add(to: open)
        WebhookController(services: self).add(to: open)
        ChatController(services: self).add(to: open)
        try StaticFiles(dependencies.templates.assets).add(to: open)
        try APIDocument(dependencies.templates)?.add(to: open)

        let known = router.group()
        known.add(middleware: Authentication(services: self))
        known.add(middleware: ForgeryGuard())
        LoginController(services: self).add(to: known)
        BoardController(services: self).add(to: known)
        pages.add(to: known, services: self)

        let closed = known.group()
        closed.add(middleware: CallerRequired())
        FeedController(services: self).add(to: closed)
        SessionController(services: self).add(to: closed)
        MediaController(services: self).add(to: closed)
        ContactController(services: self).add(to: closed)
        HistoryController(services: self).add(to: closed)
        MeController(services: self).add(to: closed)
        UserController(services: self).add(to: closed)
        TeamController(services: self).add(to: closed)
        ChannelController(services: self).add(to: closed)
        TagController(services: self).add(to: closed)
        TemplateController(services: self).add(to: closed)
        ReportController(services: self).add(to: closed)
        return router
    }
}
