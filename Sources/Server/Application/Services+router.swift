internal import Engine
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
        let chat = router.group().add(middleware: ContractGuard(contract: contract))
        HealthController(services: self).add(to: open)
        WebhookController(services: self).add(to: open)
        ChatController(services: self).add(to: chat)
        try StaticFiles(dependencies.templates.assets).add(to: open)
        for path in [APIDocument.file, APIDocument.flowSchema, APIDocument.boardSchema] {
            try APIDocument(path, dependencies.templates)?.add(to: open)
        }

        let known = router.group()
        known.add(middleware: Authentication(services: self))
        known.add(middleware: ForgeryGuard())
        known.add(middleware: AccessGuard())
        known.add(middleware: ContractGuard(contract: contract))
        LoginController(services: self).add(to: known)
        BoardController(services: self).add(to: known)
        ExportLinkController(services: self).add(to: known)
        pages.add(to: known, services: self)

        let closed = known.group()
        closed.add(middleware: CallerRequired())
        closed.add(middleware: Revisions(reader: reader, lanes: lanes))
        closed.add(middleware: Repetition(services: self))
        FeedController(services: self).add(to: closed)
        SessionController(services: self).add(to: closed)
        MediaController(services: self).add(to: closed)
        ContactController(services: self).add(to: closed)
        HistoryController(services: self).add(to: closed)
        MeController(services: self).add(to: closed)
        UserController(services: self).add(to: closed)
        ResourceController<Team>(services: self).add(to: closed)
        ChannelController(services: self).add(to: closed)
        ResourceController<Tag>(services: self).add(to: closed)
        ResourceController<BusinessHours>(services: self).add(to: closed)
        ResourceController<CannedMessage>(services: self).add(to: closed)
        ResourceController<Disposition>(services: self).add(to: closed)
        ResourceController<ContactField>(services: self).add(to: closed)
        ResourceController<ContactGroup>(services: self).add(to: closed)
        ResourceController<PauseReason>(services: self).add(to: closed)
        ResourceController<PermissionGroup>(services: self).add(to: closed)
        ResourceController<MessageTemplate>(services: self).add(to: closed)
        ResourceController<Flow>(services: self).add(to: closed)
        FlowController(services: self).add(to: closed)
        CompanyController(services: self).add(to: closed)
        BoardBuildingController(services: self).add(to: closed)
        KioskLinkController(services: self).add(to: closed)
        FiguresController(services: self).add(to: closed)
        ReportController(services: self).add(to: closed)
        ExportController(services: self).add(to: closed)
        ScheduleController(services: self).add(to: closed)
        MailController(services: self).add(to: closed)
        TokenController(services: self).add(to: closed)
        WebhookSubscriptionController(services: self).add(to: closed)
        PluginController(services: self).add(to: closed)
        QuarantineController(services: self).add(to: closed)
        methods.learn(router.routes.map { ($0.method, $0.path.description) })
        reader.learn(router.buildResponder())
        return router
    }
}
