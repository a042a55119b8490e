internal import Hummingbird
internal import Templates

extension Services {
    /// Assembles the router: a line for each noun.
    ///
    /// What is open to everyone comes first; then what knows the caller and guards against forged
    /// requests, endpoints and pages alike.
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

        let known = router.group()
        known.add(middleware: Authentication(services: self))
        known.add(middleware: ForgeryGuard())
        LoginController(services: self).add(to: known)
        FeedController(services: self).add(to: known)
        SessionController(services: self).add(to: known)
        MediaController(services: self).add(to: known)
        ContactController(services: self).add(to: known)
        HistoryController(services: self).add(to: known)
        MeController(services: self).add(to: known)
        UserController(services: self).add(to: known)
        TeamController(services: self).add(to: known)
        ChannelController(services: self).add(to: known)
        TagController(services: self).add(to: known)
        TemplateController(services: self).add(to: known)
        BoardController(services: self).add(to: known)
        ReportController(services: self).add(to: known)
        pages.add(to: known, services: self)
        return router
    }
}
