import Foundation
import Paper
import Testing

@testable import Templates

@Suite
struct FragmentTests {
    private let frame = TemplateBench.template(
        TemplateBench.facts(["title": "text", "viewer": "text?", "wide": "flag?"]),
        """
        <html><head><title>{title} · Conecta</title><c:slot name="head"/></head>
        <body class="{wide ? 'wide'}"><header c:if="viewer">{viewer}</header>
        <main><c:slot>nothing</c:slot></main></body></html>
        """
    )
    private let card = TemplateBench.template(
        TemplateBench.facts(["id": "text", "contact": "text", "since": "moment?"]),
        "<li id=\"s-{id}\"><a href=\"/console/{id}\">{contact}</a> {since|time}</li>"
    )

    private func pages(_ files: [String: String], words: Catalogue = Catalogue()) throws -> Pages {
        let all = files.merging(["fragments/frame.xml": frame, "fragments/card.xml": card]) {
            mine,
            _ in mine
        }
        let bench = try TemplateBench(all)
        return try Pages(folders: bench.folders, words: words)
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `a page stands in its frame, its lists in cards`() throws {
        let pages = try pages([
            "pages/p.xml": TemplateBench.template(
                """
                <c:fact name="frame" type="record" of="frame" without="title"/>\
                <c:fact name="all" type="list" of="card"/>
                """,
                """
                <c:use fragment="frame" with="frame" title="Open {all.count}" wide="{all.count > 1}">
                  <c:fill slot="head"><meta name="x" content="{frame.viewer}"/></c:fill>
                  <ul><c:use c:for="one in all" fragment="card" with="one"/></ul>
                </c:use>
                """
            )
        ])
        let ana: PageFacts = ["id": "1", "contact": "Ana & Co", "since": .moment(milliseconds: 0)]
        let html = try pages.render(
            "p",
            [
                "all": .list([ana, ["id": "2", "contact": "Bia"]]),
                "frame": .record(["viewer": "Caio"]),
            ],
            TemplateBench.portuguese
        )
        let cards =
            "<li id=\"s-1\"><a href=\"/console/1\">Ana &amp; Co</a> 21:00</li>"
            + "<li id=\"s-2\"><a href=\"/console/2\">Bia</a> </li>"
        #expect(
            text(html) == "<!DOCTYPE html><html><head><title>Open 2 · Conecta</title>"
                + "<meta name=\"x\" content=\"Caio\"></head><body class=\"wide\">"
                + "<header>Caio</header><main><ul>\(cards)</ul></main></body></html>"
        )
        let alone = try pages.render(fragment: "card", ana, TemplateBench.portuguese)
        #expect(cards.hasPrefix(text(alone)))
    }

    @Test func `a slot that nobody fills shows its own content`() throws {
        let pages = try pages([
            "pages/p.xml": TemplateBench.template("", "<c:use fragment='frame' title='T'/>")
        ])
        let html = text(try pages.render("p", [:], TemplateBench.portuguese))
        #expect(html.hasSuffix("<body><main>nothing</main></body></html>"))
    }

    @Test func `arguments keep the escaping of the place that they come to`() throws {
        let pages = try pages([
            "fragments/link.xml": TemplateBench.template(
                TemplateBench.facts(["to": "text", "name": "text"]),
                "<a href=\"{to}\" title=\"{name}\">{name}</a>"
            ),
            "pages/p.xml": TemplateBench.template(
                TemplateBench.facts(["u": "text"]),
                "<c:use fragment='link' to='/s/{u}' name='&lt;{u}'/><c:use fragment='link' to='{u}' name='x'/>"
            ),
        ])
        let html = try pages.render("p", ["u": "javascript:a/b"], TemplateBench.portuguese)
        #expect(
            text(html) == "<a href=\"/s/javascript%3Aa%2Fb\" title=\"&lt;javascript:a/b\">"
                + "&lt;javascript:a/b</a><a href=\"#blocked\" title=\"x\">x</a>"
        )
    }

    @Test func `wrong uses are refused where they stand`() throws {
        let marked = MarkedText(
            """
            <c:template xmlns="http://www.w3.org/1999/xhtml" xmlns:c="urn:conecta:template">
              <c:facts>
                <c:fact name="me" type="record"><c:fact name="id" type="integer"/></c:fact>
                <c:fact name="late" type="flag"/>
              </c:facts>
              ¦<c:use fragment="card" id="1"/>
              ¦<c:use fragment="card" with="me" contact="x"/>
              <c:use fragment="frame" title="¦{late}"/>
              <c:use fragment="frame" title="x" ¦titel="y"/>
              <c:use fragment="frame" title="x"><c:fill ¦slot="foot">x</c:fill></c:use>
              ¦<c:use fragment="card" id="1" contact="x">content</c:use>
              <c:use fragment="frame" title="x" with="¦late"/>
            </c:template>
            """
        )
        try marked.expectFindings(
            "needs the fact 'contact'",
            "'id' of 'with' is",
            "'title' is a text of the fragment",
            "did you mean 'title'",
            "its slots are: head",
            "no <c:slot/>",
            "'with' takes a record",
            files: ["fragments/frame.xml": frame, "fragments/card.xml": card]
        )
    }

    @Test func `content of a slot inside a loop sees its own loop`() throws {
        let pages = try pages([
            "fragments/twice.xml": TemplateBench.template(
                TemplateBench.facts(["items": "texts"]),
                "<p c:for=\"item in items\"><c:slot/>{item}</p>"
            ),
            "pages/p.xml": TemplateBench.template(
                "<c:fact name='l' type='list'><c:fact name='items' type='texts'/></c:fact>",
                """
                <div c:for="row in l"><c:use fragment="twice" items="{row.items}">\
                <b c:for="other in row.items">{other}</b>{row.items.count}</c:use></div>
                """
            ),
        ])
        let html = try pages.render(
            "p",
            ["l": .list([["items": .texts(["a", "b"])], ["items": .texts(["c"])]])],
            TemplateBench.portuguese
        )
        let first = "<p><b>a</b><b>b</b>2a</p><p><b>a</b><b>b</b>2b</p>"
        #expect(text(html) == "<div>\(first)</div><div><p><b>c</b>1c</p></div>")
    }

    @Test func `what a test has found to be there may go where it is needed`() throws {
        let use = "<c:use fragment='card' id='{me.id}' contact='{note}'/>"
        let facts = """
            <c:fact name="me" type="record?" of="card"/><c:fact name="note" type="text?"/>\
            <c:fact name="late" type="flag"/>
            """
        func count(_ body: String) throws -> Int {
            let bench = try TemplateBench([
                "fragments/card.xml": card, "pages/p.xml": TemplateBench.template(facts, body),
            ])
            return Pages.check(bench.folders).count
        }
        #expect(try count(use) == 2)
        #expect(try count("<c:if test='me and note'>\(use)</c:if>") == 0)
        #expect(try count("<c:if test='me and note'><c:else>\(use)</c:else></c:if>") == 2)
        #expect(try count("<c:if test='me or note'>\(use)</c:if>") == 2)
        #expect(try count("<c:if test='not me'>\(use)</c:if>") == 2)
        #expect(try count("<p c:if='me'><b c:if=\"note == 'x'\">\(use)</b></p>") == 0)
        #expect(try count("<c:use c:if='me' fragment='card' with='me'/>") == 0)
        #expect(try count("<c:use c:if='late' fragment='card' with='me'/>") == 1)
    }
}
