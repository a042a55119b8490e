internal import CCairo
internal import Foundation
internal import Paper

/// Is a PDF that Cairo writes to an output while pages are drawn.
struct PdfSurface: ~Copyable {
    let surface: OpaquePointer
    private let stream: Unmanaged<PdfStream>

    init(
        _ output: OutputFile,
        info: DocumentInfo,
        width: Double,
        height: Double
    ) throws(RenderingError) {
        let stream = Unmanaged.passRetained(PdfStream(output))
        let made = cairo_pdf_surface_create_for_stream(
            { state, bytes, count in
                guard let state, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                return Unmanaged<PdfStream>.fromOpaque(state).takeUnretainedValue()
                    .write(UnsafeBufferPointer(start: bytes, count: Int(count)))
            },
            stream.toOpaque(),
            width,
            height
        )
        guard let made else {
            stream.release()
            throw .drawing("out of memory")
        }
        surface = made
        self.stream = stream
        // Newer versions of Cairo would pack objects so that the ending could not be amended.
        cairo_pdf_surface_restrict_to_version(made, CAIRO_PDF_VERSION_1_5)
        describe(info)
    }

    deinit {
        // Destroying may still write: the stream goes last.
        cairo_surface_destroy(surface)
        stream.release()
    }

    private func describe(_ info: DocumentInfo) {
        set(CAIRO_PDF_METADATA_TITLE, info.title)
        set(CAIRO_PDF_METADATA_AUTHOR, info.author)
        set(CAIRO_PDF_METADATA_SUBJECT, info.subtitle)
        set(CAIRO_PDF_METADATA_CREATOR, "Conecta")
        // Without a time of ours Cairo writes the clock's, and no two files would be equal.
        var moment: [UInt8] = []
        moment.appendTimestamp(info.dataAsOf / 1_000 * 1_000)
        let date = String(decoding: moment, as: UTF8.self)
        set(CAIRO_PDF_METADATA_CREATE_DATE, date)
        set(CAIRO_PDF_METADATA_MOD_DATE, date)
    }

    private func set(_ field: cairo_pdf_metadata_t, _ text: String) {
        // A zero byte would end the text early.
        let text = text.replacing("\0", with: "")
        if !text.isEmpty { cairo_pdf_surface_set_metadata(surface, field, text) }
    }

    /// Where Cairo wrote elements that are amended; known after `finish`.
    var elements: PdfElements { stream.takeUnretainedValue().elements }

    /// Writes what is left.
    func finish() throws(RenderingError) {
        cairo_surface_finish(surface)
        if let failure = stream.takeUnretainedValue().failure { throw failure }
        let status = cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else {
            throw .drawing(String(cString: cairo_status_to_string(status)))
        }
    }
}
