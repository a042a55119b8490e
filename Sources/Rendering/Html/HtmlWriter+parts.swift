internal import Foundation
internal import Paper

extension HtmlWriter {
    /// Writes a value as words.
    func text(_ value: Value) -> String {
        Look.paper(wording).text(value)
    }

    /// Writes a value with what machines read of it, and its link.
    mutating func write(_ value: Value, link: String) {
        let target = HtmlText.target(link)
        if !target.isEmpty { html.open("a", ["href": target]) }
        switch value {
        case .moment(let milliseconds):
            var stamp: [UInt8] = []
            stamp.appendTimestamp(milliseconds)
            html.element("time", ["datetime": String(decoding: stamp, as: UTF8.self)], text(value))
        case .day(let day):
            var stamp: [UInt8] = []
            stamp.appendDay(Int64(day))
            html.element("time", ["datetime": String(decoding: stamp, as: UTF8.self)], text(value))
        default: html.text(text(value))
        }
        if !target.isEmpty { html.close("a") }
    }

    mutating func write(_ paragraph: Paragraph) {
        html.open("p", ["class": paragraph.alignment.name])
        for run in paragraph.runs {
            let target = HtmlText.target(run.link)
            let names = [
                run.bold ? "strong" : "", run.italic ? "em" : "", run.monospaced ? "code" : "",
            ].filter { !$0.isEmpty }
            if !target.isEmpty { html.open("a", ["href": target]) }
            if !run.tone.name.isEmpty { html.open("span", ["class": run.tone.name]) }
            for name in names { html.open(name) }
            write(lines: run.text)
            for name in names.reversed() { html.close(name) }
            if !run.tone.name.isEmpty { html.close("span") }
            if !target.isEmpty { html.close("a") }
        }
        html.close("p")
    }

    /// Writes text whose line ends count.
    mutating func write(lines text: String) {
        for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            if place > 0 { html.empty("br") }
            html.text(String(line))
        }
    }

    mutating func write(_ facts: Facts) {
        html.open("dl", ["class": "facts"])
        for fact in facts.items {
            html.open("div", ["class": fact.tone.name])
            html.element("dt", [:], fact.name)
            html.open("dd")
            write(fact.value, link: "")
            html.close("dd")
            html.close("div")
        }
        html.close("dl")
    }

    mutating func write(_ tiles: [Tile]) {
        html.open("ul", ["class": "tiles"])
        for tile in tiles {
            html.open(
                "li",
                ["class": ["tile", tile.tone.name].joinedClasses, "data-id": tile.id]
            )
            if !tile.symbol.isEmpty {
                html.element("span", ["class": "tile-symbol", "aria-hidden": "true"], tile.symbol)
            }
            html.element("span", ["class": "tile-title"], tile.title)
            html.open("strong", ["class": "tile-value"])
            write(tile.value, link: "")
            html.close("strong")
            if !tile.status.isEmpty {
                html.element("span", ["class": "status"], tile.status)
            }
            writeTrend(of: tile)
            if !tile.note.isEmpty { html.element("span", ["class": "tile-note"], tile.note) }
            html.close("li")
        }
        html.close("ul")
    }

    /// Writes the change and the goal of a tile.
    private mutating func writeTrend(of tile: Tile) {
        let look = Look.paper(wording)
        if let trend = tile.trend {
            let change = trend.change.number ?? 0
            let arrow = change > 0 ? "▲ " : change < 0 ? "▼ " : ""
            html.open("span", ["class": ["tile-trend", trend.tone.name].joinedClasses])
            html.text(arrow + look.text(change: trend.change))
            if !trend.label.isEmpty { html.element("small", [:], " " + trend.label) }
            html.close("span")
        }
        if tile.target != .nothing {
            let words = phrases.goal + " " + look.text(goal: tile.target)
            html.element("span", ["class": "tile-target"], words)
        }
    }

    mutating func write(_ entry: TranscriptEntry) {
        let side =
            switch entry.side {
            case .system: "entry-system"
            case .contact: "entry-contact"
            case .ours: "entry-ours"
            }
        html.open("li", ["class": ["entry", side, entry.tone.name].joinedClasses])
        if !entry.author.isEmpty { html.element("strong", ["class": "author"], entry.author) }
        if !entry.quote.isEmpty {
            html.element("blockquote", ["class": "quote"], entry.quote)
        }
        html.open("p")
        write(lines: entry.text)
        html.close("p")
        if !entry.attachments.isEmpty {
            html.open("ul", ["class": "attachments"])
            for attachment in entry.attachments {
                html.open("li")
                if !attachment.thumbnail.isEmpty {
                    write(attachment.thumbnail, alternative: attachment.name, class: "thumbnail")
                }
                html.element("span", ["class": "file"], attachment.name)
                html.element("small", [:], attachment.detail)
                html.close("li")
            }
            html.close("ul")
        }
        html.open("footer")
        write(.moment(entry.moment), link: "")
        if !entry.status.isEmpty { html.element("span", ["class": "status"], entry.status) }
        html.close("footer")
        html.close("li")
    }

    /// Writes an image with its bytes in place, if they are such an image at all.
    mutating func write(_ bytes: [UInt8], alternative: String, class name: String) {
        guard let size = PictureSize(bytes) else {
            html.element(
                "span",
                ["class": "unreadable"],
                alternative.isEmpty ? phrases.unreadableImage : alternative
            )
            return
        }
        let kind = size.isJpeg ? "image/jpeg" : "image/png"
        html.empty(
            "img",
            [
                "class": name, "width": String(size.width), "height": String(size.height),
                "src": "data:\(kind);base64,\(Data(bytes).base64EncodedString())",
            ]
        )
        // An image without a text for those who cannot see it still needs the attribute.
        html.bytes.removeLast()
        html.bytes.append(contentsOf: " alt=\"".utf8)
        html.text(alternative)
        html.bytes.append(contentsOf: "\">".utf8)
    }
}
