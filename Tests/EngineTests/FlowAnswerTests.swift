internal import Engine
internal import Testing

@Suite struct FlowAnswerTests {
    @Test(
        arguments: [
            ("529.982.247-25", "52998224725"), ("52998224725", "52998224725"),
            ("529.982.247-24", nil), ("111.111.111-11", nil), ("5299822472", nil),
            ("52998224725a", nil), ("", nil), ("012.345.678-90", "01234567890"),
        ] as [(String, String?)]
    )
    func `a taxpayer's number needs right check digits`(text: String, kept: String?) {
        #expect(AnswerRule.cpf.accept(text) == kept)
    }

    @Test(
        arguments: [
            ("31/12/2026", "2026-12-31"), ("1/2/2026", "2026-02-01"), ("2026-02-28", "2026-02-28"),
            ("29/02/2028", "2028-02-29"), ("29/02/2026", nil), ("31/04/2026", nil),
            ("2026/12/31", nil), ("12/31/2026", nil), ("00/01/2026", nil), ("1/1/26", nil),
            ("31-12-2026", "2026-12-31"), ("amanhã", nil), ("//", nil),
        ] as [(String, String?)]
    )
    func `a day is one of the calendar`(text: String, kept: String?) {
        #expect(AnswerRule.date.accept(text) == kept)
    }

    @Test(
        arguments: [
            ("10", "10"), ("1,5", "1.5"), ("1.5", "1.5"), ("1.234", "1234"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"), ("1.234.567", "1234567"), ("0,50", "0.50"), ("-3", "-3"),
            ("007", "7"), ("0.123", "0.123"), ("12.34.56", nil), ("1,2,3", nil), ("1e9", nil),
            ("", nil),
            ("dez", nil), ("NaN", nil), ("1.", nil), (".5", nil), ("9999999999999999", nil),
        ] as [(String, String?)]
    )
    func `a number is read as people write it`(text: String, kept: String?) {
        #expect(AnswerRule.number().accept(text) == kept)
    }

    @Test func `a number keeps to its bounds`() {
        let rule = AnswerRule.number(minimum: 1, maximum: 10)
        #expect(rule.accept("0,9") == nil)
        #expect(rule.accept("1") == "1")
        #expect(rule.accept("10,0") == "10.0")
        #expect(rule.accept("10,1") == nil)
    }

    @Test(
        arguments: [
            ("Ana@Example.com ", "ana@example.com"), ("ana@example", nil), ("ana@", nil),
            ("@example.com", nil), ("a b@example.com", nil), ("ana@.com", nil),
        ] as [(String, String?)]
    )
    func `a mail address has a host with a dot`(text: String, kept: String?) {
        #expect(AnswerRule.email.accept(text) == kept)
    }

    @Test(
        arguments: [
            ("(11) 99999-0000", "5511999990000"), ("011 3333-4444", "551133334444"),
            ("+55 11 99999 0000", "5511999990000"), ("+351 912 345 678", "351912345678"),
            ("5511999990000", "5511999990000"), ("99999-0000", nil), ("12345678901234567", nil),
            ("meu número", nil),
        ] as [(String, String?)]
    )
    func `a telephone number gets its country`(text: String, kept: String?) {
        #expect(AnswerRule.phone.accept(text) == kept)
    }

    @Test func `a text keeps to its length and mask`() {
        #expect(AnswerRule.text().accept("  Maria ") == "Maria")
        #expect(AnswerRule.text().accept("   ") == nil)
        #expect(AnswerRule.text(minimum: 3, maximum: 4).accept("ab") == nil)
        #expect(AnswerRule.text(minimum: 3, maximum: 4).accept("abcde") == nil)
        let plate = AnswerRule.text(mask: "AAA9*99")
        #expect(plate.accept("BRA2E19") == "BRA2E19")
        #expect(plate.accept("BRA2019") == "BRA2019")
        #expect(plate.accept("BR12E19") == nil)
        #expect(plate.accept("BRA2E199") == nil)
        #expect(AnswerRule.text(mask: "99/9999-X").accept("12/3456-x") == "12/3456-x")
    }

    @Test func `conditions compare as people would`() {
        let variables = [
            "cidade": "São Paulo", "valor": "1234.567", "idade": "1.234", "vazio": " ",
        ]
        func holds(_ name: String, _ test: FlowCondition.Test, _ values: String...) -> Bool {
            FlowCondition(name, test, values).holds(in: variables)
        }
        #expect(holds("cidade", .equals, "rio", "sao paulo"))
        #expect(!holds("cidade", .differs, "SÃO PAULO"))
        #expect(holds("cidade", .contains, "paulo"))
        #expect(holds("cidade", .begins, "SAO"))
        #expect(!holds("cidade", .begins, "paulo"))
        #expect(!holds("cidade", .greater, "1"))
        #expect(holds("valor", .greater, "1234"))
        #expect(holds("valor", .less, "1234.6"))
        // What was kept with a point is not read again as thousands.
        #expect(holds("idade", .less, "2"))
        #expect(holds("valor", .equals, "1234,567"))
        #expect(holds("vazio", .isEmpty))
        #expect(holds("ausente", .isEmpty))
        #expect(!holds("vazio", .isSet))
        #expect(holds("ausente", .differs, "x"))
    }
}
