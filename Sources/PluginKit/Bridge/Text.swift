import CPluginABI

extension String {
    /// Copies borrowed text; absent text gives an empty string.
    init(_ text: cnx_str) {
        guard let start = text.ptr, text.len > 0 else {
            self = ""
            return
        }
        self = UnsafeRawBufferPointer(start: start, count: text.len)
            .withMemoryRebound(to: UInt8.self) { String(decoding: $0, as: UTF8.self) }
    }
}

extension Array where Element == UInt8 {
    /// Copies borrowed bytes.
    init(_ bytes: cnx_bytes) {
        self.init(UnsafeBufferPointer(start: bytes.ptr, count: bytes.ptr == nil ? 0 : bytes.len))
    }
}

extension Array {
    /// Copies the parts of a borrowed array.
    init<Part>(_ start: UnsafePointer<Part>?, _ count: Int, _ element: (Part) -> Element) {
        self = UnsafeBufferPointer(start: start, count: start == nil ? 0 : count).map(element)
    }
}

extension cnx_str {
    /// Makes text that lives as long as the process.
    static func constant(_ text: String) -> cnx_str {
        var text = text
        return text.withUTF8 { bytes in
            guard let source = bytes.baseAddress, !bytes.isEmpty else { return cnx_str() }
            let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
            UnsafeMutableRawPointer(copy).copyMemory(from: source, byteCount: bytes.count)
            return cnx_str(ptr: copy, len: bytes.count)
        }
    }
}
