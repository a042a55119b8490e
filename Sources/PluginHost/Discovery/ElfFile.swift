/// Reads what a shared library says of itself, without running it; no byte of it is trusted.
struct ElfFile {
    /// The processor, as in `e_machine`.
    let machine: UInt16
    /// The names of the libraries it needs.
    let needed: [String]
    /// The ABI's major and minor of its notes; `nil` without a note.
    let abi: (major: UInt32, minor: UInt32)?

    private let image: Image
    private let symbols: Symbols

    /// Reads a file.
    ///
    /// - Throws: `PluginProblem`, which says what is wrong with it.
    init(_ bytes: [UInt8]) throws {
        let image = try Image(bytes)
        self.image = image
        machine = image.machine
        let entries = try Self.dynamicEntries(image)
        let strings = try Strings(image, entries)
        needed = try entries.filter { $0.tag == 1 }.map { try strings.text(at: $0.value) }
        symbols = Symbols(image: image, strings: strings, entries: entries)
        abi = try Self.note(image)
    }

    /// Tells whether it exports a function of a name.
    func exports(_ name: String) throws -> Bool {
        try symbols.find(name)
    }

    /// The name of a processor.
    static func name(ofMachine machine: UInt16) -> String {
        switch machine {
        case 3: "x86"
        case 40: "ARM"
        case 62: "x86-64"
        case 183: "AArch64"
        case 243: "RISC-V"
        default: "machine \(machine)"
        }
    }

    /// The processor that this program is built for.
    static var ownMachine: UInt16 {
        #if arch(x86_64)
        62
        #elseif arch(arm64)
        183
        #else
        0
        #endif
    }

    private static func dynamicEntries(_ image: Image) throws -> [(tag: UInt64, value: UInt64)] {
        guard let segment = image.segments.first(where: { $0.type == 2 }) else {
            throw PluginProblem("the library has no dynamic section")
        }
        var entries: [(tag: UInt64, value: UInt64)] = []
        var offset = segment.offset
        while offset + 16 <= segment.offset + segment.fileSize, entries.count < 4_096 {
            let tag = try image.u64(offset)
            if tag == 0 { break }
            entries.append((tag, try image.u64(offset + 8)))
            offset += 16
        }
        return entries
    }

    /// Reads the notes; several are possible if they agree.
    private static func note(_ image: Image) throws -> (major: UInt32, minor: UInt32)? {
        var found: (major: UInt32, minor: UInt32)?
        for segment in image.segments where segment.type == 4 {
            var offset = segment.offset
            let end = segment.offset + segment.fileSize
            while offset + 12 <= end {
                let nameSize = UInt64(try image.u32(offset))
                let size = UInt64(try image.u32(offset + 4))
                let name = offset + 12
                let content = name + (nameSize + 3) & ~3
                let next = content + (size + 3) & ~3
                guard next <= end else { break }
                if nameSize == 8, size == 8,
                    try image.bytes(name, 8) == Array("Conecta\0".utf8)[...]
                {
                    let abi = (major: try image.u32(content), minor: try image.u32(content + 4))
                    if let found, found != abi {
                        throw PluginProblem("the library has notes of two versions of the ABI")
                    }
                    found = abi
                }
                offset = next
            }
        }
        return found
    }
}

extension ElfFile {
    /// Is the file with bounds on every access.
    struct Image {
        struct Segment {
            let type: UInt32
            let offset: UInt64
            let address: UInt64
            let fileSize: UInt64
        }

        let machine: UInt16
        let segments: [Segment]
        private let file: [UInt8]

        init(_ file: [UInt8]) throws {
            self.file = file
            guard file.count >= 64, file.starts(with: [0x7F, 0x45, 0x4C, 0x46]) else {
                throw PluginProblem("the library is not an ELF file")
            }
            guard file[4] == 2, file[5] == 1 else {
                throw PluginProblem("the library is not a little-endian 64-bit ELF file")
            }
            func half(_ offset: Int) -> UInt16 {
                UInt16(file[offset]) | UInt16(file[offset + 1]) << 8
            }
            machine = half(18)
            guard half(16) == 3 else { throw PluginProblem("the file is not a shared library") }
            guard machine == ElfFile.ownMachine else {
                throw PluginProblem(
                    "the library is built for \(ElfFile.name(ofMachine: machine)), this machine is "
                        + ElfFile.name(ofMachine: ElfFile.ownMachine)
                )
            }
            let table = try Self.u64(file, 32)
            let count = UInt64(half(56))
            guard half(54) == 56, count > 0 else {
                throw PluginProblem("the library has no program headers")
            }
            // Section headers are the last part of a file: without them it was cut off.
            let sections = try Self.u64(file, 40)
            let sectionsLength = UInt64(half(58)) * UInt64(half(60))
            let (end, overflow) = sections.addingReportingOverflow(sectionsLength)
            guard !overflow, end <= UInt64(file.count) else { throw Self.truncated }
            var segments: [Segment] = []
            for index in 0..<count {
                let header = table &+ index * 56
                let type = UInt32(truncatingIfNeeded: try Self.u64(file, header))
                let segment = Segment(
                    type: type,
                    offset: try Self.u64(file, header &+ 8),
                    address: try Self.u64(file, header &+ 16),
                    fileSize: try Self.u64(file, header &+ 32)
                )
                let (end, overflow) = segment.offset.addingReportingOverflow(segment.fileSize)
                guard !overflow, end <= UInt64(file.count) else { throw Self.truncated }
                segments.append(segment)
            }
            self.segments = segments
        }

