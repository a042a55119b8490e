internal import Engine
internal import Foundation
internal import Testing

@Suite struct WordFilterFoldingTests {
    @Test func `every letter with an accent is compared without it`() {
        // Letters of U+00C0 to U+00FF, against what Unicode takes apart.
        for value in UInt32(0xC0)...0xFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let letter = String(Character(scalar))
            let base = letter.decomposedStringWithCanonicalMapping.unicodeScalars.prefix(1)
            let plain = String(String.UnicodeScalarView(base))
            let filter = WordFilter(blocked: ["x\(plain)x"])
            guard scalar.properties.isAlphabetic else { continue }
            #expect(filter.blockedWord(in: "oi X\(letter)X") != nil, "\(letter)")
        }
    }

    @Test func `other scripts are compared too`() {
        let filter = WordFilter(blocked: ["спасибо", "ありがとう", "œuvre"])
        #expect(filter.blockedWord(in: "СПАСИБО!") == "спасибо")
        #expect(filter.blockedWord(in: "ありがとう 👍") == "ありがとう")
        #expect(filter.blockedWord(in: "ŒUVRE") == "œuvre")
        #expect(filter.blockedWord(in: "спасибочки") == nil)
    }
}
