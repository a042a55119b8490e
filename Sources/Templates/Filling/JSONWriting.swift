internal import Foundation
internal import Paper

/// Writes facts as JSON that no HTML parser can mistake for its own.
enum JSONWriting {
    /// Writes a value of a declared type; fields that are not declared are left out.
    static func write(
        _ fact: PageFact.Value,
        as kind: Kind,
        _ machines: FormWriting,
        into output: inout Output
    ) {
        switch (fact, kind) {
        case (.text(let text), _): write(text, into: &output)
        case (.integer(let number), _), (.duration(let number), _):
            ascii(String(number), into: &output)
        case (.number(let number), _):
            ascii(number.isFinite ? number.description : "null", into: &output)
        case (.flag(let flag), _): output.append(flag ? "true" : "false")
        case (.moment(let moment), _):
            write(machines.text(.moment(moment), Form(style: .iso)), into: &output)
        case (.texts(let texts), _):
            list(texts, into: &output) { text, output in write(text, into: &output) }
        case (.list(let records), .list(let shape)):
            list(records, into: &output) { record, output in
                write(record.fields, of: shape, machines, into: &output)
            }
        case (.record(let facts), .record(let shape)):
            write(facts.fields, of: shape, machines, into: &output)
        default: output.append("null")
        }
    }

    static func write(
        _ fields: [PageFacts.Field],
        of shape: Shape,
        _ machines: FormWriting,
        into output: inout Output
    ) {
        list(shape.fields, into: &output, "{", "}") { field, output in
            write(field.name, into: &output)
            output.append(":")
            let fact = fields.first { $0.0.bytes.elementsEqual(field.name.utf8) }?.1
            write(fact?.value ?? .none, as: field.kind, machines, into: &output)
        }
    }

    private static func list<Item>(
        _ items: [Item],
        into output: inout Output,
        _ open: StaticString = "[",
        _ close: StaticString = "]",
        _ write: (Item, inout Output) -> Void
    ) {
        output.append(open)
        for (index, item) in items.enumerated() {
            if index > 0 { output.append(",") }
            write(item, &output)
        }
        output.append(close)
    }

    /// Writes a text in quotes; `<`, `>` and `&` become escapes, so that no tag can begin in it.
    static func write(_ text: String, into output: inout Output) {
        output.append("\"")
        text.withBytes { bytes in
            for byte in bytes {
                switch byte {
                case UInt8(ascii: "\""): output.append("\\\"")
                case UInt8(ascii: "\\"): output.append("\\\\")
                case 0x0A: output.append("\\n")
                case 0..<0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), 0x7F:
                    output.append("\\u00")
                    output.append(digit(byte >> 4))
                    output.append(digit(byte & 0x0F))
                default: output.append(byte)
                }
            }
        }
        output.append("\"")
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? value + 0x30 : value + 0x57
    }

    private static func ascii(_ text: String, into output: inout Output) {
        for byte in text.utf8 { output.append(byte) }
    }
}
