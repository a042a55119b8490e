internal import CCairo

/// Writes the parts that a PNG file is made of.
enum PngChunk {
    /// The first bytes of every file.
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Frames data with its length, type and checksum.
    static func bytes(
        _ type: StaticString,
        _ data: some Collection<UInt8>
    ) throws(RenderingError) -> [UInt8] {
        guard let length = UInt32(exactly: data.count), length < 1 << 31 else {
            throw .outOfBounds("a chunk of a picture is larger than PNG allows")
        }
        var chunk: [UInt8] = []
        chunk.reserveCapacity(data.count + 12)
        append(length, to: &chunk)
        for place in 0..<4 { chunk.append(type.utf8Start[place]) }
        chunk.append(contentsOf: data)
        let sum = chunk.withUnsafeBufferPointer { bytes -> UInt32 in
            guard let base = bytes.baseAddress else { return 0 }
            return crc32_gzip_refl(0, base + 4, UInt64(bytes.count - 4))
        }
        append(sum, to: &chunk)
        return chunk
    }

    /// The chunk that tells size and colours: eight bits each of red, green and blue.
    static func header(width: Int, height: Int) throws(RenderingError) -> [UInt8] {
        var data: [UInt8] = []
        append(UInt32(width), to: &data)
        append(UInt32(height), to: &data)
        data += [8, 2, 0, 0, 0]
        return try bytes("IHDR", data)
    }

    /// The chunk that tells size and depth of a picture whose colours are named in a palette.
    static func header(
        width: Int,
        height: Int,
        indexDepth: Int
    ) throws(RenderingError) -> [UInt8] {
        var data: [UInt8] = []
        append(UInt32(width), to: &data)
        append(UInt32(height), to: &data)
        data += [UInt8(indexDepth), 3, 0, 0, 0]
        return try bytes("IHDR", data)
    }

    /// Appends a number, highest byte first.
    static func append(_ value: UInt32, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }
}
