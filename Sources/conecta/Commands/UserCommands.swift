public import ArgumentParser
public import Engine
import Operations

/// People who log in.
struct UserCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "People who log in.",
        subcommands: [Add.self, List.self, SetPassword.self, SetRole.self, Disable.self]
    )

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a person.",
            discussion: "Without --password-stdin a password is made and shown once."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The address that the person logs in with.") var email: String
        @Option(help: "agent, supervisor, manager or administrator.") var role: Role
        @Option(help: "The full name; by default the address.") var name: String?
        @Option(help: "The slug of a team that the person serves; may be repeated.")
        var team: [String] = []
        @Flag(help: "Read the password from the first line of the standard input.")
        var passwordStdin = false

        func run() async throws {
            let password = try passwordStdin ? Console.readPassword() : Console.makePassword()
            let request = UserRequest.add(
                email: email,
                name: name,
                role: role,
                teams: team,
                password: password
            )
            let answer = try await Reception(data).ask(.user(request))
            try Reception.show(answer, format)
            if !passwordStdin { Console.note("password: \(password)") }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List everyone.")

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.user(.list)), format)
        }
    }

    struct SetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set a password and end the person's logins.",
            discussion: "Without --password-stdin a password is made and shown once."
        )

        @OptionGroup var data: DataOptions
        @Argument(help: "The person's address.") var email: String
        @Flag(help: "Read the password from the first line of the standard input.")
        var passwordStdin = false

        func run() async throws {
            let password = try passwordStdin ? Console.readPassword() : Console.makePassword()
            let request = UserRequest.setPassword(email: email, password: password)
            _ = try await Reception(data).ask(.user(request))
            if !passwordStdin { Console.note("password: \(password)") }
        }
    }

    struct SetRole: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set what a person may do.",
            discussion: """
                Supervisors and managers watch the teams named with --scope, or all with \
                --scope-all.
                """
        )

        @OptionGroup var data: DataOptions
        @Argument(help: "The person's address.") var email: String
        @Argument(help: "agent, supervisor, manager or administrator.") var role: Role
        @Option(help: "The slug of a team that the person watches; may be repeated.")
        var scope: [String] = []
        @Flag(help: "The person watches every team.") var scopeAll = false

        func validate() throws {
            guard scope.isEmpty || !scopeAll else {
                throw ValidationError("--scope and --scope-all exclude each other")
            }
        }

        func run() async throws {
            let scope = scopeAll ? nil : scope
            let request = UserRequest.setRole(email: email, role: role, scope: scope)
            _ = try await Reception(data).ask(.user(request))
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep a person from logging in, and end their logins."
        )

        @OptionGroup var data: DataOptions
        @Argument(help: "The person's address.") var email: String

        func run() async throws {
            _ = try await Reception(data).ask(.user(.disable(email: email)))
        }
    }
}

extension Role: ExpressibleByArgument {}
