import Engine
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

@testable import Server

@Suite struct ResourceEndpointTests {
    /// A noun with the body that makes one, a change of it, and what then stands in a field.
    struct Noun: Sendable, CustomTestStringConvertible {
        var path: String
        var body: String
        var change: String
        var field: String
        var value: JSON

        var testDescription: String { path }
    }

    static let nouns = [
        Noun(
            path: "teams",
            body: #"{"name":"Pós-venda","rules":{"distribution":"roundRobin"}}"#,
            change: #"{"rules":{"inactivity":{"warnSeconds":600},"texts":{"greeting":"Oi"}}}"#,
            field: "slug",
            value: "pos-venda"
        ),
        Noun(
            path: "tags",
            body: #"{"name":"Orçamento"}"#,
            change: #"{"published":false}"#,
            field: "published",
            value: false
        ),
        Noun(
            path: "business-hours",
            body: #"{"name":"Noite","exceptions":[{"date":"2026-12-25","name":"Natal"}]}"#,
            change: #"{"timeZone":"America/Manaus"}"#,
            field: "timeZone",
            value: "America/Manaus"
        ),
        Noun(
            path: "flows",
            body: #"{"name":"Entrada"}"#,
            change: #"{"name":"Recepção"}"#,
            field: "name",
            value: "Recepção"
        ),
        Noun(
            path: "canned-messages",
            body: #"{"shortcut":"ola","text":"Olá!","teams":["vendas"]}"#,
            change: #"{"text":"Olá, {{contact.firstName}}!"}"#,
            field: "text",
            value: "Olá, {{contact.firstName}}!"
        ),
        Noun(
            path: "dispositions",
            body: #"{"name":"Venda"}"#,
            change: #"{"position":2}"#,
            field: "position",
            value: 2
        ),
        Noun(
            path: "contact-fields",
            body: #"{"name":"CPF","kind":"cpf"}"#,
            change: #"{"confidential":true}"#,
            field: "confidential",
            value: true
        ),
        Noun(
            path: "contact-groups",
            body: #"{"name":"Ouro"}"#,
            change: #"{"slug":"dourado"}"#,
            field: "slug",
            value: "dourado"
        ),
        Noun(
            path: "pause-reasons",
            body: #"{"name":"Almoço"}"#,
            change: #"{"limitSeconds":3600}"#,
            field: "limitSeconds",
            value: 3_600
        ),
        Noun(
            path: "permission-groups",
            body: #"{"name":"Sul","teams":["vendas"]}"#,
            change: #"{"teams":"all"}"#,
            field: "teams",
            value: "all"
        ),
        Noun(
            path: "templates",
            body: #"{"channel":"whatsapp","name":"volta","body":"Olá, {{1}}"}"#,
            change: #"{"footer":"Empresa","buttons":[{"kind":"quickReply","title":"Sim"}]}"#,
            field: "footer",
            value: "Empresa"
        ),
    ]

