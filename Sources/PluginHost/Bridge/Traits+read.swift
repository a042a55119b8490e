import CPluginABI
import Foundation

extension ChannelTraits {
    /// Copies what a plugin declares; throws `Unfit` when it is not as the contract says.
    init(_ told: cnx_capabilities_v1) throws {
        self.init()
        features = Features(rawValue: told.features)
        window = told.window_s
        humanWindow = told.human_window_s
        resume = Resume(rawValue: told.resume) ?? .none
        rhythm = Rhythm(rawValue: told.rhythm) ?? .async
        textUnit = TextUnit(rawValue: told.text_unit) ?? .characters
        textFormat = ChannelTextFormat(rawValue: told.text_format) ?? .plain
        maximumText = told.max_text
        maximumSubject = told.max_subject
        maximumAttachments = told.max_attachments
        maximumButtons = told.max_buttons
        maximumButtonTitle = told.max_button_title
        maximumListOptions = told.max_list_options
        maximumPerSecond = told.max_per_second
        pollInterval = told.poll_interval_ms
        identityScope = try told.identity_scope.key("identity_scope")
        media = try read(told.media, told.n_media, "media", 16) { rule, index in
            let types = try rule.mime_types.text("media[\(index)].mime_types")
            return ChannelMediaRule(
                kind: ChannelMediaKind(rawValue: rule.kind) ?? .document,
                types: types.split(separator: " ").map(String.init),
                maximumBytes: rule.max_bytes,
                maximumSeconds: rule.max_seconds,
                maximumCaption: rule.max_caption
            )
        }
    }
}

extension SendResult.Outcome {
    /// Copies what a plugin tells of a send.
    init(_ told: cnx_sent_v1) throws {
        let error = ProviderError(
            code: try told.error_code.key("error_code"),
            text: try told.error_text.text("error_text")
        )
        switch Int(told.outcome) {
        case CNX_SENT_ACCEPTED:
            self = .accepted(
                id: try told.message_id.required("message_id"),
                conversation: try told.conversation_key.key("conversation_key")
            )
        case CNX_SENT_FAILED: self = .failed(error)
        case CNX_SENT_RETRY: self = .retry(after: max(0, told.retry_after_ms), error)
        case CNX_SENT_WINDOW_CLOSED: self = .windowClosed(error)
        default: self = .unknown(error)
        }
    }

    /// What a failure of `send` without a word about the message means for it.
    init(_ failure: PluginFailure) {
        let error = ProviderError(code: failure.code, text: failure.message)
        switch failure.class {
        // Refused credentials took nothing either, and an administrator can mend them.
        case .transient, .rate, .busy, .credentials, .disabled, .paused:
            self = .retry(after: max(0, failure.retryAfter), error)
        case .timeout, .cancelled, .internal, .crashed: self = .unknown(error)
        case .argument, .unsupported, .configuration, .refused, .limit, .conflict:
            self = .failed(error)
        }
    }
}

extension VisitorPage {
    /// Copies what a plugin tells of its page.
    init(_ told: cnx_visitor_page_v1) throws {
        let json = try told.fields_json.json("fields_json", array: true)
        var fields: [Field] = []
        if !json.isEmpty {
            do {
                fields = try JSONDecoder().decode([Field].self, from: Data(json.utf8))
            } catch {
                throw Unfit.argument("fields_json is not an array of fields")
            }
        }
        self.init(
            title: try told.title.text("title"),
            greeting: try told.greeting.text("greeting"),
            accent: told.accent,
            language: try told.language.key("language"),
            fields: fields,
            origins: try told.origins.text("origins").split(separator: " ").map(String.init),
            maximumFile: told.max_file_bytes
        )
    }
}
