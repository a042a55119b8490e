import Foundation
import Paper
import Testing

@testable import Templates

@Suite
struct RefusalTests {
    private static let open =
        "<c:template xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:c=\"urn:conecta:template\">"

    @Test(arguments: [
        ("<p ¦onclick=\"x()\">a</p>", "static/"),
        ("<p\n  class=\"é\" ¦style=\"color:red\">a</p>", "class"),
        ("¦<style>p { color: red }</style>", "static/"),
        ("¦<script>alert(1)</script>", "application/json"),
        ("¦<script type=\"text/javascript\">x</script>", "application/json"),
        ("¦<script type=\"application/json\">{{}}</script>", "c:json"),
        ("<a href=\"¦javascript:x()\">a</a>", "javascript:"),
        ("<a href=\"¦ javascript:x()\">a</a>", "refused"),
        ("<form action=\"¦data:text/html,x\"></form>", "data:"),
        ("¦<object></object>", "security"),
        ("¦<base/>", "security"),
        ("<iframe ¦srcdoc=\"x\"></iframe>", "src"),
        ("¦<dvi>a</dvi>", "no element"),
        ("¦<DIV>a</DIV>", "small letters"),
        ("<p ¦Class=\"a\">a</p>", "small letters"),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\">¦<script/></svg>", "shapes"),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\">¦<animate/></svg>", "shapes"),
        ("¦<math xmlns=\"http://www.w3.org/1998/Math/MathML\"/>", "namespace"),
        ("<p>é {¦missing}</p>", "'missing'"),
        ("<p title=\"a\n {¦missing}\"/>", "'missing'"),
        ("<p>a &amp; &#233; b {¦missing}</p>", "'missing'"),
        ("<p><![CDATA[&&&]]>{¦missing}</p>", "'missing'"),
        ("<!-- {x} <p> --><p>{¦missing}</p>", "'missing'"),
        ("<p>a ¦} b</p>", "}}"),
        ("<p>{¦'a</p>", "quote"),
        ("<p c:if=\"¦no\">a</p>", "'no'"),
        ("<p c:if=\"not ¦\">a</p>", "name"),
        ("<c:if test=\"¦no\">a</c:if>", "'no'"),
        ("¦<c:if>a</c:if>", "'test'"),
        ("¦<c:iff test=\"a\">a</c:iff>", "'if'"),
        ("<p ¦c:unless=\"a\">a</p>", "c:for and c:if"),
        ("¦<c:else>a</c:else>", "belong"),
        ("<c:choose>¦x</c:choose>", "text"),
        ("<li c:for=\"row in ¦rows\"/>", "'rows'"),
        ("<li ¦c:for=\"rows\"/>", "row in rows"),
        ("<c:use fragment=\"¦none\"/>", "none.xml"),
        ("<p>{¦asset('none.js')}</p>", "static/none.js"),
        ("¦<br>a</br>", "content"),
        ("<input ¦checked=\"no\"/>", "{test}"),
        ("¦<script type=\"application/json\"><c:jsn value=\"a\"/></script>", "c:json"),
    ])
    func `what may not be is refused where it stands`(_ body: String, _ message: String) throws {
        let marked = MarkedText("\(Self.open)\n\(body)\n</c:template>")
        try marked.expectFindings(message)
    }

    @Test func `everything wrong in a file is told at once`() throws {
        let marked = MarkedText(
            """
            <c:template xmlns="http://www.w3.org/1999/xhtml" xmlns:c="urn:conecta:template">
              <c:facts>
                <c:fact name="rows" type="list"><c:fact name="contact" type="text"/></c:fact>
                <c:fact name="phase" type="choice" values="waiting closed"/>
                <c:fact name="since" type="moment"/>
                <c:fact name="late" type="flag"/>
                <c:fact name="n" type="integer"/>
                <c:fact name="bad" type="¦txt"/>
              </c:facts>
              <p c:for="row in rows">{¦row.contct} {¦contact}</p>
              <p c:if="phase ¦== 'waitng'">{since|¦tme} ¦{late} ¦{rows}</p>
              <p c:if="¦n">{n|¦decimal(1)} {late ? 'a'¦</p>
              <p c:for="row in ¦late"/>
            </c:template>
            """
        )
        let bench = try TemplateBench(["pages/p.xml": marked.text])
        let findings = Pages.check(bench.folders)
        let found = Set(findings.map { "\($0.line):\($0.column)" })
        #expect(found == Set(marked.places), "\(findings)")
        let all = findings.map(\.message).joined(separator: "\n")
        for hint in ["did you mean 'text'", "did you mean 'contact'", "did you mean 'waiting'"] {
            #expect(all.contains(hint), "\(all)")
        }
    }

    @Test func `a broken file of XML is told with its place`() throws {
        let marked = MarkedText(
            """
            <c:template xmlns="http://www.w3.org/1999/xhtml" xmlns:c="urn:conecta:template">
              <p>a</b>
            </c:template>
            """
        )
        let bench = try TemplateBench(["pages/p.xml": marked.text])
        let findings = Pages.check(bench.folders)
        #expect(findings.count == 1)
        #expect(findings.first?.line == 2)
        #expect(findings.first?.description.contains("p.xml:2:") == true)
    }
}