    @Test(arguments: nouns)
    func `a noun of the configuration is made, read, changed and removed`(
        _ noun: Noun
    ) async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        let ana = try await house.token(house.company.ana)
        try await house.test { client in
            let path = "/api/v1/\(noun.path)"
            let refused = try await client.call(.post, path, as: ana, json: noun.body)
            #expect(refused.status == .forbidden)
            let made = try await client.call(.post, path, as: admin, json: noun.body)
            #expect(made.status == .created)
            let own = "\(path)/\(try #require(made.json["id"]?.string))"
            let read = try await client.call(.get, own, as: admin)
            #expect(read.json == made.json)
            let changed = try await client.call(.patch, own, as: admin, json: noun.change)
            #expect(changed.status == .ok)
            #expect(changed.json[noun.field] == noun.value)
            let list = try await client.call(.get, path, as: admin)
            #expect(list.json["items"]?.elements.contains(changed.json) == true)
            let gone = try await client.call(.delete, own, as: admin)
            #expect(gone.status == .noContent)
            #expect(try await client.call(.get, own, as: admin).status == .notFound)
        }
    }

    @Test func `business hours are written as people write them`() async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let week = #"[[{"opens":"22:00","closes":"06:00"}],[],[],[],[],[],[]]"#
            let made = try await client.call(
                .post,
                "/api/v1/business-hours",
                as: admin,
                json: "{\"name\":\"Noite\",\"week\":\(week)}"
            )
            #expect(made.json["week"]?.elements.first?.elements.first?["opens"] == "22:00")
            #expect(made.json["week"]?.elements.first?.elements.first?["closes"] == "06:00")
            let wrong = try await client.call(
                .post,
                "/api/v1/business-hours",
                as: admin,
                json: #"{"name":"X","exceptions":[{"date":"2026-02-31"}]}"#
            )
            #expect(wrong.json["field"] != nil)
            let team = try await client.call(
                .patch,
                "/api/v1/teams/vendas",
                as: admin,
                json: """
                    {"rules":{"hours":"noite","outOfHours":{"action":"overflow","team":"suporte"},
                     "overflow":{"unavailable":"suporte"}}}
                    """
            )
            #expect(team.json["rules"]?["hours"]?["name"] == "Noite")
            #expect(team.json["rules"]?["outOfHours"]?["team"]?["name"] == "Suporte")
            let emptied = try await client.call(
                .patch,
                "/api/v1/teams/vendas",
                as: admin,
                json: #"{"rules":{"hours":null,"overflow":{"unavailable":null}}}"#
            )
            #expect(emptied.json["rules"]?["hours"] == .null)
            #expect(emptied.json["rules"]?["overflow"]?["unavailable"] == .null)
        }
    }

    @Test func `the company's rules are changed in parts`() async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        let ana = try await house.token(house.company.ana)
        try await house.test { client in
            let changed = try await client.call(
                .patch,
                "/api/v1/company",
                as: admin,
                json: #"{"cardActions":["conversation"],"keepAliveSeconds":300}"#
            )
            #expect(changed.json["cardActions"]?.elements == ["conversation"])
            let seen = try await client.call(.get, "/api/v1/company", as: ana)
            #expect(seen.json["keepAliveSeconds"] == 300)
            let path = "/api/v1/company/word-filter"
            let filter = try await client.call(
                .put,
                path,
                as: admin,
                json: #"{"blocked":["droga"],"ignored":["obrigado"],"maximumIgnoredLength":null}"#
            )
            #expect(filter.json["blocked"]?.elements == ["droga"])
            #expect(try await client.call(.get, path, as: ana).status == .forbidden)
        }
    }

    @Test func `a flow is imported, checked, published and read again`() async throws {
        let house = try await ServerHouse()
        let admin = try await house.token(house.company.admin)
        try await house.test { client in
            let broken = #"{"start":"ola","blocks":{}}"#
            let made = try await client.call(
                .post,
                "/api/v1/flows/import",
                as: admin,
                json: "{\"slug\":\"entrada\",\"name\":\"Entrada\",\"definition\":\(broken)}"
            )
            #expect(made.status == .created)
            #expect(made.json["version"] == .null)
            let found = try await client.call(.post, "/api/v1/flows/entrada/validate", as: admin)
            #expect(found.json["items"]?.elements.isEmpty == false)
            let refused = try await client.call(.post, "/api/v1/flows/entrada/publish", as: admin)
            #expect(refused.code == "flow-has-problems")
            #expect(refused.json["problems"]?.elements.isEmpty == false)
            let wrong = try await client.call(
                .put,
                "/api/v1/flows/entrada/draft",
                as: admin,
                json: #"{"start":"a","blocks":{"a":{"kind":"dance"}}}"#
            )
            #expect(wrong.status == .badRequest)
            let whole = try await client.call(.get, "/api/v1/flows/entrada/export", as: admin)
            #expect(whole.json["definition"]?["start"] == "ola")
            let schema = try await client.call(.get, "/api/flow.schema.json")
            #expect(schema.json["title"] == "Flow")
        }
    }
}
