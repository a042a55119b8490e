import ArgumentParser
import Foundation
import Operations
import PluginHost

extension ChannelCommands {
    /// Tries a channel with what a provider would send and an agent would write.
    struct Try: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "try",
            abstract: "Show what a webhook would bring and what a message would send; do neither.",
            discussion: """
                Nothing is stored and nothing leaves: secrets stay placeholders. With --plugin and \
                --config a channel can be tried before it is added; with SLUG and --config the \
                fields in the file stand in place of the channel's own.
                """
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The channel's slug; left out with --plugin.") var slug: String?
        @Option(help: "The plugin of a channel that is not there yet.") var plugin: String?
        @Option(help: "A file with fields of the configuration, or - for the standard input.")
        var config: String?
        @Option(help: "A file with the body of a webhook, or - for the standard input.")
        var webhook: String?
        @Option(help: "A header of the webhook, as \"Name: value\"; can be repeated.")
        var header: [String] = []
        @Option(help: "The query of the webhook, without its question mark.") var query: String?
        @Option(help: "The words of a message.") var text: String?
        @Option(help: "The key of the contact that the message goes to.") var to: String?
        @Option(help: "A file with what the provider answers to the message.") var answer: String?
        @Option(help: "The status that the provider answers with.") var status = 200

        func validate() throws {
            guard (slug == nil) != (plugin == nil) else {
                throw ValidationError("Name either a channel or, with --plugin, a plugin.")
            }
            guard webhook != nil || text != nil else {
                throw ValidationError("Give --webhook, --text or both.")
            }
            guard (100...599).contains(status) else {
                throw ValidationError("--status is from 100 to 599.")
            }
        }

        func run() async throws {
            var trial = ChannelTrial()
            trial.plugin = plugin ?? ""
            if let config { trial.configuration = try Self.text(config) }
            if let webhook {
                var request = ChannelTrial.Webhook(body: try Self.text(webhook))
                request.query = query ?? ""
                for line in header {
                    let parts = line.split(separator: ":", maxSplits: 1)
                    guard parts.count == 2 else {
                        throw ConsoleError("\(line) is not a header such as \"X-Token: abc\"")
                    }
                    let value = parts[1].trimmingCharacters(in: .whitespaces)
                    request.headers[parts[0].lowercased()] = value
                }
                trial.webhook = request
            }
            if let text {
                var message = ChannelTrial.Message(text: text)
                if let to { message.conversation = to }
                trial.message = message
            }
            let body = try answer.map(Self.text) ?? "{}"
            trial.answer = RehearsalRecord.Answer(status: status, body: body)
            let request = ChannelRequest.trial(slug: slug ?? "", trial)
            let shown = try await Reception(data).ask(.channel(request))
            try Reception.show(shown, format)
            guard case .trial(let result) = shown else { return }
            let errors = result.findings.filter { $0.level == "error" }.count
            guard errors == 0 else {
                throw ConsoleError("the channel cannot work like this: \(errors) error(s)")
            }
        }

        private static func text(_ file: String) throws -> String {
            String(decoding: try Console.read(file), as: UTF8.self)
        }
    }
}
