/// Looks at text before it is shaped.
enum TextScan {
    /// Says which way a text must go.
    enum Complexity {
        /// Words can be shaped one by one.
        case words
        /// Letters run from right to left somewhere: the order of words depends on all of it.
        case whole
    }

    /// Tells whether every character belongs to the scripts that Inter has and that need no
    /// itemisation: Latin, Greek, Cyrillic, punctuation, arrows, figures.
    static func isSimple(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        while place < text.count {
            let lead = text[place]
            if lead < 0x80 {
                guard lead >= 0x20, lead != 0x7F else { return false }
                place += 1
                continue
            }
            let scalar = scalar(text, &place)
            guard isSimple(scalar) else { return false }
        }
        return true
    }

    /// Tells whether a word is a number, a clock or a date: figures with signs between them.
    static func isFigures(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "+")...UInt8(ascii: "/"),
                UInt8(ascii: "%"):
                true
            default: false
            }
        }
    }

    private static func isSimple(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0xA0...0xA8, 0xAA...0xAD, 0xAF...0x24F, 0x300...0x36F, 0x370...0x52F,
            0x1E00...0x1FFF, 0x2010...0x2027, 0x202F...0x203B, 0x203D...0x2048, 0x20A0...0x20BF,
            0x2190...0x2193, 0x2212, 0x2260...0x2265, 0x25A0...0x25A1, 0x25B2...0x25B3,
            0x25BC...0x25BD, 0x25C6...0x25C7, 0x25CB, 0x25CF:
            true
        default: false
        }
    }

    /// Tells whether a text holds letters or marks that run from right to left.
    static func complexity(_ text: UnsafeBufferPointer<UInt8>) -> Complexity {
        var place = 0
        while place < text.count {
            // The scripts in question start at U+0590, whose lead byte is D6.
            if text[place] < 0xD6 {
                place += 1
                continue
            }
            if runsFromRight(scalar(text, &place)) { return .whole }
        }
        return .words
    }

    /// Tells whether the first letter of a text is of a script that runs from right to left.
    static func startsFromRight(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var place = 0
        while place < text.count {
            let scalar = scalar(text, &place)
            if runsFromRight(scalar) { return true }
            switch scalar {
            case 0x41...0x5A, 0x61...0x7A, 0xC0...0x1FFF, 0x2C00...0xD7FF: return false
            default: continue
            }
        }
        return false
    }

    private static func runsFromRight(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x590...0x8FF, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFB1D...0xFDFF,
            0xFE70...0xFEFC, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
            true
        default: false
        }
    }

    /// Decodes the scalar at a place of valid UTF-8 and moves past it.
    @inline(__always)
    static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ place: inout Int) -> UInt32 {
        let lead = UInt32(text[place])
        let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        var scalar = length == 1 ? lead : lead & (0x7F >> UInt32(length))
        for offset in 1..<4 where offset < length && place + offset < text.count {
            scalar = scalar << 6 | UInt32(text[place + offset] & 0x3F)
        }
        place += length
        return scalar
    }
}
