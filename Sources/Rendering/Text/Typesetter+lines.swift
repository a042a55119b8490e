internal import Paper

extension Typesetter {
    /// Sets text of one face.
    func set(_ text: String, _ face: TextFace, in box: TextBox) throws(RenderingError) -> TextBlock
    {
        try set([(text, face)], in: box)
    }

    /// Sets text of several faces that wrap together.
    func set(
        _ runs: [(text: String, face: TextFace)],
        in box: TextBox
    ) throws(RenderingError) -> TextBlock {
        var breaker = LineBreaker(self, box, faces: runs.map(\.face))
        for (place, run) in runs.enumerated() {
            try Self.withUTF8(run.text) { bytes throws(RenderingError) in
                try breaker.add(bytes, face: place)
            }
        }
        return try breaker.finish()
    }

    /// Sets the bytes of valid UTF-8 in one face.
    func set(
        bytes: UnsafeBufferPointer<UInt8>,
        _ face: TextFace,
        in box: TextBox
    ) throws(RenderingError) -> TextBlock {
        var breaker = LineBreaker(self, box, faces: [face])
        try breaker.add(bytes, face: 0)
        return try breaker.finish()
    }

    /// The width of one line.
    func width(_ text: String, _ face: TextFace) throws(RenderingError) -> Double {
        try set(text, face, in: .line).width
    }

    private static func withUTF8(
        _ text: String,
        _ body: (UnsafeBufferPointer<UInt8>) throws(RenderingError) -> Void
    ) throws(RenderingError) {
        var text = text
        text.makeContiguousUTF8()
        do {
            try text.withUTF8 { try body($0) }
        } catch let error as RenderingError {
            throw error
        } catch {
            throw .font(String(describing: error))
        }
    }
}
