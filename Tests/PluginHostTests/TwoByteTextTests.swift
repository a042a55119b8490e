import TestSupport
import Testing

@testable import PluginHost

@Suite("What plugins write is copied only where it is UTF-8, however fast that is told")
struct TwoByteTextTests {
    @Test(arguments: [
        "", "Olá", "não à tarde", "Não consigo acessar a minha conta desde ontem à tarde.",
        "Ωμέγα και άλφα",
        "добрый день, у меня вопрос", "مرحبا، لدي سؤال",
        "plain text that is a little longer than two words",
    ])
    func `letters of one and two bytes are told fast`(text: String) {
        let told = Array(text.utf8).withUnsafeBytes { String(twoByte: $0) }
        let isShort = text.utf8.count <= 8 && !text.utf8.allSatisfy { $0 < 0x80 }
        #expect(told == (isShort ? nil : text))
    }

    /// Every pair of bytes, at every place of a text of two and a half words: at its ends, across words and within.
    @Test func `nothing is taken that the library refuses, and nothing that takes more bytes`() {
        var taken = 0
        for place in 0..<19 {
            var bytes = Array("Uma frase de letras.".utf8)
            for first in UInt8.min...UInt8.max {
                for second in UInt8.min...UInt8.max {
                    bytes[place] = first
                    bytes[place + 1] = second
                    let told = bytes.withUnsafeBytes { String(twoByte: $0) }
                    let isLetters = first < 0x80 && second < 0x80
                    let isLetter = (0xC2...0xDF).contains(first) && (0x80...0xBF).contains(second)
                    guard (told != nil) == (isLetters || isLetter) else {
                        Issue.record("\(first), \(second) at \(place): \(told ?? "refused")")
                        return
                    }
                    if let told {
                        guard Array(told.utf8) == bytes else {
                            Issue.record("\(first), \(second) at \(place) is copied as \(told)")
                            return
                        }
                        taken += 1
                    }
                }
            }
        }
        #expect(taken == 19 * (128 * 128 + 30 * 64))
    }

    /// Pieces of letters, cut and joined at random.
    @Test func `what is taken is what the library reads`() {
        var random = SeededDice(seed: 7)
        let pieces: [[UInt8]] =
            ["a", " ", "ç", "ß", "Ж", "€", "👍", "\u{0}"].map { Array($0.utf8) } + [
                [0x80], [0xC3], [0xC0, 0x80], [0xE2, 0x82], [0xF0, 0x9F], [0xED, 0xA0, 0x80],
                [0xFF],
            ]
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            // Mostly plain letters, since one odd piece is enough to be refused.
            for _ in 0..<Int.random(in: 0..<40, using: &random) {
                let odd = Int.random(in: 0..<12, using: &random) == 0
                bytes += (odd ? pieces[5...] : pieces[..<5]).randomElement(using: &random)!
            }
            bytes.withUnsafeBytes { bytes in
                let told = String(twoByte: bytes)
                guard let told else { return }
                #expect(told == String(validating: bytes, as: UTF8.self), "\(Array(bytes))")
            }
        }
    }
}
