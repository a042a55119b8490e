internal import Foundation
internal import Paper

/// Adds to a finished PDF what Cairo 1.16 cannot: language, metadata, the words of pictures,
/// what headers of tables head, the rows as an attached CSV, and the seal.
struct PdfEnding {
    let info: DocumentInfo
    let contentHash: String
    /// What tags need beside what Cairo wrote of them.
    let tags: PdfTagNotes
    /// Where Cairo wrote the elements that these words belong to.
    let elements: PdfElements

    /// Amends the file; `rows` writes the CSV, where there is one.
    func amend(
        _ output: OutputFile,
        rows: ((any ByteSink) throws -> Void)? = nil
    ) throws {
        var update = try PdfUpdate(output)
        try writeElements(&update)
        let metadata = update.next()
        try update.write(metadata, stream: "/Type /Metadata /Subtype /XML") {
            try output.append(Array(PdfMetadata.packet(info, contentHash: contentHash).utf8))
        }
        var catalog = try update.opening(of: update.root)
        catalog += """
               /Lang (\(info.language.rawValue))
               /ViewerPreferences << /DisplayDocTitle true >>
               /Metadata \(metadata) 0 R

            """
        if let rows {
            let file = try attach(&update, output, rows)
            catalog += "   /AF [\(file) 0 R]\n"
            catalog = try naming(file, in: catalog, &update)
        }
        try update.write(update.root, catalog + ">>")
        try update.finish(id: contentHash)
    }

    /// Gives pictures their words and headers their direction.
    private func writeElements(_ update: inout PdfUpdate) throws(RenderingError) {
        for (element, words) in zip(elements.figures, tags.alternatives) {
            let opening = try update.opening(of: element.object, at: element.offset)
            try update.write(element.object, opening + "   /Alt \(PdfText.string(words))\n>>")
        }
        for (element, span) in zip(elements.headers, tags.headerSpans) {
            let opening = try update.opening(of: element.object, at: element.offset)
            let width = span > 1 ? " /ColSpan \(span)" : ""
            try update.write(
                element.object,
                opening + "   /A << /O /Table /Scope /Column\(width) >>\n>>"
            )
        }
    }

    /// Writes the rows as a file inside the file, and gives the number of its description.
    private func attach(
        _ update: inout PdfUpdate,
        _ output: OutputFile,
        _ rows: (any ByteSink) throws -> Void
    ) throws -> Int64 {
        let stream = update.next()
        let size = update.next()
        let packed = DeflatedOutput(output)
        try update.write(
            stream,
            stream: "/Type /EmbeddedFile /Subtype /text#2Fcsv /Filter /FlateDecode"
                + " /Params << /Size \(size) 0 R >>"
        ) {
            try rows(packed)
            try packed.finish()
        }
        try update.write(size, String(packed.byteCount))
        let file = update.next()
        let name = PdfText.string(Self.fileName(info.title) + ".csv")
        try update.write(
            file,
            """
            << /Type /Filespec /F \(name) /UF \(name) /AFRelationship /Data
               /Desc \(PdfText.string(info.title))
               /EF << /F \(stream) 0 R /UF \(stream) 0 R >> >>
            """
        )
        return file
    }

    /// Enters the attached file among the names of the catalogue, which may have places already.
    private func naming(
        _ file: Int64,
        in catalog: String,
        _ update: inout PdfUpdate
    ) throws(RenderingError) -> String {
        let entry = "/EmbeddedFiles << /Names [\(PdfText.string("rows")) \(file) 0 R] >>"
        let text = PdfText(Array(catalog.utf8))
        guard let place = text.first("/Names") else {
            return catalog + "   /Names << \(entry) >>\n"
        }
        guard let names = text.number(after: place + 6) else { throw PdfUpdate.unexpected }
        try update.write(names, try update.opening(of: names) + "   \(entry)\n>>")
        return catalog
    }

    /// A title as the name of a file that every system takes.
    static func fileName(_ title: String) -> String {
        var name = ""
        for character in title.prefix(80) {
            if character.isLetter || character.isNumber || "-_.".contains(character) {
                name.append(character)
            } else if !name.hasSuffix("-"), !name.isEmpty {
                name.append("-")
            }
        }
        while name.last == "-" || name.last == "." { name.removeLast() }
        return name.isEmpty ? "rows" : name
    }
}
