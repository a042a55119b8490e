import ArgumentParser

/// Is the program: every command of the house.
@main
struct Conecta: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conecta",
        abstract: "An omnichannel attendance server.",
        discussion: """
            Exit codes: 0 done · 1 not done, with one line on stderr that says why · 64 wrong usage.
            Commands that need a data folder ask the server that runs on it; when there is none, \
            they open the folder themselves.
            """,
        subcommands: [
            ServeCommand.self, DemoCommand.self, BoardCommands.self, ReportCommands.self,
            MailCommands.self, PluginCommands.self, UserCommands.self, TokenCommands.self,
            ChannelCommands.self, CompanyCommands.self,
            TeamCommands.self, AgentCommands.self, FlowCommands.self, CheckCommand.self,
            RebuildCommand.self,
            TemplateCommands.self,
        ]
    )
}
