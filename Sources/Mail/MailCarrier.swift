internal import CCurl
internal import Dispatch

/// Hands letters to a mail server, on threads of its own, so many at a time.
public struct MailCarrier: Sendable {
    /// How long a server may take to be reached, and to say nothing, in seconds.
    static let patience = 20

    private let queue: DispatchQueue
    private let places: DispatchSemaphore
    private let halt: MailHalt

    /// Creates a carrier.
    public init(atOnce: Int = 2, halt: MailHalt = MailHalt()) {
        queue = DispatchQueue(label: "conecta.mail", attributes: .concurrent)
        places = DispatchSemaphore(value: max(1, atOnce))
        self.halt = halt
        _ = Self.start
    }

    /// Hands a letter over.
    public func carry(_ letter: Letter, to server: MailServer) async -> MailOutcome {
        await withCheckedContinuation { continuation in
            queue.async {
                places.wait()
                let outcome = talk(letter, server)
                places.signal()
                continuation.resume(returning: outcome)
            }
        }
    }

    private func talk(_ letter: Letter, _ server: MailServer) -> MailOutcome {
        guard let handle = curl_easy_init() else { return .notSent("libcurl cannot be used") }
        defer { curl_easy_cleanup(handle) }
        let bytes = letter.bytes
        guard !bytes.isEmpty else { return .notSent("the letter could not be written") }
        // A short letter would be handed over before curl asks whether to stop.
        guard !halt.isWanted else { return .notSent("the server is being stopped") }
        let talk = Conversation(bytes, halt: halt)
        let recipients = curl_slist_append(nil, "<\(letter.to.address)>")
        defer { curl_slist_free_all(recipients) }
        prepare(handle, server, as: letter.from.domain)
        conecta_curl_set_text(handle, CURLOPT_MAIL_FROM, "<\(letter.from.address)>")
        conecta_curl_set_pointer(handle, CURLOPT_MAIL_RCPT, recipients)
        conecta_curl_set_size(handle, CURLOPT_INFILESIZE_LARGE, Int64(bytes.count))
        return withExtendedLifetime(talk) {
            conecta_curl_set_callbacks(
                handle,
                give,
                hear,
                measure,
                Unmanaged.passUnretained(talk).toOpaque()
            )
            let code = curl_easy_perform(handle)
            return outcome(code, status: Int(conecta_curl_answer(handle)), talk, server)
        }
    }

    private func prepare(_ handle: UnsafeMutableRawPointer, _ server: MailServer, as name: String) {
        conecta_curl_set_text(handle, CURLOPT_URL, server.url(as: name))
        conecta_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        conecta_curl_set_number(handle, CURLOPT_UPLOAD, 1)
        // Signals would end up on any thread of the server.
        conecta_curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
        conecta_curl_set_number(handle, CURLOPT_CONNECTTIMEOUT, Self.patience)
        conecta_curl_set_number(handle, CURLOPT_SERVER_RESPONSE_TIMEOUT, 3 * Self.patience)
        conecta_curl_set_number(handle, CURLOPT_TIMEOUT, 300)
        // A proxy of the environment is none for mail.
        conecta_curl_set_text(handle, CURLOPT_PROXY, "")
        let isSecret = server.security != .none
        conecta_curl_set_number(
            handle,
            CURLOPT_USE_SSL,
            Int(isSecret ? CURLUSESSL_ALL.rawValue : CURLUSESSL_NONE.rawValue)
        )
        conecta_curl_set_number(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        conecta_curl_set_number(handle, CURLOPT_SSL_VERIFYPEER, 1)
        conecta_curl_set_number(handle, CURLOPT_SSL_VERIFYHOST, 2)
        if !server.authorities.isEmpty {
            var pem = server.authorities
            pem.withUTF8 { bytes in
                if let start = bytes.baseAddress {
                    conecta_curl_set_authorities(handle, start, bytes.count)
                }
            }
        }
        guard !server.user.isEmpty else { return }
        conecta_curl_set_text(handle, CURLOPT_USERNAME, server.user)
        conecta_curl_set_text(handle, CURLOPT_PASSWORD, server.password)
    }

    private func outcome(
        _ code: CURLcode,
        status: Int,
        _ talk: Conversation,
        _ server: MailServer
    ) -> MailOutcome {
        if code == CURLE_OK { return .accepted(talk.answer) }
        let reason = String(cString: curl_easy_strerror(code))
        let isAnswered = (400..<600).contains(status)
        if talk.isHandedOver, !isAnswered {
            return .unknown("\(reason), after all of the letter was handed over")
        }
        guard isAnswered, talk.stage >= .envelope else {
            let said = talk.answer
            let words = said.isEmpty || !isAnswered ? reason : "\(reason): \(said)"
            return .notSent("\(server.host):\(server.port): \(words)")
        }
        return .refused(status: status, words: talk.answer, isFinal: status >= 500)
    }

    // The library makes itself ready once, before the first thread uses it.
    private static let start = conecta_curl_start()
}

private func conversation(_ context: UnsafeMutableRawPointer?) -> Conversation? {
    context.map { Unmanaged<Conversation>.fromOpaque($0).takeUnretainedValue() }
}

private func give(
    _ target: UnsafeMutablePointer<CChar>,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    let space = UnsafeMutableRawBufferPointer(start: target, count: size * count)
    return conversation(context)?.give(space) ?? 0
}

private func hear(
    _ handle: UnsafeMutableRawPointer,
    _ kind: curl_infotype,
    _ text: UnsafeMutablePointer<CChar>,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int32 {
    conversation(context)?.hear(kind, UnsafeRawBufferPointer(start: text, count: count))
    return 0
}

private func measure(
    _ context: UnsafeMutableRawPointer?,
    _ toReceive: curl_off_t,
    _ received: curl_off_t,
    _ toSend: curl_off_t,
    _ sent: curl_off_t
) -> Int32 {
    conversation(context)?.mayStop == true ? 1 : 0
}
