import Foundation
import Testing

@Suite struct SignatureTests {
    @Test func `the signature is the one of the standard's example`() {
        let body = Data("what do ya want for nothing?".utf8)
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        #expect(Signature.hex(of: body, key: "Jefe") == expected)
    }

    @Test(arguments: [0, 55, 56, 63, 64, 119])
    func `bodies of every length around a block are padded to whole blocks`(length: Int) {
        #expect(Signature.digest([UInt8](repeating: 97, count: length)).count == 32)
    }
}
