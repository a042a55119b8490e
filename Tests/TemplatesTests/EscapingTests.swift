import Paper
import Testing

@testable import Templates

@Suite
struct EscapingTests {
    private let torture = "<script>alert(\"x\")</script>&amp;'\u{0}\r"

    @Test func `text is text in elements`() throws {
        let html = try TemplateBench.fill(
            "<p>{t}</p>",
            facts: TemplateBench.facts(["t": "text"]),
            with: ["t": .text(torture)]
        )
        let expected =
            "<p>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;amp;&#39;\u{FFFD}&#13;</p>"
        #expect(html == expected)
    }

    @Test func `no value leaves its attribute`() throws {
        let html = try TemplateBench.fill(
            "<p title='a {t} b' data-t=\"{t}\"></p>",
            facts: TemplateBench.facts(["t": "text"]),
            with: ["t": "\" onclick='x' <"]
        )
        let safe = "&quot; onclick=&#39;x&#39; &lt;"
        #expect(html == "<p title=\"a \(safe) b\" data-t=\"\(safe)\"></p>")
    }

    @Test func `escaping agrees with the plain definition at every length and place`() {
        let plain: (String) -> String = { text in
            text.unicodeScalars.map { scalar in
                switch scalar {
                case "&": "&amp;"
                case "<": "&lt;"
                case ">": "&gt;"
                case "\"": "&quot;"
                case "'": "&#39;"
                case "\r": "&#13;"
                case "\u{0}": "\u{FFFD}"
                default: String(scalar)
                }
            }.joined()
        }
        for length in 0...70 {
            let clean = String(repeating: "aé=\n?;z\t", count: 9).unicodeScalars.prefix(length)
            let text = String(String.UnicodeScalarView(clean))
            #expect(String(decoding: Escaping.escaped(text), as: UTF8.self) == plain(text))
            for special in ["&", "<", ">", "\"", "'", "\r", "\u{0}"] {
                for place in 0..<length {
                    var scalars = Array(clean)
                    scalars[place] = special.unicodeScalars.first ?? "!"
                    let text = String(String.UnicodeScalarView(scalars))
                    let escaped = String(decoding: Escaping.escaped(text), as: UTF8.self)
                    #expect(escaped == plain(text))
                }
            }
        }
    }

    @Test(arguments: [
        ("/sessions/1?a=1&b=2#x", "/sessions/1?a=1&amp;b=2#x"),
        ("https://example.com/á b", "https://example.com/%C3%A1%20b"),
        ("HTTP://example.com", "HTTP://example.com"),
        ("mailto:a@example.com", "mailto:a@example.com"),
        ("tel:+551199", "tel:+551199"),
        ("page:2", "#blocked"),
        ("./page:2", "./page:2"),
        ("", ""),
        ("javascript:alert(1)", "#blocked"),
        ("JaVaScRiPt:alert(1)", "#blocked"),
        (" javascript:alert(1)", "#blocked"),
        ("java\tscript:alert(1)", "#blocked"),
        ("java\nscript:alert(1)", "#blocked"),
        ("\u{1}javascript:alert(1)", "#blocked"),
        ("data:text/html,<script>", "#blocked"),
        ("vbscript:x", "#blocked"),
        ("//host/\"onload='x'", "//host/%22onload=%27x%27"),
        ("\\\\host", "%5C%5Chost"),
        ("javascript&colon;alert(1)", "javascript&amp;colon;alert(1)"),
    ])
    func `an address that begins with a value keeps to the allowed schemes`(
        _ address: String,
        _ expected: String
    ) throws {
        let html = try TemplateBench.fill(
            "<a href=\"{u}\">x</a>",
            facts: TemplateBench.facts(["u": "text"]),
            with: ["u": .text(address)]
        )
        #expect(html == "<a href=\"\(expected)\">x</a>")
    }

    @Test func `a value inside an address is one component of it`() throws {
        let html = try TemplateBench.fill(
            "<a href=\"/s/{u}?q={u}&amp;n={n}&amp;at={m}\">x</a>",
            facts: TemplateBench.facts(["u": "text", "n": "integer", "m": "moment"]),
            with: ["u": "../a/?&=#\"'é", "n": 1_284, "m": .moment(milliseconds: 0)]
        )
        let part = "..%2Fa%2F%3F%26%3D%23%22%27%C3%A9"
        let moment = "1970-01-01T00%3A00%3A00Z"
        #expect(html == "<a href=\"/s/\(part)?q=\(part)&amp;n=1284&amp;at=\(moment)\">x</a>")
    }

    @Test func `two values beside each other make no scheme`() throws {
        let html = try TemplateBench.fill(
            "<a href=\"{a}{b}\">x</a>",
            facts: TemplateBench.facts(["a": "text", "b": "text"]),
            with: ["a": "java", "b": "script:alert(1)"]
        )
        #expect(html == "<a href=\"javascript%3Aalert%281%29\">x</a>")
    }

    @Test func `data for scripts cannot end its script`() throws {
        let html = try TemplateBench.fill(
            "<script type='application/json' id='d'><c:json value='r'/></script>",
            facts: """
                <c:fact name="r" type="record"><c:fact name="t" type="text"/>\
                <c:fact name="n" type="integer?"/><c:fact name="x" type="number"/>\
                <c:fact name="f" type="flag"/><c:fact name="m" type="moment"/>\
                <c:fact name="l" type="texts"/></c:fact>
                """,
            with: [
                "r": .record([
                    "t": "</script><!--&\"\\\n\u{1}é", "x": .number(0.5), "f": true,
                    "m": .moment(milliseconds: 1_000), "l": .texts(["a", "b"]),
                ])
            ]
        )
        let text = #"\u003c/script\u003e\u003c!--\u0026\"\\\n\u0001é"#
        let json =
            #"{"t":"\#(text)","n":null,"x":0.5,"f":true,"m":"1970-01-01T00:00:01Z","l":["a","b"]}"#
        #expect(html == "<script type=\"application/json\" id=\"d\">\(json)</script>")
    }

    @Test func `markup is written as it is, and only where it is asked for`() throws {
        let facts = TemplateBench.facts(["m": "markup"])
        let html = try TemplateBench.fill(
            "<div><c:markup value='m'/></div>",
            facts: facts,
            with: ["m": .markup(Markup(trusted: "<b>&amp;</b>"))]
        )
        #expect(html == "<div><b>&amp;</b></div>")
        #expect(throws: TemplateFindings.self) { try TemplateBench.fill("{m}", facts: facts) }
        #expect(throws: TemplateFindings.self) {
            try TemplateBench.fill("<p title='{m}'/>", facts: facts)
        }
        #expect(throws: TemplateFindings.self) {
            let text = TemplateBench.facts(["t": "text"])
            return try TemplateBench.fill("<c:markup value='t'/>", facts: text)
        }
    }

    @Test func `words and literals are escaped like values`() throws {
        let html = try TemplateBench.fill(
            "<p title='{#k a=t}'>{#k a=t} {'&lt;'}</p>",
            facts: TemplateBench.facts(["t": "text"]),
            with: ["t": "<b>"],
            words: [.portuguese: ["k": "1 < \"{a}\""], .english: ["k": "{a}"]]
        )
        let words = "1 &lt; &quot;&lt;b&gt;&quot;"
        #expect(html == "<p title=\"\(words)\">\(words) &lt;</p>")
    }
}
