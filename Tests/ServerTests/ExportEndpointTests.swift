import Engine
import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import NIOCore
import Operations
import ServiceLifecycle
import TestSupport
import Testing

@testable import Server

@Suite struct ExportEndpointTests {
    private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs a test while reports are made in the background.
    private func working(
        _ house: ServerHouse,
        _ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        let clerks = house.post.services(logger: log).map { clerk in
            Task { try await clerk.run() }
        }
        defer { for clerk in clerks { clerk.cancel() } }
        try await house.test { client in try await body(client) }
    }

    private func done(
        _ client: any TestClientProtocol,
        _ id: String,
        as token: String
    ) async throws -> JSON {
        while true {
            let now = try await client.call(.get, "/api/v1/exports/\(id)", as: token).json
            guard ["queued", "running"].contains(now["state"]?.string) else { return now }
            await Task.yield()
        }
    }

    @Test func `a report asked for in the background is made, listed and fetched by its owner`()
        async throws
    {
        let house = try await ServerHouse()
        let sofia = try await house.token(house.company.sofia)
        let admin = try await house.token(house.company.admin)
        try await working(house) { client in
            let asked = try await client.call(
                .post,
                "/api/v1/exports",
                as: sofia,
                json: """
                    {"report":"sample","formats":["csv","pdf"],"privacy":true,
                     "parameters":{"from":"2026-11-01","rows":12,"team":"vendas"}}
                    """
            )
            #expect(asked.status == .accepted)
            let id = try #require(asked.json["id"]?.string)
            let made = try await done(client, id, as: sofia)
            #expect(made["state"] == "done")
            #expect(made["privacy"] == true)
            #expect(made["owner"]?["name"] == "Sofia")
            #expect(made["parameters"]?["from"] == "2026-11-01T03:00:00Z")
            #expect(made["parameters"]?["rows"] == 12)
            #expect(made["files"]?.elements.count == 2)
            let path = "/api/v1/exports/\(id)/file?format=csv"
            let file = try await client.call(.get, path, as: sofia)
            #expect(file.status == .ok)
            #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
            #expect(String(buffer: file.body).contains("vendas"))
            let bad = try await client.call(
                .get,
                "/api/v1/exports/\(id)/file?format=png",
                as: sofia
            )
            #expect(bad.status == .badRequest)
            // Another person's export does not exist for a colleague, and does for administrators.
            var carla = house.company.carla
            carla.role = .supervisor
            _ = try await house.switchboard.submit(.configure(.agent(carla)), by: .console)
            let other = try await house.token(carla)
            for end in ["", "/file"] {
                let hidden = try await client.call(.get, "/api/v1/exports/\(id)\(end)", as: other)
                #expect(hidden.status == .notFound)
            }
            #expect(try await client.call(.get, "/api/v1/exports", as: other).json["items"] == [])
            #expect(try await client.call(.get, path, as: admin).status == .ok)
            let all = try await client.call(.get, "/api/v1/exports?of=everyone", as: admin)
            #expect(all.json["items"]?.elements.count == 1)
            let over = try await client.call(.post, "/api/v1/exports/\(id)/cancel", as: sofia)
            #expect(over.code == "export-over")
        }
    }

    @Test func `an export is withheld from its owner when a team is taken from them`() async throws
    {
        let house = try await ServerHouse()
        let token = try await house.token(house.company.sofia)
        let admin = try await house.token(house.company.admin)
        try await working(house) { client in
            let asked = try await client.call(
                .post,
                "/api/v1/exports",
                as: token,
                json: #"{"report":"sample","formats":["csv"]}"#
            )
            let id = try #require(asked.json["id"]?.string)
            let made = try await done(client, id, as: token)
            #expect(made["isWithheld"] == false)
            var sofia = house.company.sofia
            sofia.scope = .only([house.company.support.id])
            _ = try await house.switchboard.submit(.configure(.agent(sofia)), by: .console)
            let path = "/api/v1/exports/\(id)/file?format=csv"
            let refused = try await client.call(.get, path, as: token)
            #expect(refused.status == .forbidden)
            #expect(refused.code == "export-withheld")
            let seen = try await client.call(.get, "/api/v1/exports/\(id)", as: token).json
            #expect(seen["state"] == "done")
            #expect(seen["isWithheld"] == true)
            #expect(seen["files"]?.elements.first?["url"] == .null)
            #expect(try await client.call(.get, path, as: admin).status == .ok)
        }
    }

