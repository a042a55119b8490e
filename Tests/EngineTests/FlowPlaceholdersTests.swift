internal import Engine
internal import Testing

@Suite struct FlowPlaceholdersTests {
    @Test func `names in braces become their values`() {
        let placeholders = Placeholders(
            [.contactName: "Maria", .protocolNumber: "20261122-000123-7"],
            variables: ["cpf": "52998224725"]
        )
        let text = "Olá, {{contact.name}}! {{ protocol }} {{variable.cpf}} {{variable.nada}}."
        #expect(placeholders.fill(text) == "Olá, Maria! 20261122-000123-7 52998224725 .")
        #expect(placeholders.fill("{{team.name}}") == "")
        #expect(placeholders.fill("{{x}} {{") == "{{x}} {{")
        #expect(placeholders.fill("sem nada") == "sem nada")
    }

    @Test func `what is known of a contact stands for the field's name`() {
        let placeholders = Placeholders(fields: ["plano": "Ouro", "cidade": "{{protocol}}"])
        let text = "{{contact.field.plano}}, {{ contact.field.cidade }}{{contact.field.nada}}."
        #expect(placeholders.fill(text) == "Ouro, {{protocol}}.")
        #expect(Placeholders.fields(in: text) == ["plano", "cidade", "nada"])
        #expect(Placeholders.unknown(in: "{{contact.field.}}") == ["contact.field."])
    }

    @Test func `a value is never read for placeholders itself`() {
        let hostile = Placeholders([.contactName: "{{protocol}}", .protocolNumber: "segredo"])
        #expect(hostile.fill("Oi {{contact.name}}") == "Oi {{protocol}}")
    }

    @Test func `unknown names and read variables are listed`() {
        let text = "{{contact.name}} {{contact.nome}} {{variable.a}} {{ variable.b }} {{variable.}}"
        #expect(Placeholders.unknown(in: text) == ["contact.nome", "variable."])
        #expect(Placeholders.variables(in: text) == ["a", "b"])
    }
}
