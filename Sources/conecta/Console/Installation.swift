import Foundation

/// Says where the files that come with the program are.
struct Installation {
    /// The folders with plugins.
    var plugins: [URL]

    /// The folders with plugins that came with the program.
    var ownPlugins: [URL]

    /// The folders in which a plugin's library is looked for besides its own.
    var libraries: [URL]

    /// The folder with pages, words and fonts.
    var templates: URL

    /// The folder of the program's executables.
    var executables: URL

    /// Finds the files beside this program: those of its checkout after a build, else the installed.
    ///
    /// Plugins are looked for in the folders given, or else where they come with the program.
    ///
    /// - Throws: `ConsoleError` when there are neither.
    static func ofThisProgram(plugins: [String] = []) throws -> Installation {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        var installation = try beside(program)
        if !plugins.isEmpty {
            installation.plugins = plugins.map {
                URL(filePath: $0, directoryHint: .isDirectory).absoluteURL
            }
        }
        return installation
    }

    static func beside(_ program: URL) throws -> Installation {
        let files = FileManager.default
        let folder = program.deletingLastPathComponent()
        var candidate = folder
        while candidate.path != "/" {
            let manifest = candidate.appending(path: "Package.swift").path
            let templates = candidate.appending(path: "templates", directoryHint: .isDirectory)
            if files.fileExists(atPath: manifest), files.fileExists(atPath: templates.path) {
                let plugins = candidate.appending(path: "Plugins", directoryHint: .isDirectory)
                return Installation(
                    plugins: [plugins],
                    ownPlugins: [plugins],
                    libraries: [folder],
                    templates: templates,
                    executables: folder
                )
            }
            candidate.deleteLastPathComponent()
        }
        let shared = URL(filePath: "/usr/share/conecta", directoryHint: .isDirectory)
        let templates = shared.appending(path: "templates", directoryHint: .isDirectory)
        guard files.fileExists(atPath: templates.path) else {
            throw ConsoleError(
                "the templates are missing: expected them in \(templates.path), "
                    + "or in a checkout around \(folder.path)"
            )
        }
        let library = URL(filePath: "/usr/lib/conecta", directoryHint: .isDirectory)
        let plugins = library.appending(path: "plugins", directoryHint: .isDirectory)
        return Installation(
            plugins: [plugins],
            ownPlugins: [plugins],
            libraries: [],
            templates: templates,
            executables: folder
        )
    }
}