        private static let truncated = PluginProblem("the library is truncated")

        private static func u64(_ file: [UInt8], _ offset: UInt64) throws -> UInt64 {
            let count = UInt64(file.count)
            guard count >= 8, offset <= count - 8 else { throw truncated }
            var value: UInt64 = 0
            for index in 0..<8 { value |= UInt64(file[Int(offset) + index]) << UInt64(index * 8) }
            return value
        }

        func u64(_ offset: UInt64) throws -> UInt64 { try Self.u64(file, offset) }

        func u32(_ offset: UInt64) throws -> UInt32 {
            var value: UInt32 = 0
            for (index, byte) in try bytes(offset, 4).enumerated() {
                value |= UInt32(byte) << UInt32(index * 8)
            }
            return value
        }

        func bytes(_ offset: UInt64, _ count: UInt64) throws -> ArraySlice<UInt8> {
            let (end, overflow) = offset.addingReportingOverflow(count)
            guard !overflow, end <= UInt64(file.count) else { throw Self.truncated }
            return file[Int(offset)..<Int(end)]
        }

        /// Where in the file an address of the loaded library is.
        func offset(ofAddress address: UInt64) throws -> UInt64 {
            for segment in segments where segment.type == 1 && address >= segment.address {
                let distance = address - segment.address
                if distance < segment.fileSize { return segment.offset + distance }
            }
            throw PluginProblem("the library's dynamic section points nowhere")
        }
    }

    /// Is the table of names.
    struct Strings {
        private let bytes: ArraySlice<UInt8>

        init(_ image: Image, _ entries: [(tag: UInt64, value: UInt64)]) throws {
            guard let address = entries.first(where: { $0.tag == 5 })?.value,
                let size = entries.first(where: { $0.tag == 10 })?.value
            else { throw PluginProblem("the library has no names") }
            bytes = try image.bytes(try image.offset(ofAddress: address), size)
        }

        func text(at offset: UInt64) throws -> String {
            guard offset < UInt64(bytes.count) else {
                throw PluginProblem("the library has a name outside of its names")
            }
            let tail = bytes[(bytes.startIndex + Int(offset))...]
            guard let end = tail.firstIndex(of: 0), end - tail.startIndex <= 1_024,
                let text = String(validating: tail[..<end], as: UTF8.self)
            else { throw PluginProblem("the library has a name that is none") }
            return text
        }
    }

    /// Is the table of symbols, read through its GNU hash.
    struct Symbols {
        let image: Image
        let strings: Strings
        let entries: [(tag: UInt64, value: UInt64)]

        private func table(_ tag: UInt64) throws -> UInt64? {
            guard let address = entries.first(where: { $0.tag == tag })?.value else { return nil }
            return try image.offset(ofAddress: address)
        }

        /// Tells whether a function of a name is defined and visible.
        func find(_ name: String) throws -> Bool {
            guard let symbols = try table(6) else { return false }
            if let hash = try table(0x6FFF_FEF5) {
                return try find(name, symbols: symbols, gnu: hash)
            }
            guard let hash = try table(4) else { return false }
            let count = min(try image.u32(hash + 4), 1 << 20)
            for index in 0..<count where try matches(UInt64(index), name, symbols) { return true }
            return false
        }

        private func find(_ name: String, symbols: UInt64, gnu: UInt64) throws -> Bool {
            var code: UInt32 = 5_381
            for byte in name.utf8 { code = code &* 33 &+ UInt32(byte) }
            let buckets = try image.u32(gnu)
            let first = try image.u32(gnu + 4)
            let bloom = try image.u32(gnu + 8)
            guard buckets > 0 else { return false }
            let bucketStart = gnu + 16 + UInt64(bloom) * 8
            let chainStart = bucketStart + UInt64(buckets) * 4
            // Wider than the file has it: the last index of a hostile chain has a next one, too.
            var index = UInt64(try image.u32(bucketStart + UInt64(code % buckets) * 4))
            guard index >= first else { return false }
            for _ in 0..<(1 << 20) {
                let link = try image.u32(chainStart + (index - UInt64(first)) * 4)
                if link | 1 == code | 1, try matches(index, name, symbols) { return true }
                if link & 1 == 1 { return false }
                index += 1
            }
            return false
        }

        private func matches(_ index: UInt64, _ name: String, _ symbols: UInt64) throws -> Bool {
            let entry = symbols + index * 24
            let words = try image.u64(entry)
            let info = UInt8(truncatingIfNeeded: words >> 32)
            let section = UInt16(truncatingIfNeeded: words >> 48)
            let isFunction = info & 0xF == 2 || info & 0xF == 10
            let isVisible = info >> 4 == 1 || info >> 4 == 2
            guard section != 0, isFunction, isVisible else { return false }
            return try strings.text(at: words & 0xFFFF_FFFF) == name
        }
    }
}
