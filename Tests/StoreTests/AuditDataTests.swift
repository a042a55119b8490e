import Engine
import Store
import TestSupport
import Testing

/// Reads who did what, and everything about one contact.
@Suite struct AuditDataTests {
    private let scratch: StoreScratch
    private let folder: DataFolder
    private let chronicle: Chronicle

    init() throws {
        scratch = try StoreScratch()
        folder = try scratch.open()
        chronicle = try Chronicle(folder.journal())
    }

    private func columns(
        _ dataset: String,
        _ parameters: String = "{}",
        as agent: Agent? = nil,
        group: PermissionGroup? = nil
    ) throws -> [String: [String?]] {
        let viewer = Viewer(agent ?? chronicle.company.admin, group: group)
        let data = try folder.library.reportData(for: viewer, asOf: .at(13, 0))
        return try data.open(dataset, parameters: parameters).columns()
    }

    private var manager: Agent {
        Agent(
            id: ID(16),
            email: "manager@example.com",
            name: "Mara",
            role: .manager,
            scope: .only([chronicle.company.sales.id])
        )
    }

    private var admin: Actor { .agent(chronicle.company.admin.id) }

    @Test func `a change of the configuration is told field by field`() throws {
        var team = chronicle.company.sales
        team.targetSeconds = 900
        team.rules.requiresDisposition = true
        try chronicle.write([.configured(.team(team))], at: .at(12, 10), by: admin)
        let audit = try columns("audit", "{\"from\":\"2026-11-22T12:05:00Z\"}")
        #expect(audit["actor"] == ["Admin"] && audit["object"] == ["Vendas"])
        #expect(audit["kind"] == ["configuration"] && audit["action"] == ["changed"])
        let changes = try #require(audit["changes"]?.first ?? nil)
        #expect(
            changes == """
                [{"field":"rules.requiresDisposition","new":"true","old":"false"},\
                {"field":"targetSeconds","new":"900","old":"300"}]
                """
        )
    }

    @Test func `what a person may do is told apart, teams by their names`() throws {
        var ana = chronicle.company.ana
        ana.teams.append(chronicle.company.support.id)
        ana.role = .supervisor
        try chronicle.write([.configured(.agent(ana))], at: .at(12, 10), by: admin)
        let since = "\"from\":\"2026-11-22T12:05:00Z\""
        let audit = try columns("audit", "{\(since),\"kind\":\"permissions\"}")
        let changes = try #require(audit["changes"]?.first ?? nil)
        #expect(changes.contains(#""new":"Suporte, Vendas","old":"Vendas""#))
        #expect(changes.contains(#""field":"role","new":"supervisor","old":"agent""#))
        // Whoever watches one team does not learn the other's name.
        let cut = try columns("audit", "{\(since)}", as: manager)
        #expect(cut["object"] == ["Ana"])
        #expect(cut["changes"]?.first??.contains("Suporte") == false)
    }

    @Test func `presence that another set, merges, logins and keys are told`() async throws {
        let company = chronicle.company
        let maria = try chronicle.contact("Maria", phone: "5511999990000")
        let again = try chronicle.contact("Maria S", phone: "5511999990001")
        try chronicle.write(
            [.presenceChanged(company.ana.id, .offline)],
            at: .at(12, 10),
            by: .agent(company.sofia.id)
        )
        try chronicle.write(
            [.presenceChanged(company.ana.id, .available)],
            at: .at(12, 11),
            by: .agent(company.ana.id)
        )
        let merge = ContactMerge(
            kept: maria.id,
            root: again.id,
            absorbed: [again.id],
            name: "Maria"
        )
        try chronicle.write([.contactsMerged(merge)], at: .at(12, 12), by: admin)
        _ = try await folder.accounts.openLogin(
            of: company.ana.id,
            at: .at(12, 13),
            lifetimeSeconds: 60
        )
        _ = try await folder.accounts.addToken(named: "bi", for: company.ana.id, at: .at(12, 14))
        let since = "\"from\":\"2026-11-22T12:05:00Z\""
        let audit = try columns("audit", "{\(since)}")
        #expect(audit["kind"] == ["access", "logins", "merges", "presence"])
        #expect(audit["actor"] == [nil, "Ana", "Admin", "Sofia"])
        #expect(audit["object"] == ["bi (Ana)", "Ana", "Maria", "Ana"])
        #expect(audit["state"] == [nil, nil, nil, "offline"])
        let hidden = try columns("audit", "{\(since),\"hide_identities\":true}")
        #expect(hidden["object"]?[2] == nil)
        #expect(
            try columns("audit", "{\(since),\"agent\":\"sofia@example.com\"}")["kind"]?.count == 1
        )
    }

    @Test func `reports that were made are told with their hashes, by who had them`() async throws {
        let company = chronicle.company
        for (id, name) in [
            (company.ana.id.value, "Ana"), (company.carla.id.value, "Carla"), (0, ""),
        ] {
            let entry = ReportEntry(
                at: .at(12, 10),
                viewer: id,
                viewerName: name,
                report: "protocol",
                title: "Protocolo 20261122-000001-2",
                format: "pdf",
                parameters: #"{"session":"5511999990000"}"#,
                dataAsOf: .at(12, 10),
                language: "pt-BR",
                zone: "UTC",
                hidesIdentities: false,
                pages: 1,
                contentHash: "abc"
            )
            try await folder.reportLog.add(entry)
        }
        let since = "\"from\":\"2026-11-22T12:05:00Z\",\"kind\":\"reports\""
        let audit = try columns("audit", "{\(since)}")
        #expect(audit["actor"] == [nil, "Carla", "Ana"])
        #expect(audit["actor_kind"]?.first == "console")
        #expect(audit["object"]?.first == "Protocolo 20261122-000001-2")
        #expect(audit["changes"]?.first??.contains(#""field":"hash","new":"abc""#) == true)
        #expect(try columns("audit", "{\(since)}", as: manager)["actor"] == ["Ana"])
        let hidden = try columns("audit", "{\(since),\"hide_identities\":true}")
        #expect(hidden["object"]?.first == "protocol")
        #expect(hidden["changes"]?.first??.contains("5511") == false)
    }

    @Test func `who erased a contact is told, and not what the rules erased by themselves`() throws
    {
        for (phone, actor) in [("5511999990001", admin), ("5511999990002", .system)] {
            let contact = try chronicle.contact("Maria", phone: phone)
            let left = Contact(id: contact.id, name: "—", erasedAt: .at(12, 20), createdAt: .noon)
            try chronicle.write([.contactErased(left)], at: .at(12, 20), by: actor)
        }
        let audit = try columns("audit", #"{"kind":"contacts"}"#)
        #expect(audit["action"] == ["erased"])
        #expect(audit["actor"] == ["Admin"])
        #expect(audit["object"] == ["—"])
    }

    @Test func `what was done with plugins is told to administrators alone`() async throws {
        let deeds: [PluginDeed] = [
            .placed("example.echo", placement: "worker"), .resumed("example.echo"),
            .acceptedSandbox(missing: ["landlock"]),
        ]
        for deed in deeds { try await folder.pluginLog.add(deed, by: admin, at: .at(12, 20)) }
        let audit = try columns("audit", #"{"kind":"plugins"}"#)
        #expect(audit["action"] == ["plugin_accepted", "plugin_resumed", "plugin_placed"])
        #expect(audit["object"] == [nil, "example.echo", "example.echo"])
        #expect(audit["actor"] == ["Admin", "Admin", "Admin"])
        let changes = audit["changes"] ?? []
        #expect(changes.first??.contains("landlock") == true)
        #expect(changes.last??.contains("worker") == true)
        #expect(try columns("audit", #"{"kind":"plugins"}"#, as: manager)["action"] == [])
    }

    @Test func `a manager reads of their teams alone, a supervisor nothing`() throws {
        let company = chronicle.company
        var support = company.support
        support.targetSeconds = 1
        var carla = company.carla
        carla.sessionLimit = 9
        try chronicle.write(
            [.configured(.team(support)), .configured(.agent(carla))],
            at: .at(12, 10),
            by: admin
        )
        let since = "{\"from\":\"2026-11-22T12:05:00Z\"}"
        #expect(try columns("audit", since)["object"] == ["Carla", "Suporte"])
        #expect(try columns("audit", since, as: manager)["object"] == [])
        for agent in [company.sofia, company.ana] {
            #expect(throws: ReportDataError.forbidden) {
                try columns("audit", since, as: agent)
            }
        }
        let group = PermissionGroup(
            id: ID(81),
            slug: "g",
            name: "G",
            teams: .all,
            areas: [.history, .contacts]
        )
        #expect(throws: ReportDataError.forbidden) {
            try columns("audit", since, as: manager, group: group)
        }
    }

    @Test func `what rules the whole company is not told to who watches a part of it`() throws {
        let company = chronicle.company
        let group = PermissionGroup(id: ID(82), slug: "g", name: "Grupo", teams: .all)
        let flow = Flow(id: ID(83), slug: "f", name: "Menu", draft: FlowDefinition())
        var whatsapp = company.whatsapp
        whatsapp.name = "WhatsApp 2"
        var webchat = company.webchat
        webchat.team = company.support.id
        try chronicle.write([.configured(.channel(webchat))], at: .at(12, 1), by: admin)
        webchat.name = "Chat 2"
        let changes: [Engine.Configuration] = [
            .company(Company(name: "Outra", timeZone: "UTC")), .permissionGroup(group),
            .flow(flow), .tag(Tag(id: ID(84), slug: "t", name: "Etiqueta")), .channel(webchat),
            .team(company.support), .agent(company.carla), .channel(whatsapp),
        ]
        for change in changes {
            try chronicle.write([.configured(change)], at: .at(12, 10), by: admin)
        }
        let since = "{\"from\":\"2026-11-22T12:05:00Z\"}"
        #expect(try columns("audit", since)["kind"]?.count == changes.count)
        #expect(try columns("audit", since, as: manager)["object"] == ["WhatsApp 2"])
        // Who watches all teams reads of the company, and still not of flows and groups of rights.
        var all = manager
        all.scope = .all
        let kinds = try columns("audit", since, as: all)["object_kind"] ?? []
        let told = Set(kinds.compactMap(\.self))
        #expect(told.isDisjoint(with: ["permissionGroup", "flow", "flowVersion"]))
        #expect(told.isSuperset(of: ["company", "tag", "channel", "team", "agent"]))
    }

    @Test func `a long audit comes whole, newest first`() throws {
        var team = chronicle.company.sales
        for second in 0..<2_300 {
            team.targetSeconds = Int64(second)
            let at = Timestamp.at(12, 0, 1).adding(seconds: Int64(second / 2))
            try chronicle.write([.configured(.team(team))], at: at, by: admin)
        }
        let moments = try columns("audit", "{\"from\":\"2026-11-22T12:00:01Z\"}")["moment"] ?? []
        #expect(moments.count == 2_300)
        let numbers = moments.compactMap { $0.flatMap(Int64.init) }
        #expect(numbers == numbers.sorted(by: >))
    }

    @Test func `a dossier has the merged contact's sessions and who read them`() throws {
        let company = chronicle.company
        let maria = try chronicle.contact("Maria", phone: "5511999990000", at: .at(9, 0))
        let again = try chronicle.contact("Maria S", phone: "5511999990001", at: .at(9, 0))
        let first = try chronicle.open(maria, at: .at(10, 0))
        let second = try chronicle.open(again, for: company.support, at: .at(10, 30))
        let merge = ContactMerge(
            kept: maria.id,
            root: again.id,
            absorbed: [again.id],
            name: "Maria"
        )
        try chronicle.write([.contactsMerged(merge)], at: .at(11, 0), by: admin)
        for minute in [1, 2] as [Int64] {
            try chronicle.write(
                [.sessionRead(first.id)],
                at: .at(11, minute),
                by: .agent(company.ana.id)
            )
        }
        for name in ["5511999990001", "\(again.id)", "\(second.protocolNumber)"] {
            let about = "{\"contact\":\"\(name)\"}"
            #expect(try columns("contact", about)["name"] == ["Maria"])
            #expect(try columns("contact_sessions", about)["id"]?.count == 2)
            #expect(try columns("contact_parts", about)["stands"] == ["true", "false"])
            #expect(try columns("contact_identities", about)["value"]?.count == 2)
        }
        let about = "{\"contact\":\"\(maria.id)\"}"
        let access = try columns("contact_access", about)
        #expect(access["action"]?.prefix(2) == ["read", "merged"])
        #expect(access["times"]?.first == "2" && access["actor"]?.first == "Ana")
        let cut = try columns("contact", about, as: company.sofia)
        #expect(cut["sessions"] == ["1"] && cut["hidden_sessions"] == ["1"])
        #expect(throws: ReportDataError.forbidden) {
            try columns("contact", about, as: company.ana)
        }
        #expect(throws: ReportDataError.notFound) {
            try columns("contact", "{\"contact\":\"551100\"}")
        }
    }
}
