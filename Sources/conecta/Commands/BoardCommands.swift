public import ArgumentParser
public import Operations
public import Rendering

/// Wallboards.
struct BoardCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "board",
        abstract: "Wallboards as pictures.",
        subcommands: [
            List.self, Render.self, Link.self, Links.self, Export.self, Import.self, Remove.self,
        ]
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the boards.")

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions

        func run() async throws {
            try Reception.show(try await Reception(data).ask(.board(.list)), format)
        }
    }

    struct Render: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Draw a board to a file, as an administrator sees it.",
            discussion: "The file's ending decides: .png or .pdf."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var plugins: PluginOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The board's slug, such as operacao.") var slug: String
        @Option(name: [.short, .long], help: "The file, or - for the standard output as PNG.")
        var output: String
        @Option(help: "Width and height in pixels before scaling.") var size = BoardSize()
        @Option(help: "Device pixels for each pixel, 0.5 to 4.") var scale = 1.0
        @Option(help: "dark or light.") var theme = BoardTheme.dark
        @Option(help: "Few colours: 2, 4, 16 or 256 greys, bwr or bwry.")
        var palette: PngPalette?
        @Option(help: "Turn the picture clockwise: 0, 90, 180 or 270.")
        var rotate = QuarterTurn.none

        func validate() throws {
            guard (0.5...4).contains(scale) else {
                throw ValidationError("--scale must be from 0.5 to 4")
            }
            _ = try documentFormat
        }

        private var documentFormat: DocumentFormat {
            get throws { try DocumentFormat(ofFile: output, among: [.png, .pdf]) }
        }

        func run() async throws {
            let shape = BoardShape(
                width: size.width,
                height: size.height,
                scale: scale,
                theme: theme,
                palette: palette,
                turn: rotate
            )
            let request = BoardCommand.render(slug: slug, shape, format: try documentFormat)
            let reception = Reception(data, plugins: plugins)
            let answer = try await reception.ask(.board(request), into: output)
            if output != "-" { try Reception.show(answer, format) }
        }
    }

    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a link with which a kiosk shows a board without a login.",
            discussion: "Whoever has the link sees the board. `token revoke` ends it."
        )

        @OptionGroup var data: DataOptions
        @OptionGroup var format: FormatOptions
        @Argument(help: "The board's slug.") var slug: String
        @Option(help: "Where the kiosk is.") var name = "kiosk"
        @Option(help: "Whose eyes it has: an address; an administrator's by default.")
        var user: String?
        @Flag(help: "Show names of contacts.") var names = false
        @Option(help: "After how many days it ends.") var days: Int?

        func validate() throws {
            guard days.map((1...3_650).contains) ?? true else {
                throw ValidationError("--days must be from 1 to 3650")
            }
        }

        func run() async throws {
            let options = KioskLinkOptions(user: user, showsNames: names, days: days)
            let request = BoardCommand.link(slug: slug, name: name, options: options)
            try Reception.show(try await Reception(data).ask(.board(request)), format)
        }
    }
}

/// Reads `1920x1080`.
struct BoardSize: ExpressibleByArgument {
    var width = 1_920
    var height = 1_080

    init() {}

    init?(argument: String) {
        let parts = argument.split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]),
            (96...7_680).contains(width), (96...7_680).contains(height)
        else { return nil }
        self.width = width
        self.height = height
    }

    var defaultValueDescription: String { "\(width)x\(height)" }
}

extension BoardTheme: ExpressibleByArgument {}

extension PngPalette: ExpressibleByArgument {}

extension QuarterTurn: ExpressibleByArgument {}

extension DocumentFormat {
    /// Tells the format by a file's ending; `-` is a picture.
    init(ofFile name: String, among formats: [DocumentFormat]) throws {
        let ending = name == "-" ? "png" : name.split(separator: ".").last.map(String.init) ?? ""
        guard let format = DocumentFormat(rawValue: ending.lowercased()), formats.contains(format)
        else {
            let endings = formats.map { "." + $0.rawValue }.joined(separator: ", ")
            throw ValidationError("the file must end in one of: \(endings)")
        }
        self = format
    }
}
