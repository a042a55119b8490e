import Foundation
public import PluginKit

extension MappedWebhook {
    /// Sends one message.
    public func send(_ message: Outbound, call: Call) throws -> Sent {
        let answer = try call.fetch(try request(for: message, call: call))
        return try (settings.answer ?? .standard).outcome(of: answer, for: message)
    }

    private func request(for message: Outbound, call: Call) throws -> HTTPRequest {
        guard message.template == nil else {
            throw PluginError(.unsupported, "this channel has no templates")
        }
        guard message.attachments.count <= 1 else {
            throw PluginError(.unsupported, "this channel takes one file a message")
        }
        let values = Values(message, start: settings.outgoing.startsWith) { attachment in
            try Self.content(of: attachment, call)
        }
        guard !(try values[.contactKey].isEmpty) else {
            throw PluginError(.argument, "the contact has no key on this channel")
        }
        let file = message.attachments.first
        guard file == nil || settings.outgoing.file != nil else {
            throw PluginError(
                .unsupported,
                "this channel takes no files: /outgoing/file is missing"
            )
        }
        let url = file == nil ? settings.sendURL : settings.fileURL ?? settings.sendURL
        let template =
            file == nil ? settings.outgoing.body : settings.outgoing.file?.body ?? .object([:])
        let format =
            (file == nil ? settings.outgoing.format : settings.outgoing.file?.format) ?? .json
        let (body, type) = try Self.body(template, format, values, file)
        var headers: [(key: String, value: String)] = [type]
        for (name, template) in (settings.outgoing.headers ?? [:]).sorted(by: { $0.key < $1.key }) {
            let name = name.lowercased()
            // A form says where its parts end in this header.
            guard name != "content-type" || format == .json else { continue }
            headers.removeAll { $0.key == name }
            headers.append((name, try template.header(values)))
        }
        return HTTPRequest(
            settings.outgoing.method ?? "POST",
            try url.address(values),
            headers: headers,
            body: body
        )
    }

    private static func body(
        _ template: BodyTemplate,
        _ format: Outgoing.Format,
        _ values: Values,
        _ file: Attachment?
    ) throws -> (body: [HTTPRequest.Piece], type: (key: String, value: String)) {
        let filled = try template.filled(values) ?? .object([:])
        switch format {
        case .json:
            return ([.bytes(Array(filled.encoded.utf8))], ("content-type", "application/json"))
        case .form:
            let fields = Self.fields(of: filled).map { "\($0.name.urlPart)=\($0.value.urlPart)" }
            let type = "application/x-www-form-urlencoded"
            return ([.bytes(Array(fields.joined(separator: "&").utf8))], ("content-type", type))
        case .multipart:
            var form = Multipart()
            let places = template.members(holding: .attachmentFile)
            for field in Self.fields(of: filled) {
                guard places.contains(field.name), let file else {
                    form.add(field.name, field.value)
                    continue
                }
                let name = file.fileName.isEmpty ? "arquivo" : file.fileName
                form.add(field.name, file: file.file, fileName: name, mime: file.mime)
            }
            return (form.request.body, form.request.header)
        }
    }

    private static func fields(of value: JSON) -> [(name: String, value: String)] {
        guard case .object(let members) = value else { return [] }
        return members.sorted { $0.key < $1.key }
            .compactMap { member in member.value.scalar.map { (member.key, $0) } }
    }

    private static func content(of attachment: Attachment, _ call: Call) throws -> [UInt8] {
        guard attachment.file.isEmpty else { return try call.files.read(attachment.file) }
        return attachment.bytes
    }
}

extension BodyTemplate {
    /// The members of an object whose whole value is the place of a value.
    fileprivate func members(holding placeholder: Placeholder) -> Set<String> {
        guard case .object(let members) = self else { return [] }
        return Set(
            members.filter { member in
                guard case .text(let template) = member.value else { return false }
                return template.parts == [.value(placeholder, nil)]
            }
            .keys
        )
    }
}
