import ArgumentParser
import Foundation
import Operations
import PluginHost

extension PluginCommands {
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell how the plugins of the server are: where they run, and what ended."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.plugin(.status)), format)
        }
    }

    struct Place: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Choose where a plugin runs, from the next start of the server on.",
            discussion: """
                worker: in a process of its own, which can end without harm to anybody else. \
                in-process: in the server, fast and able to stop it. default: plugins that came with \
                the program run in the server, all others apart.
                """
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The plugin's id.") var plugin: String
        @Argument(help: "worker, in-process or default.") var place: String

        func validate() throws {
            guard place == "default" || PluginPlacement(rawValue: place) != nil else {
                throw ValidationError("a plugin runs in worker, in-process or default")
            }
        }

        func run() async throws {
            let request = PluginRequest.place(plugin, PluginPlacement(rawValue: place))
            try Reception.show(try await Reception(data).ask(.plugin(request)), format)
        }
    }

    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a plugin begin again that was paused because its process kept ending."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The plugin's id.") var plugin: String

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.plugin(.resume(plugin))), format)
        }
    }

    struct Reload: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let the server look for plugins and versions that are new.",
            discussion: """
                A new version of a plugin with a process of its own serves once it is ready; the old \
                one ends after its last call. A plugin in the server's process stays until a restart.
                """
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.plugin(.reload)), format)
        }
    }
}
