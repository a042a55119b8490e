internal import CCairo

/// Receives the bytes that Cairo writes and keeps the first error.
///
/// Cairo 1.16 lists a picture in a page's resources once for each time it is drawn, though a PDF
/// dictionary has each key once. Repetitions are blanked here: every offset stays as it is.
final class PdfStream {
    private let output: OutputFile
    private(set) var failure: RenderingError?

    /// The last bytes that were written, as far as a dictionary's opening may reach back.
    private var recent: [UInt8] = []

    /// What was written of a picture dictionary since its opening.
    private var dictionary: [UInt8]?

    /// Where elements were written that are amended later.
    private(set) var elements = PdfElements()

    /// An element whose name comes next.
    private var element: PdfElements.Place?

    private static let opening = Array("/XObject <<".utf8)

    private static let structure = Array(" 0 obj\n<< /Type /StructElem\n   /S /".utf8)

    init(_ output: OutputFile) {
        self.output = output
    }

    func write(_ bytes: UnsafeBufferPointer<UInt8>) -> cairo_status_t {
        guard failure == nil else { return CAIRO_STATUS_WRITE_ERROR }
        do throws(RenderingError) {
            try pass(bytes)
            return CAIRO_STATUS_SUCCESS
        } catch {
            failure = error
            return CAIRO_STATUS_WRITE_ERROR
        }
    }

    private func pass(_ bytes: UnsafeBufferPointer<UInt8>) throws(RenderingError) {
        if dictionary != nil {
            dictionary?.append(contentsOf: bytes)
            guard let held = dictionary,
                held.indices.dropLast().contains(where: { held[$0] == 0x3E && held[$0 + 1] == 0x3E }
                )
                    || held.count > 1 << 20
            else { return }
            dictionary = nil
            return try output.append(Self.unique(held))
        }
        noteElement(bytes)
        try output.append(bytes)
        recent.append(contentsOf: bytes.suffix(Self.opening.count))
        recent.removeFirst(max(0, recent.count - 2 * Self.opening.count))
        // Cairo hands over structure in small pieces; what is longer is data.
        if bytes.count < 64, Self.contains(Self.opening, in: recent) {
            dictionary = []
            recent.removeAll(keepingCapacity: true)
        }
    }

    /// Keeps the place of a picture or a header: Cairo writes the name in a piece of its own.
    private func noteElement(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let element {
            self.element = nil
            if bytes.elementsEqual("Figure".utf8) {
                elements.figures.append(element)
            } else if bytes.elementsEqual("TH".utf8) {
                elements.headers.append(element)
            }
        } else if bytes.count < 64, bytes.count > Self.structure.count,
            bytes.suffix(Self.structure.count).elementsEqual(Self.structure)
        {
            let digits = bytes.prefix(bytes.count - Self.structure.count)
            guard let number = Int64(String(decoding: digits, as: UTF8.self)) else { return }
            element = PdfElements.Place(object: number, offset: output.position)
        }
    }

    private static func contains(_ text: [UInt8], in bytes: [UInt8]) -> Bool {
        guard bytes.count >= text.count else { return false }
        return (0...bytes.count - text.count).contains {
            bytes[$0..<$0 + text.count].elementsEqual(text)
        }
    }

    /// The entries of a dictionary, those that were there before replaced by blanks.
    static func unique(_ held: [UInt8]) -> [UInt8] {
        var bytes = held
        var seen: Set<ArraySlice<UInt8>> = []
        var start = held.firstIndex(of: 0x2F)
        while let entry = start {
            let next = held[(entry + 1)...].firstIndex { $0 == 0x2F || $0 == 0x3E } ?? held.count
            let text = held[entry..<next]
            let trimmed = text[..<((text.lastIndex { $0 != 0x20 && $0 != 0x0A } ?? entry) + 1)]
            if !seen.insert(trimmed).inserted {
                for place in trimmed.indices { bytes[place] = 0x20 }
            }
            start = next < held.count && held[next] == 0x2F ? next : nil
        }
        return bytes
    }
}
