internal import Paper

/// What stands around the HTML of a document that is a page of its own.
extension HtmlWriter {
    /// Writes what stands above the document: its title, and what whoever made it is called.
    mutating func beginPage(_ info: DocumentInfo, style: String) throws {
        html.markup("<!DOCTYPE html>")
        html.open("html", ["lang": info.language.rawValue])
        html.open("head")
        html.empty("meta", ["charset": "utf-8"])
        html.empty("meta", ["name": "viewport", "content": "width=device-width"])
        html.element("title", [:], info.title)
        if !style.isEmpty {
            html.open("style")
            // Nothing in a style sheet can end it early: its own text may have these two characters only in words.
            html.markup(style.replacing("</", with: "<\\/"))
            html.close("style")
        }
        html.close("head")
        html.open("body")
        html.open("header", ["class": "head"])
        html.element("h1", [:], info.title)
        html.element("p", [:], info.author)
        html.close("header")
        try flush()
    }

    /// Writes what stands below: the hash by which a copy can be checked.
    mutating func endPage(contentHash: String) throws {
        html.open("footer", ["class": "foot"])
        html.text("\(phrases.contentHash): ")
        html.element("code", [:], contentHash)
        html.close("footer")
        html.close("body")
        html.close("html")
        try flush()
    }
}