    @Test func `what waits can be cancelled, and what is wrong is named`() async throws {
        let house = try await ServerHouse()
        let sofia = try await house.token(house.company.sofia)
        // Nobody works here: everything waits.
        try await house.test { client in
            let asked = try await client.call(
                .post,
                "/api/v1/exports",
                as: sofia,
                json: #"{"report":"sample"}"#
            )
            let id = try #require(asked.json["id"]?.string)
            #expect(asked.json["state"] == "queued")
            let early = try await client.call(.get, "/api/v1/exports/\(id)/file", as: sofia)
            #expect(early.code == "export-not-done")
            let gone = try await client.call(.post, "/api/v1/exports/\(id)/cancel", as: sofia)
            #expect(gone.json["state"] == "cancelled")
            #expect(gone.json["error"]?["code"] == "cancelled")
            let wrong: [(String, JSON)] = [
                (#"{"report":"nothing"}"#, "report"), (#"{"formats":["pdf"]}"#, "report"),
                (#"{"report":"sample","formats":["doc"]}"#, "formats.0"),
                (#"{"report":"sample","parameters":{"cor":"azul"}}"#, "parameters.cor"),
                (#"{"report":"sample","parameters":{"rows":"doze"}}"#, "parameters.rows"),
                (#"{"report":"sample","timeZone":"Lua"}"#, "timeZone"),
                (#"{"report":"sample","color":"x"}"#, "color"),
            ]
            for (body, field) in wrong {
                let no = try await client.call(.post, "/api/v1/exports", as: sofia, json: body)
                #expect(no.status == .badRequest, "\(body)")
                #expect(no.json["field"] == field, "\(body)")
            }
        }
    }

    @Test func `schedules are kept, changed field by field, and are their owner's`() async throws {
        let house = try await ServerHouse()
        let sofia = try await house.token(house.company.sofia)
        let admin = try await house.token(house.company.admin)
        let agent = try await house.token(house.company.ana)
        try await house.test { client in
            let made = try await client.call(
                .post,
                "/api/v1/schedules",
                as: sofia,
                json: """
                    {"name":"Semanal","report":"sample","formats":["pdf","csv"],
                     "parameters":{"team":"vendas"},"period":"lastWeek","every":"weekly",
                     "weekdays":["monday","friday"],"at":"07:30","timeZone":"America/Manaus",
                     "recipients":[{"address":"ana@example.com","name":"Ana","language":"en"}]}
                    """
            )
            #expect(made.status == .created)
            // 2026-11-22 is a Sunday; Manaus is four hours behind.
            #expect(made.json["nextAt"] == "2026-11-23T11:30:00.000Z")
            let id = try #require(made.json["id"]?.string)
            let path = "/api/v1/schedules/\(id)"
            let changed = try await client.call(
                .patch,
                path,
                as: sofia,
                json: #"{"at":"08:00","subject":"Olá","timeZone":null}"#
            )
            #expect(changed.json["nextAt"] == "2026-11-23T11:00:00.000Z")
            #expect(changed.json["parameters"]?["team"] == "vendas")
            #expect(changed.json["weekdays"] == ["monday", "friday"])
            let paused = try await client.call(.patch, path, as: sofia, json: #"{"active":false}"#)
            #expect(paused.json["nextAt"] == .null)
            #expect(paused.json["subject"] == "Olá")
            #expect(try await client.call(.get, path, as: agent).status == .forbidden)
            #expect(try await client.call(.get, path, as: admin).status == .ok)
            let run = try await client.call(.post, path + "/send-now", as: sofia)
            #expect(run.status == .accepted)
            #expect(run.json["manual"] == true)
            // The week before the one of the Sunday, on São Paulo's clocks.
            #expect(run.json["from"] == "2026-11-09T03:00:00.000Z")
            #expect(run.json["to"] == "2026-11-16T03:00:00.000Z")
            let runs = try await client.call(.get, path + "/runs", as: sofia)
            #expect(runs.json["items"]?.elements.count == 1)
            let number = try #require(run.json["id"]?.string)
            let nothing = try await client.call(
                .post,
                path + "/runs/\(number)/resend",
                as: sofia
            )
            #expect(nothing.code == "nothing-to-resend")
            let bad = try await client.call(
                .patch,
                path,
                as: sofia,
                json: #"{"recipients":[{"address":"ana@example.com\r\nBcc: x@example.com"}]}"#
            )
            #expect(bad.status == .unprocessableContent)
            #expect(bad.json["field"] == "recipients.0.address")
            #expect(try await client.call(.delete, path, as: sofia).status == .noContent)
            #expect(try await client.call(.get, path, as: sofia).status == .notFound)
        }
    }

    @Test func `the mail server's password goes in and never comes out`() async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let path = "/api/v1/mail-settings"
            let set = try await client.call(
                .put,
                path,
                as: admin,
                json: """
                    {"host":"smtp.example.com","user":"conta","password":"segredo-4711",
                     "fromAddress":"relatorios@example.com"}
                    """
            )
            #expect(set.status == .ok)
            #expect(set.json["port"] == 587)
            #expect(set.json["hasPassword"] == true)
            let read = try await client.call(.get, path, as: admin)
            for answer in [set, read] { #expect(!String(buffer: answer.body).contains("4711")) }
            let bad = try await client.call(
                .put,
                path,
                as: admin,
                json: #"{"host":"a/b","fromAddress":"relatorios@example.com"}"#
            )
            #expect(bad.json["field"] == "host")
            #expect(try await client.call(.delete, path, as: admin).status == .noContent)
            #expect(try await client.call(.get, path, as: admin).status == .notFound)
        }
    }

    @Test func `a link's key opens its files without a login, and nothing else does`()
        async throws
    {
        let house = try await ServerHouse()
        try await house.test { client in
            for key in ["", "?key=", "?key=1-00", "?key=x"] {
                let answer = try await client.call(.get, "/exports/1/pdf\(key)")
                #expect(answer.status == .notFound, "\(key)")
            }
        }
    }
}
