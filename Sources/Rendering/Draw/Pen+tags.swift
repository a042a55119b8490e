internal import CCairo
internal import Paper

extension Pen {
    /// Draws a part of a document that has a name of its own in a PDF; on pixels it just draws.
    ///
    /// A leaf begins and ends on one page; what holds others may go on over pages.
    func tagged(
        _ tag: PdfTag,
        _ body: () throws(RenderingError) -> Void
    ) throws(RenderingError) {
        begin(tag)
        try body()
        end(tag)
    }

    /// Draws a picture, with what it shows in words.
    func figure(
        _ alternative: String,
        _ body: () throws(RenderingError) -> Void
    ) throws(RenderingError) {
        begin(.figure, alternative: alternative)
        try body()
        end(.figure)
    }

    /// Begins a part; `isLeaf` says whether words stand in it, where its kind does not.
    func begin(
        _ tag: PdfTag,
        alternative: String = "",
        span: Int = 1,
        isLeaf: Bool = true
    ) {
        guard raster == nil, !notes.isSilent else { return }
        // A part within a leaf belongs to it: a picture in a message, a row on a coarse page.
        guard notes.openLeaf == nil else {
            notes.nested += 1
            return
        }
        flushText()
        if !notes.isDocumentOpen {
            notes.isDocumentOpen = true
            cairo_tag_begin(context, PdfTag.document.rawValue, nil)
        }
        switch tag {
        case .figure: notes.alternatives.append(alternative)
        case .header: notes.headerSpans.append(span)
        default: break
        }
        if tag.isLeaf, isLeaf { notes.openLeaf = tag }
        cairo_tag_begin(context, tag.rawValue, nil)
    }

    /// Ends the part that was begun last.
    func end(_ tag: PdfTag) {
        guard raster == nil, !notes.isSilent else { return }
        guard notes.nested == 0 else {
            notes.nested -= 1
            return
        }
        flushText()
        cairo_tag_end(context, tag.rawValue)
        guard notes.openLeaf != nil else { return }
        notes.openLeaf = nil
        for link in notes.waitingLinks { emit(link: link) }
        notes.waitingLinks.removeAll(keepingCapacity: true)
    }

    /// Draws what nobody needs to hear again, such as the repeated head of a table.
    func silently(_ body: () throws(RenderingError) -> Void) throws(RenderingError) {
        let before = notes.isSilent
        notes.isSilent = true
        defer { notes.isSilent = before }
        try body()
    }

    /// Ends the document; nothing may be tagged afterwards.
    func endDocument() {
        guard notes.isDocumentOpen else { return }
        notes.isDocumentOpen = false
        flushText()
        cairo_tag_end(context, PdfTag.document.rawValue)
    }
}
