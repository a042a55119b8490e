/// What HTML says about the names of elements and attributes.
enum Vocabulary {
    /// Elements without content or end tag.
    static let voids: Set<String> = [
        "area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]

    /// Elements that stand in a line of text, where white space around them is seen.
    static let inline: Set<String> = [
        "a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "del", "dfn", "em", "i",
        "img", "input", "ins", "kbd", "label", "mark", "meter", "output", "progress", "q", "ruby",
        "s", "samp", "select", "small", "span", "strong", "sub", "sup", "svg", "textarea", "time",
        "u", "var", "wbr",
    ]

    private static let blocks: Set<String> = [
        "address", "area", "article", "aside", "audio", "blockquote", "body", "br", "canvas",
        "caption", "col", "colgroup", "datalist", "dd", "details", "dialog", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "head", "header", "hgroup", "hr", "html", "iframe", "legend", "li", "link", "main", "map",
        "menu", "meta", "nav", "noscript", "ol", "optgroup", "option", "p", "picture", "pre", "rp",
        "rt", "script", "search", "section", "slot", "source", "style", "summary", "table", "tbody",
        "td", "template", "tfoot", "th", "thead", "title", "tr", "track", "ul", "video",
    ]

    private static let shapes: Set<String> = [
        "svg", "g", "path", "circle", "ellipse", "line", "polyline", "polygon", "rect", "text",
        "tspan", "title", "desc", "defs", "use", "symbol", "linearGradient", "radialGradient",
        "stop", "clipPath", "mask", "pattern", "marker",
    ]

    /// Elements whose white space is text.
    static let preformatted: Set<String> = ["pre", "textarea", "script", "style"]

    private static let booleans: Set<String> = [
        "allowfullscreen", "async", "autofocus", "autoplay", "checked", "controls", "default",
        "defer", "disabled", "formnovalidate", "hidden", "inert", "ismap", "itemscope", "loop",
        "multiple", "muted", "nomodule", "novalidate", "open", "playsinline", "readonly",
        "required", "reversed", "selected",
    ]

    private static let addresses: Set<String> = [
        "action", "background", "cite", "data", "formaction", "href", "icon", "longdesc",
        "manifest", "ping", "poster", "profile", "src", "usemap",
    ]

    /// The only schemes that an address may have.
    static let schemes = ["http", "https", "mailto", "tel"]

    /// Tells why an element may not be used, if so.
    static func refusal(of element: Element) -> String? {
        let name = element.name
        switch element.space {
        case .svg:
            guard shapes.contains(name) else {
                return "svg's '\(name)' is not one of the plain shapes: draw it into a static file"
            }
            return nil
        case .html:
            if blocks.contains(name) || inline.contains(name) || isCustom(name) { return nil }
            switch name {
            case "object", "embed", "applet", "frame", "frameset", "base":
                return "'\(name)' is refused: the content security policy forbids it"
            default:
                let hint = name == name.lowercased() ? "" : "; names are written in small letters"
                return "HTML has no element '\(name)'" + hint
            }
        case .none:
            return
                "'\(name)' is in no namespace: put xmlns=\"http://www.w3.org/1999/xhtml\" on the root"
        case .template, .foreign:
            return "'\(name)' belongs to a namespace that templates do not have"
        }
    }

    /// Tells why an attribute may not be used, if so.
    static func refusal(of attribute: Attribute, on element: Element, inMail: Bool) -> String? {
        guard attribute.space == .none else {
            return "attributes with a namespace are not written in HTML; use the plain name"
        }
        let name = attribute.name
        let lower = name.lowercased()
        if lower.hasPrefix("on") {
            return "'\(name)' is refused: the content security policy forbids script in a page;"
                + " add the listener in a file of static/"
        }
        if lower == "style", !inMail {
            return "'style' is refused: the content security policy forbids it;"
                + " use a class and a file of static/"
        }
        if lower == "srcdoc" {
            return "'srcdoc' is refused: give the frame an address in src"
        }
        if element.space == .html, name != lower {
            return "names of attributes are written in small letters: '\(lower)'"
        }
        return nil
    }

    /// Tells whether an attribute is there or not, and has no value.
    static func isBoolean(_ name: String, on element: Element) -> Bool {
        element.space == .html && booleans.contains(name) && !isCustom(element.name)
    }

    /// Tells whether an attribute's value is an address.
    static func isAddress(_ name: String) -> Bool { addresses.contains(name) }

    /// Tells whether an attribute's value may not hold values between braces.
    static func isFixed(_ name: String, on element: Element) -> Bool {
        switch name {
        case "srcset", "imagesrcset", "style", "http-equiv", "sandbox", "allow", "integrity": true
        case "type", "nonce": element.name == "script"
        case "rel": element.name == "link"
        case "content": element.attribute("http-equiv") != nil
        default: false
        }
    }

    /// Tells whether an element's tags cut the line of text that it stands in.
    static func isBlock(_ element: Element) -> Bool {
        switch element.space {
        case .html: !inline.contains(element.name) && !isCustom(element.name)
        case .svg: element.name != "svg" && element.name != "tspan"
        default: true
        }
    }

    private static func isCustom(_ name: String) -> Bool {
        name.contains("-") && name == name.lowercased()
            && !name.utf8.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
    }
}
