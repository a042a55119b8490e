internal import CCairo
internal import Paper

extension Pen {
    /// Makes a rectangle of a PDF lead to an address; on pixels nothing happens.
    ///
    /// Only `https`, `http`, `mailto` and `tel` addresses and `#anchor`s become links, so that no
    /// text of a contact can start a program.
    func link(_ area: Rectangle, _ address: String) {
        guard raster == nil, area.width > 0, area.height > 0 else { return }
        let target: String
        if address.hasPrefix("#") {
            target = "dest='\(Self.placeName(String(address.dropFirst())))'"
        } else if Self.schemes.contains(where: { address.lowercased().hasPrefix($0) }) {
            target = "uri='\(Self.escaped(address))'"
        } else {
            return
        }
        flushText()
        var (x, y) = (area.x, area.y)
        var (width, height) = (area.width, area.height)
        cairo_user_to_device(context, &x, &y)
        cairo_user_to_device_distance(context, &width, &height)
        let place = "rect=[\(x) \(y) \(abs(width)) \(abs(height))]"
        // Inside a part whose words are read out, a link would leave those words without a part.
        if notes.openLeaf != nil {
            notes.waitingLinks.append("\(place) \(target)")
        } else {
            emit(link: "\(place) \(target)")
        }
    }

    /// Writes a link that is ready.
    func emit(link: String) {
        // Cairo 1.16 writes links into nowhere unless they stand in another element.
        cairo_tag_begin(context, "NonStruct", nil)
        cairo_tag_begin(context, CAIRO_TAG_LINK, link)
        cairo_tag_end(context, CAIRO_TAG_LINK)
        cairo_tag_end(context, "NonStruct")
    }

    private static let schemes = ["https:", "http:", "mailto:", "tel:"]

    /// Names a place that `#anchor` links lead to.
    func anchor(_ name: String, x: Double, y: Double) {
        guard raster == nil, !name.isEmpty else { return }
        flushText()
        var (x, y) = (x, y)
        cairo_user_to_device(context, &x, &y)
        cairo_tag_begin(context, CAIRO_TAG_DEST, "name='\(Self.placeName(name))' x=\(x) y=\(y)")
        cairo_tag_end(context, CAIRO_TAG_DEST)
    }

    /// Writes the name of a place in letters that mean nothing to Cairo's attribute language.
    private static func placeName(_ name: String) -> String {
        "p"
            + name.utf8.map { byte in
                switch byte {
                case 0x30...0x39, 0x61...0x79:
                    String(Unicode.Scalar(byte))
                default:
                    "z" + String(byte, radix: 16)
                }
            }.joined(separator: "")
    }

    /// Keeps an address to the characters that URIs have, without quotes and parentheses, which
    /// Cairo would write unguarded.
    private static func escaped(_ address: String) -> String {
        var out = ""
        for byte in address.utf8 {
            switch byte {
            case 0x21, 0x23...0x26, 0x2A...0x3B, 0x3D, 0x3F...0x5B, 0x5D, 0x5F, 0x61...0x7A, 0x7E:
                out.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                out += digits.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return out
    }
}
