import Crypto
import CryptoExtras
import Foundation

/// Is a password as it is stored: scrypt with its parameters, so that they can grow.
struct PasswordHash {
    private static let rounds = 1 << 15
    private static let blockSize = 8
    private static let parallelism = 1

    private let rounds: Int
    private let blockSize: Int
    private let parallelism: Int
    private let salt: [UInt8]
    private let key: [UInt8]

    /// Hashes a password with a new salt.
    init(_ password: String, rounds: Int = Self.rounds) throws {
        self.rounds = rounds
        blockSize = Self.blockSize
        parallelism = Self.parallelism
        salt = RandomBytes.make(16)
        key = try Self.derive(password, salt, rounds, blockSize, parallelism)
    }

    /// Reads what `description` writes.
    init?(stored: String) {
        let parts = stored.split(separator: "$")
        guard parts.count == 6, parts[0] == "scrypt",
            let rounds = Int(parts[1]), let blockSize = Int(parts[2]),
            let parallelism = Int(parts[3]),
            let salt = Data(base64Encoded: String(parts[4])),
            let key = Data(base64Encoded: String(parts[5]))
        else { return nil }
        self.rounds = rounds
        self.blockSize = blockSize
        self.parallelism = parallelism
        self.salt = Array(salt)
        self.key = Array(key)
    }

    /// The text to store: `scrypt$n$r$p$salt$key`.
    var stored: String {
        let salt = Data(salt).base64EncodedString()
        let key = Data(key).base64EncodedString()
        return "scrypt$\(rounds)$\(blockSize)$\(parallelism)$\(salt)$\(key)"
    }

    /// Whether it was made with other parameters than new ones are.
    var isOutdated: Bool {
        rounds != Self.rounds || blockSize != Self.blockSize || parallelism != Self.parallelism
    }

    /// Tells whether a password is the right one, in a time that tells nothing.
    func matches(_ password: String) throws -> Bool {
        let other = try Self.derive(password, salt, rounds, blockSize, parallelism)
        return ConstantTime.areEqual(key, other)
    }

    private static func derive(
        _ password: String,
        _ salt: [UInt8],
        _ rounds: Int,
        _ blockSize: Int,
        _ parallelism: Int
    ) throws -> [UInt8] {
        // The same letters can be written in several ways; keyboards differ.
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.precomposedStringWithCanonicalMapping.utf8),
            salt: salt,
            outputByteCount: 32,
            rounds: rounds,
            blockSize: blockSize,
            parallelism: parallelism
        )
        return key.withUnsafeBytes { Array($0) }
    }
}

/// Compares secrets without telling where they differ.
enum ConstantTime {
    /// Tells whether two values are equal, looking at every byte.
    static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count == right.count else { return false }
        var difference: UInt8 = 0
        for (one, other) in zip(left, right) {
            difference |= one ^ other
        }
        return difference == 0
    }
}

/// Makes bytes that nobody can guess.
enum RandomBytes {
    /// Makes a count of bytes from the system's generator.
    static func make(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
