internal import Engine
internal import HTTPTypes
internal import Operations
internal import PluginHost

extension Services {
    /// Asks a channel's plugin how the page of its visitors looks.
    func visitorPage(of channel: Engine.Channel) async throws -> VisitorPage {
        do {
            return try await dependencies.channels.visitorPage(of: channel.id)
        } catch let failure as PluginFailure {
            throw Problem(failure)
        }
    }

    /// Hands what a visitor wrote to the channel's plugin; answers when it is on disk.
    ///
    /// - Throws: `Problem` when it cannot be taken now.
    func receive(
        _ request: WebhookRequest,
        on channel: Engine.Channel
    ) async throws -> WebhookAnswer {
        let answer = await dependencies.channels.visitor(channel.id, request)
        guard answer.status == 503 else { return answer }
        throw Problem.overloaded()
    }
}

extension Problem {
    /// Makes a problem of what kept a plugin from answering.
    init(_ failure: PluginFailure) {
        switch failure.class {
        case .configuration, .argument:
            self = Problem(
                .unprocessableContent,
                "bad-configuration",
                detail: failure.message
            )
        case .unsupported:
            self = Problem(.unprocessableContent, "unsupported", detail: failure.message)
        case .busy: self = .overloaded()
        default: self = .unavailable(failure.message)
        }
    }
}
