import Foundation
import Paper
import Testing

@testable import Templates

@Suite
struct TemplateOutputTests {
    private func facts(_ types: KeyValuePairs<String, String>) -> String {
        TemplateBench.facts(types)
    }

    @Test(arguments: [
        ("<br/>", "<br>"),
        ("<p/>", "<p></p>"),
        ("<img src=\"/a.png\" alt=\"\"/>", "<img src=\"/a.png\" alt=\"\">"),
        ("<input checked=\"checked\" required=\"\"/>", "<input checked required>"),
        (
            "<script type=\"module\" src=\"/a.js\"/>",
            "<script type=\"module\" src=\"/a.js\"></script>"
        ),
        ("<html><head/></html>", "<!DOCTYPE html><html><head></head></html>"),
        ("<pre>\n a\n</pre>", "<pre>\n\n a\n</pre>"),
        ("<textarea></textarea>", "<textarea></textarea>"),
        (
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0 0\"/></svg>",
            "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path></svg>"
        ),
        ("<p>a{{b}}</p>", "<p>a{b}</p>"),
        ("<p><!-- not sent -->a</p>", "<p>a</p>"),
        ("<my-part class=\"x\">a</my-part>", "<my-part class=\"x\">a</my-part>"),
    ])
    func `the output is HTML5`(_ body: String, _ expected: String) throws {
        #expect(try TemplateBench.fill(body) == expected)
    }

    @Test(arguments: [
        ("<div>\n  <p>a</p>\n  <p>b</p>\n</div>", "<div><p>a</p><p>b</p></div>"),
        ("<p>\n  one\n  two <b>three</b>\n  four\n</p>", "<p>one two <b>three</b> four</p>"),
        ("<p><b>a</b> <i>b</i></p>", "<p><b>a</b> <i>b</i></p>"),
        ("<p><b>a</b>\n<i>b</i></p>", "<p><b>a</b><i>b</i></p>"),
        ("<p><b>a</b>{' '}<i>b</i></p>", "<p><b>a</b> <i>b</i></p>"),
        ("<p>a  b</p>", "<p>a  b</p>"),
        ("<p>{'a'}\n{'b'}</p>", "<p>a b</p>"),
        ("<p xml:space=\"preserve\">\n a\n</p>", "<p>\n a\n</p>"),
        ("<div>text\n<p>a</p>\ntext</div>", "<div>text<p>a</p>text</div>"),
    ])
    func `indentation is not sent`(_ body: String, _ expected: String) throws {
        #expect(try TemplateBench.fill(body) == expected)
    }

    @Test(arguments: [
        ("late", "yes"), ("not late", "no"), ("note", "no"), ("tags", "yes"), ("list", "no"),
        ("late and note", "no"), ("late or note", "yes"), ("not (late and note)", "yes"),
        ("note or list or late", "yes"), ("late and not note and tags", "yes"),
        ("phase == 'waiting'", "yes"), ("phase != 'waiting'", "no"), ("n == 3", "yes"),
        ("n > 3", "no"), ("n >= 3", "yes"), ("n &lt; 4", "yes"), ("n &lt;= 2", "no"),
        ("n != 3", "no"),
        ("tags.count == 2", "yes"), ("n > -1", "yes"), ("name == other", "no"),
        ("name == name", "yes"), ("name", "yes"), ("me.name == name", "yes"), ("her.name", "no"),
        ("(late or note) and (n == 4 or tags.count > 1)", "yes"),
        ("not late or not tags", "no"), ("her", "no"), ("d > 60", "yes"),
    ])
    func `tests say what they mean`(_ test: String, _ expected: String) throws {
        let declared = """
            \(facts(["late": "flag", "note": "text?", "tags": "texts", "n": "integer"]))\
            \(facts(["name": "text", "other": "text", "d": "duration"]))\
            <c:fact name="list" type="list"><c:fact name="x" type="text"/></c:fact>\
            <c:fact name="me" type="record"><c:fact name="name" type="text"/></c:fact>\
            <c:fact name="her" type="record?"><c:fact name="name" type="text"/></c:fact>\
            <c:fact name="phase" type="choice" values="waiting closed"/>
            """
        let values: PageFacts = [
            "late": true, "note": nil, "tags": .texts(["a", "b"]), "n": 3, "name": "Ana",
            "other": "Bia", "list": .list([]), "me": .record(["name": "Ana"]), "phase": "waiting",
            "d": .duration(.seconds(61)),
        ]
        for body in [
            "<c:if test=\"\(test)\">yes<c:else>no</c:else></c:if>",
            "<c:choose><c:when test=\"\(test)\">yes</c:when><c:otherwise>no</c:otherwise></c:choose>",
            "{\(test) ? 'yes' : 'no'}",
            "<c:if test=\"\(test)\">yes</c:if><c:if test=\"not (\(test))\">no</c:if>",
        ] {
            #expect(try TemplateBench.fill(body, facts: declared, with: values) == expected)
        }
    }

