internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension JSON {
    /// The value as UTF-8 bytes without white space.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        write(to: &bytes)
        return bytes
    }

    /// Reads a value that somebody else wrote, such as a plugin's schema; `nil` when it is no JSON.
    init?(parsing text: String) {
        self.init(parsing: Data(text.utf8))
    }

    /// Reads a value of UTF-8 bytes; `nil` when they are no JSON.
    init?(parsing data: Data) {
        guard let value = try? JSONDecoder().decode(Parsed.self, from: data) else { return nil }
        self = value.json
    }

    /// Makes an answer of the value.
    func response(
        _ status: HTTPResponse.Status = .ok,
        mediaType: String = "application/json",
        headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = mediaType
        if !headers.contains(.cacheControl) { headers[.cacheControl] = "no-store" }
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): bytes.append(contentsOf: String(value).utf8)
        case .number(let value):
            // JSON knows no infinity and no "not a number".
            bytes.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
        case .text(let text): Self.write(text, to: &bytes)
        case .array(let values): Self.write(values, to: &bytes)
        case .object(let fields): Self.write(fields, to: &bytes)
        }
    }

    private static func write(_ values: [JSON], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            value.write(to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private static func write(_ fields: [Field], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(field.name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            field.value.write(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
            case 0..<32:
                bytes.append(contentsOf: #"\u00"#.utf8)
                bytes.append(hexadecimalDigits[Int(byte >> 4)])
                bytes.append(hexadecimalDigits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// Reads any JSON value.
private struct Parsed: Decodable {
    let json: JSON

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        if let object = try? decoder.container(keyedBy: Key.self) {
            json = .object(
                try object.allKeys.sorted { $0.stringValue < $1.stringValue }.map { key in
                    JSON.Field(
                        name: key.stringValue,
                        value: try object.decode(Parsed.self, forKey: key).json
                    )
                }
            )
            return
        }
        if var list = try? decoder.unkeyedContainer() {
            var values: [JSON] = []
            while !list.isAtEnd { values.append(try list.decode(Parsed.self).json) }
            json = .array(values)
            return
        }
        let single = try decoder.singleValueContainer()
        if single.decodeNil() {
            json = .null
        } else if let value = try? single.decode(Bool.self) {
            json = .bool(value)
        } else if let value = try? single.decode(Int64.self) {
            json = .integer(value)
        } else if let value = try? single.decode(Double.self) {
            json = .number(value)
        } else {
            json = .text(try single.decode(String.self))
        }
    }
}

private let hexadecimalDigits = Array("0123456789abcdef".utf8)
