internal import Hummingbird
internal import NIOCore
internal import Templates

/// Is the page around the HTML of a report.
struct HTMLFrame: Sendable {
    private let head: String

    /// Creates the page of a title, which opens with it and the company's name.
    init(title: String, language: String, company: String, _ services: Services) {
        let style = services.dependencies.templates.assets.address(of: "report.css")
        let link = style.map { "<link rel=\"stylesheet\" href=\"\($0)\">" } ?? ""
        head =
            "<!DOCTYPE html><html lang=\"\(language)\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width\">"
            + "<title>\(title.escapedForHTML)</title>\(link)</head><body>"
            + "<header class=\"head\"><h1>\(title.escapedForHTML)</h1>"
            + "<p>\(company.escapedForHTML)</p></header>"
    }

    /// Writes the page around a fragment.
    func body(around fragment: TemporaryFile) -> ResponseBody {
        ResponseBody { writer in
            try await writer.write(ByteBuffer(string: head))
            try await fragment.write(to: &writer)
            try await writer.write(ByteBuffer(string: "</body></html>"))
            try await writer.finish(nil)
        }
    }
}

extension String {
    /// The text as HTML shows it.
    var escapedForHTML: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
