import Foundation
import PluginKit

/// Makes events of the elements that hold messages.
struct MessageReading {
    /// The greatest text that is taken, in bytes.
    private static let maximumText = 256 << 10

    /// The most files of one message.
    private static let maximumFiles = 32

    let incoming: Incoming
    let now: Int64
    let call: Call

    /// Reads a message.
    ///
    /// - Throws: `Stray` when the contact's key is not where it should be.
    func event(of scope: Scope) throws(Stray) -> Event {
        let contact = try incoming.contact.required("the contact’s key", in: scope)
        guard contact.utf8.count <= 256 else {
            throw Stray("the contact’s key has \(contact.utf8.count) bytes, at most 256")
        }
        var message = Message(id: "", text: try text(incoming.text, scope))
        message.replyTo = try key(incoming.replyTo, scope)
        message.attachments = try files(scope)
        if let id = try incoming.choice?.scalar(in: scope) {
            let title = try incoming.choiceTitle?.scalar(in: scope) ?? message.text
            message.choice = Choice(.button, id: id.cut(to: 1_000), title: title.cut(to: 1_000))
            if message.text.isEmpty { message.text = title.isEmpty ? id.cut(to: 1_000) : title }
        }
        let given = try key(incoming.id, scope)
        // Within one contact, so that nobody's words can be made to look like another's.
        let dedupe =
            given.isEmpty
            ? "h:\(fingerprint(contact.utf8)):\(fingerprint(scope.element.encoded.utf8))"
            : "m:\(given)"
        message.id = given.isEmpty ? dedupe : given
        if message.text.isEmpty, message.attachments.isEmpty { message.isUnsupported = true }
        let isUnsupported = message.isUnsupported
        var event = Event(key: dedupe, conversation: contact, .message(message))
        event.time = try time(incoming.time, incoming.timeFormat, scope, now: now)
        event.account = try key(incoming.account, scope)
        event.contactName = try text(incoming.name, scope).cut(to: 500)
        event.identities = try identities(contact, scope)
        if isUnsupported { event.extra = Self.extra(scope) }
        return event
    }

    private static func extra(_ scope: Scope) -> String {
        let encoded = JSON.object(["message": scope.element]).encoded
        return encoded.utf8.count <= MappedWebhook.maximumKept ? encoded : ""
    }

    private func text(_ paths: Paths?, _ scope: Scope) throws(Stray) -> String {
        try paths?.scalar(in: scope)?.cut(to: Self.maximumText) ?? ""
    }

    /// A key of the provider's; one that is too long to be kept is known by its fingerprint.
    private func key(_ paths: Paths?, _ scope: Scope) throws(Stray) -> String {
        guard let key = try paths?.scalar(in: scope) else { return "" }
        return key.utf8.count <= 512 ? key : fingerprint(key.utf8)
    }

    private func identities(_ contact: String, _ scope: Scope) throws(Stray) -> [Identity] {
        var identities = [Identity(.provider, contact)]
        if let phone = try incoming.phone?.scalar(in: scope) {
            let digits = phone.filter { ("0"..."9").contains($0) }
            if (8...15).contains(digits.count) {
                identities.append(Identity(.phone, "+" + digits))
            } else {
                call.log(.warning, "the phone is not of 8 to 15 digits: left out")
            }
        }
        if let email = try incoming.email?.scalar(in: scope)?.lowercased() {
            let parts = email.split(separator: "@", omittingEmptySubsequences: false)
            let isAddress = parts.count == 2 && parts.allSatisfy { !$0.isEmpty }
            if isAddress, email.utf8.count <= 254, !email.contains(where: \.isWhitespace) {
                identities.append(Identity(.email, email))
            } else {
                call.log(.warning, "the e-mail is no address: left out")
            }
        }
        return identities
    }

    private func files(_ scope: Scope) throws(Stray) -> [Attachment] {
        guard let places = incoming.attachments else { return [] }
        var files: [Attachment] = []
        for found in try places.list.all(in: scope) {
            var elements = [found]
            if case .list(let list) = found.value {
                elements = list.enumerated().map { element in
                    Path.Found(value: element.element, place: "\(found.place)[\(element.offset)]")
                }
            }
            for element in elements {
                let inner = scope.of(element)
                guard let url = try places.url.scalar(in: inner) else { continue }
                guard files.count < Self.maximumFiles else { return files }
                let mime = try places.mime?.scalar(in: inner)?.cut(to: 100).lowercased() ?? ""
                var file = Attachment(MediaKind(mime: mime))
                file.url = url.cut(to: 4_000)
                file.mime = mime
                file.fileName = try places.name?.scalar(in: inner)?.cut(to: 200) ?? ""
                files.append(file)
            }
        }
        return files
    }
}

extension MessageReading {
    /// Reads a time; now when there is none that can be believed.
    fileprivate func time(
        _ paths: Paths?,
        _ format: TimeFormat?,
        _ scope: Scope,
        now: Int64
    ) throws(Stray) -> Int64 {
        guard let paths else { return now }
        guard let text = try paths.scalar(in: scope) else {
            call.log(.info, "the time is missing: the moment of receipt counts")
            return now
        }
        guard let time = (format ?? .auto).milliseconds(text) else {
            call.log(.warning, "the time is not written as expected: the moment of receipt counts")
            return now
        }
        // A provider's clock may be ahead of ours, but not by a day.
        return time > now + 86_400_000 ? now : time
    }
}

extension Receipts {
    /// Reads what became of a message of ours; `nil` when it is nothing to tell.
    func event(of scope: Scope, now: Int64, call: Call) throws -> Event? {
        let word: String
        let target: String
        do {
            guard let found = try state.scalar(in: scope) else {
                call.log(.info, state.choices.map { $0.absence(in: scope) }.joined(separator: "; "))
                return nil
            }
            word = found
            target = try id.required("the id of our message", in: scope)
        } catch {
            call.log(.warning, error.description)
            return nil
        }
        guard let state = states[word] else {
            call.log(.info, "a state that /receipts/states does not name")
            return nil
        }
        guard target.utf8.count <= 512 else { return nil }
        let why = try error?.scalar(in: scope)?.cut(to: 500)
        let failure = state == .failed ? ProviderError(code: "", text: why ?? "") : nil
        let kind = Event.Kind.delivery(target: target, state.kit, error: failure)
        var event = Event(key: "r:\(target):\(state.rawValue)", conversation: "", kind)
        let text = try time?.scalar(in: scope)
        event.time = text.flatMap { (timeFormat ?? .auto).milliseconds($0) } ?? now
        return event
    }
}

extension MediaKind {
    init(mime: String) {
        switch mime.prefix(while: { $0 != "/" }) {
        case "image": self = .image
        case "audio": self = .audio
        case "video": self = .video
        default: self = .document
        }
    }
}

extension String {
    /// The text, at most so many bytes of it, cut between letters.
    fileprivate func cut(to maximum: Int) -> String {
        guard utf8.count > maximum else { return self }
        var cut = String(decoding: utf8.prefix(maximum), as: UTF8.self)
        while cut.last == "\u{FFFD}" { cut.removeLast() }
        return cut
    }
}
