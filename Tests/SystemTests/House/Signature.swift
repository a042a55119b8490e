import Foundation

/// Signs webhooks as providers do, with HMAC-SHA256; written out, so that the test shares no code with
/// what it tests.
enum Signature {
    /// The signature of a body in hexadecimal.
    static func hex(of body: Data, key: String) -> String {
        var block = [UInt8](key.utf8)
        if block.count > 64 { block = digest(block) }
        block += [UInt8](repeating: 0, count: 64 - block.count)
        let inner = digest(block.map { $0 ^ 0x36 } + body)
        return digest(block.map { $0 ^ 0x5C } + inner).map { String(format: "%02x", $0) }.joined()
    }

    /// The SHA-256 of bytes.
    static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var message = bytes + [0x80]
        message += [UInt8](repeating: 0, count: (120 - message.count % 64) % 64)
        message += withUnsafeBytes(of: (UInt64(bytes.count) * 8).bigEndian) { Array($0) }
        var state = Self.fractions(of: Self.primes.prefix(8), root: 2)
        let constants = Self.fractions(of: Self.primes.prefix(64), root: 3)
        for start in stride(from: 0, to: message.count, by: 64) {
            mix(Array(message[start..<start + 64]), constants, into: &state)
        }
        return state.flatMap { word in withUnsafeBytes(of: word.bigEndian) { Array($0) } }
    }

    private static func mix(_ chunk: [UInt8], _ constants: [UInt32], into state: inout [UInt32]) {
        var words = (0..<16).map { index in
            chunk[index * 4..<index * 4 + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        for index in 16..<64 {
            let (near, far) = (words[index - 15], words[index - 2])
            let one = turn(near, 7) ^ turn(near, 18) ^ near >> 3
            let two = turn(far, 17) ^ turn(far, 19) ^ far >> 10
            words.append(words[index - 16] &+ one &+ words[index - 7] &+ two)
        }
        var now = state
        for index in 0..<64 {
            let bend = turn(now[4], 6) ^ turn(now[4], 11) ^ turn(now[4], 25)
            let choice = (now[4] & now[5]) ^ (~now[4] & now[6])
            let first = now[7] &+ bend &+ choice &+ constants[index] &+ words[index]
            let swing = turn(now[0], 2) ^ turn(now[0], 13) ^ turn(now[0], 22)
            let most = (now[0] & now[1]) ^ (now[0] & now[2]) ^ (now[1] & now[2])
            now = [first &+ swing &+ most] + now[..<7]
            now[4] = now[4] &+ first
        }
        for index in 0..<8 { state[index] = state[index] &+ now[index] }
    }

    private static func turn(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }

    private static let primes: [Int] = (2...311).filter { number in
        !(2..<number).contains { $0 * $0 <= number && number % $0 == 0 }
    }

    /// The first 32 bits of the fractions of the primes' roots, which the standard takes as constants.
    private static func fractions(of primes: some Sequence<Int>, root: Double) -> [UInt32] {
        primes.map { prime in
            let value = root == 2 ? Double(prime).squareRoot() : cbrt(Double(prime))
            return UInt32((value - value.rounded(.down)) * 4_294_967_296)
        }
    }
}
