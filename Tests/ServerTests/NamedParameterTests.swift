import Engine
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

@testable import Server

/// Templates whose parameters have names, as integrations use them.
@Suite struct NamedParameterTests {
    private let template = """
        {"channel": "whatsapp", "name": "pedido", "language": "pt_BR",
         "header": {"kind": "text", "text": "Pedido {{pedido}}"},
         "body": "Olá {{nome}}, o pedido {{pedido}} saiu."}
        """

    @Test func `parameters are given by name or in their order`() async throws {
        let house = try await ServerHouse()
        let session = try await house.contactWrites()
        let admin = try await house.token(house.company.admin)
        let ana = try await house.token(house.company.ana)
        let template = template
        try await house.test { client in
            let added = try await client.call(
                .post,
                "/api/v1/templates",
                as: admin,
                json: template
            )
            #expect(added.status == .created)
            #expect(added.json["parameterCount"] == 2)
            #expect(added.json["parameterNames"]?.elements == ["nome", "pedido"])
            #expect(added.json["headerParameterNames"]?.elements == ["pedido"])
            let path = "/api/v1/sessions/\(session.id)"
            _ = try await client.call(.post, path + "/start", as: ana)
            for parameters in [#"{"pedido": "12", "nome": "Maria"}"#, #"["Maria", "12"]"#] {
                let sent = try await client.call(
                    .post,
                    path + "/messages",
                    as: ana,
                    json: """
                        {"template": {"name": "pedido", "parameters": \(parameters),
                                      "header": {"pedido": "12"}}}
                        """
                )
                #expect(sent.status == .created)
                #expect(sent.json["text"] == "Pedido 12\nOlá Maria, o pedido 12 saiu.")
                #expect(sent.json["template"]?["parameters"]?.elements == ["Maria", "12"])
            }
        }
    }

    @Test(arguments: [#"{"nome": "Maria"}"#, #"{"nome": "Maria", "pedido": "1", "dia": "2"}"#])
    func `a name that is missing or too many is refused with the names`(
        parameters: String
    ) async throws {
        let house = try await ServerHouse()
        let session = try await house.contactWrites()
        let admin = try await house.token(house.company.admin)
        let ana = try await house.token(house.company.ana)
        let template = template
        try await house.test { client in
            _ = try await client.call(.post, "/api/v1/templates", as: admin, json: template)
            let path = "/api/v1/sessions/\(session.id)"
            _ = try await client.call(.post, path + "/start", as: ana)
            let refused = try await client.call(
                .post,
                path + "/messages",
                as: ana,
                json: #"{"template": {"name": "pedido", "parameters": \#(parameters)}}"#
            )
            #expect(refused.status == .badRequest)
            #expect(refused.json["field"] == "template.parameters")
        }
    }
}
