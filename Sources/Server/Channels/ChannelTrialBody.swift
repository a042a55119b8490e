internal import Operations
internal import PluginHost

/// Is what is to be tried on a channel, as it comes; the configuration is read apart.
struct ChannelTrialBody: Decodable {
    struct Webhook: Decodable {
        var method: String?
        var query: String?
        var headers: [String: String]?
        var body: String
    }

    struct Message: Decodable {
        var conversation: String?
        var text: String?
        var replyTo: String?
        var phone: String?
        var email: String?
        var fileName: String?
        var options: [String]?
    }

    struct Answer: Decodable {
        var status: Int?
        var headers: [String: String]?
        var body: String?
    }

    var plugin: String?
    var webhook: Webhook?
    var message: Message?
    var answer: Answer?

    /// What the desk tries.
    func trial(_ configuration: String?) -> ChannelTrial {
        var trial = ChannelTrial()
        trial.plugin = plugin ?? ""
        trial.configuration = configuration ?? ""
        trial.webhook = webhook.map { given in
            var webhook = ChannelTrial.Webhook(body: given.body)
            webhook.method = given.method ?? "POST"
            webhook.query = given.query ?? ""
            webhook.headers = given.headers ?? [:]
            return webhook
        }
        trial.message = message.map { given in
            var message = ChannelTrial.Message(text: given.text ?? "")
            message.conversation = given.conversation ?? message.conversation
            message.replyTo = given.replyTo ?? ""
            message.phone = given.phone ?? ""
            message.email = given.email ?? ""
            message.fileName = given.fileName ?? ""
            message.options = given.options ?? []
            return message
        }
        if let answer {
            trial.answer = RehearsalRecord.Answer(
                status: answer.status ?? 200,
                headers: answer.headers ?? [:],
                body: answer.body ?? "{}"
            )
        }
        return trial
    }
}
