internal import Foundation

/// Is a file that a contact sends.
struct DemoFile: Sendable, Hashable {
    var name: String
    var mediaType: String
    var bytes: [UInt8]

    /// Makes the file of something a contact says; `nil` for what needs none.
    init?(_ utterance: Utterance) {
        switch utterance {
        case .picture(_, let variant):
            self.init(name: "foto.png", mediaType: "image/png", bytes: DemoPicture(variant).png)
        case .document(let name, let title):
            self.init(name: name, mediaType: "application/pdf", bytes: Self.pdf(title))
        case .voice:
            self.init(name: "voz.ogg", mediaType: "audio/ogg", bytes: DemoSound().ogg)
        case .text, .place, .reaction, .press:
            return nil
        }
    }

    private init(name: String, mediaType: String, bytes: [UInt8]) {
        self.name = name
        self.mediaType = mediaType
        self.bytes = bytes
    }

    /// Writes a document of one page with a title.
    private static func pdf(_ title: String) -> [UInt8] {
        // Latin 1 has every letter of our contacts' names; others are left out.
        let text = title.unicodeScalars.filter {
            $0.value < 256 && !"()\\".unicodeScalars.contains($0)
        }
        let words = text.map { UInt8(truncatingIfNeeded: $0.value) }
        let content = Array("BT /F1 22 Tf 72 740 Td (".utf8) + words + Array(") Tj ET".utf8)
        let objects: [[UInt8]] = [
            Array("<< /Type /Catalog /Pages 2 0 R >>".utf8),
            Array("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".utf8),
            Array(
                """
                << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
                /Resources << /Font << /F1 5 0 R >> >> >>
                """.utf8
            ),
            Array("<< /Length \(content.count) >>\nstream\n".utf8) + content
                + Array("\nendstream".utf8),
            Array(
                """
                << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>
                """.utf8
            ),
        ]
        var file = Array("%PDF-1.4\n".utf8)
        var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for (index, object) in objects.enumerated() {
            let place = String(file.count)
            table += String(repeating: "0", count: 10 - place.count) + place + " 00000 n \n"
            file += Array("\(index + 1) 0 obj\n".utf8) + object + Array("\nendobj\n".utf8)
        }
        let start = file.count
        file += Array(table.utf8)
        file += Array(
            "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
                .utf8
        )
        return file
    }
}
