/// Is a voice message, in which somebody hums two notes.
///
/// Its file is FLAC inside Ogg, which browsers play.
struct DemoSound: Sendable {
    private static let rate = 8_000
    private static let block = 4_096
    private static let blocks = 4

    /// The sound as an Ogg file.
    var ogg: [UInt8] {
        var pages = OggPages(serial: 0x4345_4E41)
        let first: [UInt8] = [0x7F] + Array("FLAC".utf8) + [1, 0, 0, 1] + Array("fLaC".utf8)
        pages.add(first + [0, 0, 0, 34] + Self.streamInfo, position: 0, isFirst: true)
        let vendor = Array("conecta".utf8)
        let comments: [UInt8] = [UInt8(vendor.count), 0, 0, 0] + vendor + [0, 0, 0, 0]
        pages.add([0x84, 0, 0, UInt8(comments.count)] + comments, position: 0)
        for number in 0..<Self.blocks {
            pages.add(
                Self.frame(number),
                position: UInt64((number + 1) * Self.block),
                isLast: number == Self.blocks - 1
            )
        }
        return pages.bytes
    }

    private static var streamInfo: [UInt8] {
        let size: [UInt8] = [UInt8(block >> 8), UInt8(block & 0xFF)]
        let samples = UInt64(block * blocks)
        // Rate in 20 bits, channels less one in 3, bits of a sample less one in 5, samples in 36.
        let packed = UInt64(rate) << 44 | 15 << 36 | samples
        let numbers = stride(from: 56, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: packed >> UInt64($0))
        }
        return size + size + Array(repeating: 0, count: 6) + numbers
            + Array(repeating: 0, count: 16)
    }

    private static func frame(_ number: Int) -> [UInt8] {
        var bytes: [UInt8] = [0xFF, 0xF8, 0xC4, 0x08, UInt8(number)]
        bytes.append(check8(bytes))
        bytes.append(0x02)
        for index in 0..<block {
            let sample = UInt16(bitPattern: hum(at: number * block + index))
            bytes += [UInt8(sample >> 8), UInt8(sample & 0xFF)]
        }
        let check = check16(bytes)
        return bytes + [UInt8(check >> 8), UInt8(check & 0xFF)]
    }

    /// A sample: a rounded wave, lower in the second half, soft at both ends.
    private static func hum(at index: Int) -> Int16 {
        let total = block * blocks
        let period = index < total / 2 ? 36 : 45
        let half = period / 2
        let place = index % period
        // A parabola over each half of a period is close to a sine.
        let part = place % half
        let height = 4 * part * (half - part) * 6_000 / (half * half)
        let swell = min(index, total - index, 1_200)
        return Int16((place < half ? height : -height) * swell / 1_200)
    }

    private static func check8(_ bytes: [UInt8]) -> UInt8 {
        bytes.reduce(0) { check, byte in
            (0..<8).reduce(check ^ byte) { value, _ in
                value & 0x80 == 0 ? value << 1 : value << 1 ^ 0x07
            }
        }
    }

    private static func check16(_ bytes: [UInt8]) -> UInt16 {
        bytes.reduce(0) { check, byte in
            (0..<8).reduce(check ^ UInt16(byte) << 8) { value, _ in
                value & 0x8000 == 0 ? value << 1 : value << 1 ^ 0x8005
            }
        }
    }
}

/// Writes packets as an Ogg stream, each on a page of its own.
private struct OggPages {
    private(set) var bytes: [UInt8] = []
    private let serial: UInt32
    private var count: UInt32 = 0

    init(serial: UInt32) {
        self.serial = serial
    }

    mutating func add(
        _ packet: [UInt8],
        position: UInt64,
        isFirst: Bool = false,
        isLast: Bool = false
    ) {
        var page = Array("OggS".utf8) + [0, (isFirst ? 2 : 0) | (isLast ? 4 : 0)]
        page += littleEndian(position, 8) + littleEndian(UInt64(serial), 4)
        page += littleEndian(UInt64(count), 4) + [0, 0, 0, 0]
        let laces = Array(repeating: UInt8(255), count: packet.count / 255)
        page.append(UInt8(laces.count + 1))
        page += laces + [UInt8(packet.count % 255)] + packet
        page.replaceSubrange(22..<26, with: littleEndian(UInt64(check(page)), 4))
        bytes += page
        count += 1
    }

    private func littleEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
    }

    private func check(_ page: [UInt8]) -> UInt32 {
        page.reduce(0) { check, byte in
            (0..<8).reduce(check ^ UInt32(byte) << 24) { value, _ in
                value & 0x8000_0000 == 0 ? value << 1 : value << 1 ^ 0x04C1_1DB7
            }
        }
    }
}
