internal import Engine
internal import Operations
internal import PluginHost
internal import Store

extension Services {
    /// Follows the switchboard and the channels until the task is cancelled.
    func follow() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await feed.run() }
            group.addTask { await passOn() }
            group.addTask { await beat() }
            group.addTask { await followAccounts() }
        }
    }

    /// Passes on what channels tell and nobody keeps.
    private func passOn() async {
        for await signal in await dependencies.channels.signals() {
            switch signal {
            case .typing(let channel, let address):
                let place = Address(channel: channel, value: address)
                let session = await switchboard.read { $0.sessionByAddress[place] }
                if let session { await feed.typing(in: session) }
            case .push(let channel, let push):
                await chat.push(
                    push.name,
                    json: push.json,
                    to: Address(channel: channel, value: push.conversation)
                )
            }
        }
    }

    /// Ends the streams of those who may come in no more, whoever said so.
    private func followAccounts() async {
        for await news in accountNews {
            switch news {
            case .tokenEnded(let id): await feed.end(token: id)
            case .loginsEnded(let agent): await feed.end(loginsOf: agent)
            }
        }
    }

    /// Beats every 15 seconds: a reader who left shows only when something is written.
    private func beat() async {
        while (try? await dependencies.clock.sleep(milliseconds: 15_000)) != nil {
            await feed.beat()
            await chat.beat()
        }
    }
}
