import Engine
import Paper

extension ReportRequest: Carried {
    static var blank: ReportRequest {
        ReportRequest(format: .pdf, language: .portuguese, timeZone: "")
    }

    mutating func carry(in carriage: inout Carriage) throws {
        var name = format.rawValue
        try carriage.carry(&name)
        guard let known = Format(rawValue: name) else {
            throw CarriageError("\(name) is no format")
        }
        format = known
        try carriage.carry(&language)
        try carriage.carry(&timeZone)
        try carriage.carry(&parameters)
        try carriage.carry(&viewer)
        try carriage.carry(&company)
        try carriage.carry(&width)
        try carriage.carry(&height)
        try carriage.carry(&fixesPage)
        try carriage.carry(&scale)
        try carriage.carry(&hidesConfidential)
        try carriage.carry(&isDark)
    }
}

extension ReportBatch: Carried {
    static var blank: ReportBatch { ReportBatch(columns: []) }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&columns)
    }
}

extension ReportColumn: Carried {
    static var blank: ReportColumn { ReportColumn(name: "", values: .integers([])) }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&name)
        if carriage.isReading {
            values = try Self.read(&carriage)
        } else {
            try write(&carriage)
        }
    }

    private func write(_ carriage: inout Carriage) throws {
        switch values {
        case .integers(var values):
            _ = try carriage.tag(0)
            try carriage.carry(sparse: &values)
        case .durations(var values):
            _ = try carriage.tag(1)
            try carriage.carry(sparse: &values)
        case .moments(var values):
            _ = try carriage.tag(2)
            try carriage.carry(sparse: &values)
        case .decimals(let values):
            _ = try carriage.tag(3)
            var bits = values.map { $0?.bitPattern }
            try carriage.carry(sparse: &bits)
        case .truths(let values):
            _ = try carriage.tag(4)
            var bytes = values.map { $0.map { $0 ? UInt8(1) : 0 } }
            try carriage.carry(sparse: &bytes)
        case .texts(let values):
            _ = try carriage.tag(5)
            var texts = values.map { $0 ?? "" }
            var presence = Presence(values)
            try carriage.carry(&presence)
            try carriage.carry(&texts)
        case .bytes(let values):
            _ = try carriage.tag(6)
            var presence = Presence(values)
            try carriage.carry(&presence)
            var count = UInt32(clamping: values.count)
            try carriage.carry(&count)
            for var bytes in values.map({ $0 ?? [] }) { try carriage.carry(&bytes) }
        }
    }

    private static func read(_ carriage: inout Carriage) throws -> Values {
        var numbers: [Int64?] = []
        switch try carriage.tag(0) {
        case 0:
            try carriage.carry(sparse: &numbers)
            return .integers(numbers)
        case 1:
            try carriage.carry(sparse: &numbers)
            return .durations(numbers)
        case 2:
            try carriage.carry(sparse: &numbers)
            return .moments(numbers)
        case 3:
            var bits: [UInt64?] = []
            try carriage.carry(sparse: &bits)
            return .decimals(bits.map { $0.map { Double(bitPattern: $0) } })
        case 4:
            var bytes: [UInt8?] = []
            try carriage.carry(sparse: &bytes)
            return .truths(bytes.map { $0.map { $0 != 0 } })
        case 5:
            let presence = try carriage.read(Presence.self)
            var texts: [String] = []
            try carriage.carry(&texts)
            return .texts(try presence.thin(texts))
        case 6:
            let presence = try carriage.read(Presence.self)
            var count: UInt32 = 0
            try carriage.carry(&count)
            guard Int(count) <= carriage.remaining / 4 else { throw CarriageError.short }
            var values: [[UInt8]] = []
            for _ in 0..<count {
                var bytes: [UInt8] = []
                try carriage.carry(&bytes)
                values.append(bytes)
            }
            return .bytes(try presence.thin(values))
        case let tag: throw CarriageError("\(tag) is no type of a column")
        }
    }
}

extension Carriage {
    /// Carries numbers some of which may be missing.
    fileprivate mutating func carry<Number: FixedWidthInteger & BitwiseCopyable>(
        sparse values: inout [Number?]
    ) throws {
        var presence = Presence(values)
        var plain = isReading ? [] : values.map { $0 ?? 0 }
        try carry(&presence)
        try carry(plain: &plain)
        if isReading { values = try presence.thin(plain) }
    }
}

/// Says which values of a column are there; empty when all are.
private struct Presence: Carried {
    static var blank: Presence { Presence([UInt8?]()) }

    private var bytes: [UInt8]

    init<Value>(_ values: [Value?]) {
        let isComplete = values.allSatisfy { $0 != nil }
        bytes = isComplete ? [] : values.map { $0 == nil ? 0 : 1 }
    }

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&bytes)
    }

    /// Takes out the values that are not there.
    func thin<Value>(_ values: [Value]) throws(CarriageError) -> [Value?] {
        guard !bytes.isEmpty else { return values }
        guard bytes.count == values.count else {
            throw CarriageError("a column has \(values.count) values, not \(bytes.count)")
        }
        return zip(values, bytes).map { $1 == 0 ? nil : $0 }
    }
}

extension ReportDataError: Carried {
    static var blank: ReportDataError { .notFound }

    mutating func carry(in carriage: inout Carriage) throws {
        if carriage.isReading {
            self = try Self.read(&carriage)
        } else {
            try write(&carriage)
        }
    }

    private func write(_ carriage: inout Carriage) throws {
        switch self {
        case .unknownDataset(var name):
            _ = try carriage.tag(0)
            try carriage.carry(&name)
        case .badParameter(var name, var reason):
            _ = try carriage.tag(1)
            try carriage.carry(&name)
            try carriage.carry(&reason)
        case .notFound: _ = try carriage.tag(2)
        case .forbidden: _ = try carriage.tag(3)
        }
    }

    private static func read(_ carriage: inout Carriage) throws -> ReportDataError {
        var (name, reason) = ("", "")
        switch try carriage.tag(0) {
        case 0:
            try carriage.carry(&name)
            return .unknownDataset(name)
        case 1:
            try carriage.carry(&name)
            try carriage.carry(&reason)
            return .badParameter(name: name, reason: reason)
        case 2: return .notFound
        case 3: return .forbidden
        case let tag: throw CarriageError("\(tag) is no trouble of data")
        }
    }
}