    @Test func `loops may stand in loops and count`() throws {
        let html = try TemplateBench.fill(
            """
            <ol><li c:for="team, number in teams" c:if="team.members">{number}. {team.name}:
              <c:for each="m" in="team.members"><b>{m} </b></c:for></li></ol>
            """,
            facts: """
                <c:fact name="teams" type="list"><c:fact name="name" type="text"/>\
                <c:fact name="members" type="texts"/></c:fact>
                """,
            with: [
                "teams": .list([
                    ["name": "Sales", "members": .texts(["Ana", "Bia"])],
                    ["name": "Empty", "members": .texts([])],
                    ["members": .texts(["Caio"]), "name": "Help"],
                ])
            ]
        )
        #expect(
            html == "<ol><li>1. Sales: <b>Ana </b><b>Bia </b></li>"
                + "<li>3. Help: <b>Caio </b></li></ol>"
        )
    }

    @Test func `an attribute without value is left out`() throws {
        let html = try TemplateBench.fill(
            """
            <a href="{u}" title="{t}" class="{late ? 'late'}" aria-current="{not late ? 'page'}"\
             hidden="{late}" data-x="x{t}">a</a>
            """,
            facts: facts(["u": "text?", "t": "text?", "late": "flag"]),
            with: ["late": true]
        )
        #expect(html == "<a class=\"late\" hidden data-x=\"x\">a</a>")
    }

    @Test func `values follow language and zone in text, and machines in attributes`() throws {
        let body = """
            <p title="{n} {x} {m} {d} {m|day} {m|local} {n|grouped}">{n} {x} {x|percent(0)} {m} \
            {m|date} {m|time} {m|clock} {d} {n|bytes} {@language}</p>
            """
        let declared = facts(["n": "integer", "x": "number", "m": "moment", "d": "duration"])
        let values: PageFacts = [
            "n": 1_284, "x": .number(0.834), "m": .moment(milliseconds: 1_795_366_800_000),
            "d": .duration(seconds: 125),
        ]
        let machine = "1284 0.834 2026-11-22T17:00:00Z 125 2026-11-22 2026-11-22T14:00"
        #expect(
            try TemplateBench.fill(body, facts: declared, with: values)
                == "<p title=\"\(machine) 1.284\">1.284 0,83 83\u{A0}% 22/11/2026 14:00 22/11/2026"
                + " 14:00 14:00:00 02:05 1,3\u{A0}kB pt-BR</p>"
        )
        #expect(
            try TemplateBench.fill(
                body,
                facts: declared,
                with: values,
                in: TemplateBench.english
            )
                == "<p title=\"\(machine) 1,284\">1,284 0.83 83% 2026-11-22 14:00 2026-11-22"
                + " 14:00 14:00:00 02:05 1.3\u{A0}kB en</p>"
        )
    }
}
