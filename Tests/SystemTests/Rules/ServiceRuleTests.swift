import Foundation
import Testing

/// The user's rules on what is served: S10 to S19, each as it is written.
@Suite struct ServiceRuleTests {
    @Test(.timeLimit(.minutes(2)))
    func `S10 a published tag is put and the session closed only in service`() async throws {
        try await AttendanceScene.run { scene in
            try await scene.add("tags", #"{"slug": "venda", "name": "Venda"}"#)
            try await scene.add(
                "tags",
                #"{"slug": "oculta", "name": "Oculta", "published": false}"#
            )
            try await scene.writes("oi")
            let id = try await scene.id()
            let early = try await scene.refusal(scene.ana, id, "tags", #"{"tag": "venda"}"#)
            #expect(early.code.string == "wrong-phase")
            #expect(try await scene.refusal(scene.ana, id, "close").code.string == "wrong-phase")
            try await scene.act(scene.ana, id, "start")
            try await scene.act(scene.ana, id, "tags", #"{"tag": "venda"}"#)
            let hidden = try await scene.refusal(scene.ana, id, "tags", #"{"tag": "oculta"}"#)
            #expect(hidden.code.string == "tag-not-published")
            #expect(try await scene.act(scene.ana, id, "close").phase.string == "closed")
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S10 a mandatory disposition is asked at the close, and nothing written is lost`()
        async throws
    {
        try await AttendanceScene.run { scene in
            let category = try await scene.add("dispositions", #"{"name": "Venda"}"#)
            let reason = try await scene.add(
                "dispositions",
                #"{"name": "Fechada", "parent": "\#(category.id.string ?? "")"}"#
            )
            try await scene.change("teams/vendas", #"{"rules": {"requiresDisposition": true}}"#)
            try await scene.writes("oi")
            let id = try await scene.id()
            try await scene.act(scene.ana, id, "start")
            try await scene.act(scene.ana, id, "notes", #"{"text": "pagou à vista"}"#)
            let refused = try await scene.refusal(scene.ana, id, "close")
            #expect(refused.code.string == "disposition-required")
            let closed = try await scene.act(
                scene.ana,
                id,
                "close",
                #"{"disposition": "\#(reason.id.string ?? "")"}"#
            )
            #expect(closed.disposition.name.string == "Fechada")
            #expect(Wire.kinds(try await scene.timeline(id)).contains("note"))
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S11 to S13 the session shows who, where, its protocol and everything that happened`()
        async throws
    {
        try await AttendanceScene.run { scene in
            try await scene.writes("oi")
            let id = try await scene.id()
            try await scene.act(scene.ana, id, "start")
            try await scene.act(scene.ana, id, "messages", #"{"text": "bom dia"}"#)
            try await scene.act(scene.ana, id, "transfer", #"{"team": "suporte"}"#)
            try await scene.act(scene.carla, id, "start")
            let session = try await scene.session(scene.carla)
            #expect(session.serviceSince.string != nil)
            let number = try #require(session.protocol.string)
            #expect(number.wholeMatch(of: /\d{8}-\d{6,}-\d/) != nil)
            // Newest first, as it is read from the end back.
            let kinds = Wire.kinds(try await scene.timeline(id))
            #expect(kinds == ["leg", "leg", "message", "leg", "message", "leg", "opened"])
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func
        `S15 and S16 outside the window text is refused, a template goes, only the contact reopens`()
        async throws
    {
        try await AttendanceScene.run { scene in
            try await scene.add(
                "templates",
                #"{"channel": "zap", "name": "volte", "language": "pt_BR", "body": "Podemos?"}"#
            )
            try await scene.writes("oi", hoursAgo: 25)
            let id = try await scene.id()
            try await scene.act(scene.ana, id, "start")
            let before = try #require(try await scene.session().windowEndsAt.string)
            #expect(before < Date().ISO8601Format())
            let refused = try await scene.refusal(scene.ana, id, "messages", #"{"text": "oi?"}"#)
            #expect(refused.code.string == "window-closed")
            #expect(refused.resume.string == "template")
            let template = #"{"template": {"name": "volte", "language": "pt_BR"}}"#
            try await scene.act(scene.ana, id, "messages", template)
            let still = try await scene.refusal(scene.ana, id, "messages", #"{"text": "oi?"}"#)
            #expect(still.code.string == "window-closed")
            try await scene.writes("pode")
            try await scene.act(scene.ana, id, "messages", #"{"text": "obrigada"}"#)
            try await until("both were sent") { scene.premises.provider.taken.count == 2 }
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S17 a silent contact is warned and the session closed, unless they answer`()
        async throws
    {
        try await AttendanceScene.run { scene in
            try await scene.change(
                "teams/vendas",
                #"{"rules": {"inactivity": {"warnSeconds": 2, "closeSeconds": 3}}}"#
            )
            try await scene.writes("oi")
            let id = try await scene.id()
            try await scene.act(scene.ana, id, "start")
            try await scene.act(scene.ana, id, "messages", #"{"text": "como posso ajudar?"}"#)
            try await until("the contact is warned") {
                try await scene.session().warnedAt.string != nil
            }
            try await scene.writes("estou aqui")
            #expect(try await scene.session().warnedAt.isNull)
            try await scene.act(scene.ana, id, "messages", #"{"text": "certo"}"#)
            let closed = try await until("the session closes") {
                let now = try await scene.admin.get("/api/v1/sessions/\(id)").json
                return now.phase.string == "closed" ? now : nil
            }
            #expect(closed.outcome.string == "lost")
            #expect(Wire.kinds(try await scene.timeline(id)).count { $0 == "warned" } == 2)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S17 outside the window the warning shows as not delivered, and the close happens`()
        async throws
    {
        try await AttendanceScene.run { scene in
            try await scene.change(
                "teams/vendas",
                #"{"rules": {"inactivity": {"warnSeconds": 1, "closeSeconds": 1}}}"#
            )
            try await scene.add(
                "templates",
                #"{"channel": "zap", "name": "volte", "language": "pt_BR", "body": "Podemos?"}"#
            )
            try await scene.writes("oi", hoursAgo: 25)
            let id = try await scene.id()
            try await scene.act(scene.ana, id, "start")
            let template = #"{"template": {"name": "volte", "language": "pt_BR"}}"#
            try await scene.act(scene.ana, id, "messages", template)
            try await until("the session closes") {
                try await scene.admin.get("/api/v1/sessions/\(id)").json.phase.string == "closed"
            }
            let warning = try await scene.timeline(id).map(\.message).first {
                $0.author.kind.string == "automatic" && $0.delivery.string == "failed"
            }
            #expect(warning?.error.code.string == "window-closed")
            #expect(scene.premises.provider.taken.count == 1)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S18 a team without anybody overflows with a badge, and may get it back`() async throws {
        try await AttendanceScene.run { scene in
            try await scene.change(
                "teams/vendas",
                #"{"rules": {"overflow": {"unavailable": "suporte", "unavailableSeconds": 1}}}"#
            )
            try await scene.writes("oi")
            let id = try await scene.id()
            try await scene.presence(scene.ana, "offline")
            #expect(try await scene.session().team.name.string == "Vendas")
            let body = #"{"state": "paused", "reason": "almoço"}"#
            let type = ["Content-Type": "application/json"]
            _ = try await scene.bruno.call(
                "PUT",
                "/api/v1/me/presence",
                Data(body.utf8),
                headers: type
            )
            let moved = try await until("the session overflows") {
                let now = try await scene.session()
                return now.team.name.string == "Suporte" ? now : nil
            }
            #expect(moved.overflow.origin.name.string == "Vendas")
            #expect(moved.overflow.cause.string == "unavailable")
            try await scene.act(scene.carla, id, "transfer", #"{"team": "vendas"}"#)
            // What a person did is not undone, while what comes after it goes the way of the first.
            try await scene.writes("oi", as: "5511900000002", named: "Depois")
            try await until("the next session overflows") {
                try await scene.admin.all("/api/v1/sessions?team=suporte").count == 1
            }
            let back = try await scene.admin.get("/api/v1/sessions/\(id)").json
            #expect(back.team.name.string == "Vendas")
            let legs = try await scene.admin.get("/api/v1/sessions/\(id)/legs").json.items.elements
            #expect(legs.count { $0.start.string == "overflow-unavailable" } == 1)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S19 an agent begins a conversation, with a template where the channel wants one`()
        async throws
    {
        try await AttendanceScene.run { scene in
            try await scene.add(
                "templates",
                #"{"channel": "zap", "name": "ola", "language": "pt_BR", "body": "Olá!"}"#
            )
            let contact = try await scene.ana.post(
                "/api/v1/contacts",
                #"{"name": "João", "identities": [{"kind": "phone", "value": "+55 11 90000-0009"}]}"#
            )
            #expect(contact.status == 201)
            let found = try await until("the contact is found") {
                try await scene.ana.all("/api/v1/contacts?q=João").first
            }
            let id = found.id.string ?? ""
            let free = try await scene.ana.post(
                "/api/v1/sessions",
                #"{"channel": "zap", "contact": "\#(id)", "text": "oi"}"#
            )
            #expect(free.json.code.string == "window-closed")
            let begun = try await scene.ana.post(
                "/api/v1/sessions",
                """
                {"channel": "zap", "contact": "\(id)",
                 "template": {"name": "ola", "language": "pt_BR"}}
                """
            )
            #expect(begun.status == 201)
            #expect(begun.json.phase.string == "inService")
            let second = try await scene.bruno.post(
                "/api/v1/sessions",
                #"{"channel": "zap", "contact": "\#(id)", "text": "oi"}"#
            )
            #expect(second.status == 409 && second.json.code.string == "has-open-session")
            #expect(second.json.agent.name.string == "Ana")
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `S19 who refuses what we begin is left in peace`() async throws {
        try await AttendanceScene.run { scene in
            try await scene.change(
                "company",
                #"{"refusalWords": ["sair"], "texts": {"refusalTaken": "Pronto, {{company.name}}."}}"#
            )
            try await scene.writes("SAIR")
            let contact = try await until("the refusal is taken") {
                let found = try await scene.admin.all("/api/v1/contacts?q=Maria").first
                return found?.refusesOutbound == .truth(true) ? found : nil
            }
            // It began no session, is confirmed once, and stands with its answer beside the contact.
            #expect(try await scene.admin.all("/api/v1/sessions").isEmpty)
            try await until("the refusal is confirmed") { scene.premises.provider.taken.count == 1 }
            #expect(try scene.sent().first?.text.body.string?.hasPrefix("Pronto") == true)
            let path = "/api/v1/contacts/\(contact.id.string ?? "")"
            let kept = try await scene.admin.all(path + "/filtered-messages")
            #expect(kept.map(\.direction.string) == ["outbound", "inbound"])
            try await scene.writes("sair")
            let begun = try await scene.ana.post(
                "/api/v1/sessions",
                #"{"channel": "zap", "contact": "\#(contact.id.string ?? "")", "text": "oi"}"#
            )
            #expect(begun.json.code.string == "contact-refuses")
            #expect(scene.premises.provider.taken.count == 1)
            // Who wrote it by mistake can still be served.
            let opened = try await scene.ana.post(path + "/open-session")
            #expect(opened.status == 201)
        }
    }
}
