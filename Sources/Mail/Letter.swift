internal import CGMime

/// Is a mail to one person.
public struct Letter: Sendable {
    /// Is a file that goes with a letter.
    public struct Attachment: Sendable {
        /// The name, in any script.
        public var name: String
        /// The media type, such as `application/pdf`.
        public var mediaType: String
        /// The content.
        public var bytes: [UInt8]

        /// Creates an attachment.
        public init(name: String, mediaType: String, bytes: [UInt8]) {
            self.name = name
            self.mediaType = mediaType
            self.bytes = bytes
        }
    }

    /// Who sends it.
    public var from: MailAddress

    /// Who gets it.
    public var to: MailAddress

    /// What it is about; line ends in it become spaces.
    public var subject: String

    /// The words, plain text.
    public var text: String

    /// The language of the words, as a BCP 47 tag.
    public var language: String

    /// What no other letter has, such as `1.2.f00d@example.com`: without angle brackets.
    public var messageID: String

    /// When it was written, in seconds since 1970.
    public var date: Int64

    /// The files.
    public var attachments: [Attachment]

    /// Creates a letter.
    public init(
        from: MailAddress,
        to: MailAddress,
        subject: String,
        text: String,
        language: String,
        messageID: String,
        date: Int64,
        attachments: [Attachment] = []
    ) {
        self.from = from
        self.to = to
        self.subject = subject
        self.text = text
        self.language = language
        self.messageID = messageID
        self.date = date
        self.attachments = attachments
    }

    /// The letter as it goes over the network: MIME, with every line ended as SMTP wants it.
    public var bytes: [UInt8] {
        Self.start
        let message = g_mime_message_new(1)
        guard let message else { return [] }
        defer { conecta_mime_release(message) }
        g_mime_message_add_mailbox(
            message,
            GMIME_ADDRESS_TYPE_FROM,
            from.name.isEmpty ? nil : from.name,
            from.address
        )
        g_mime_message_add_mailbox(
            message,
            GMIME_ADDRESS_TYPE_TO,
            to.name.isEmpty ? nil : to.name,
            to.address
        )
        g_mime_message_set_subject(message, subject.onOneLine, "utf-8")
        conecta_mime_set_date(message, date)
        g_mime_message_set_message_id(message, messageID)
        let object = conecta_mime_object(message)
        // Nobody's machine answers a machine.
        g_mime_object_set_header(object, "Auto-Submitted", "auto-generated", nil)
        g_mime_object_set_header(object, "Content-Language", language.onOneLine, nil)
        let body = body()
        g_mime_message_set_mime_part(message, body)
        conecta_mime_release(body)
        var count = 0
        guard let written = conecta_mime_write(message, &count) else { return [] }
        defer { g_free(written) }
        return Array(UnsafeRawBufferPointer(start: written, count: count))
    }

    /// The words, alone or with the files; whoever asks lets go of it.
    private func body() -> UnsafeMutablePointer<GMimeObject> {
        let words = conecta_mime_text("plain", text.replacing("\0", with: ""))
        guard !attachments.isEmpty else { return words }
        var parts: [UnsafeMutablePointer<GMimeObject>] = [words]
        for file in attachments {
            let kind = file.mediaType.prefix { $0 != ";" }
                .split(separator: "/", maxSplits: 1).map(String.init)
            let part = file.bytes.withUnsafeBytes { buffer in
                let start = buffer.bindMemory(to: CChar.self).baseAddress
                return withUnsafePointer(to: 0 as CChar) { nothing in
                    conecta_mime_file(
                        kind.first ?? "application",
                        kind.count > 1 ? kind[1].trimmed : "octet-stream",
                        file.name.onOneLine,
                        start ?? nothing,
                        buffer.count
                    )
                }
            }
            parts.append(part)
        }
        // The same letter has the same bytes, whenever it is written.
        let seal = messageID.utf8.reduce(into: UInt64(14_695_981_039_346_656_037)) { hash, byte in
            hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211
        }
        let boundary = "=_conecta_" + String(seal, radix: 36)
        return conecta_mime_join("mixed", boundary, &parts, parts.count)
    }

    // The library makes itself ready once, before its first use.
    private static let start: Void = g_mime_init()
}
