public import Foundation

/// Says where everything of one company and its installation is.
public struct HouseSettings: Sendable {
    /// The data folder.
    public var folder: URL

    /// The folders with plugins.
    public var plugins: [URL]

    /// The folders with plugins that came with the program: those run in the server unless said
    /// otherwise, all others in processes of their own.
    public var ownPlugins: [URL]

    /// The folders in which a plugin's library is looked for besides its own.
    public var libraries: [URL]

    /// The folder with pages, words and fonts.
    public var templates: URL

    /// The path of `conecta-worker`.
    public var worker: String

    /// Whether a data folder that is not there is made.
    public var creates = true

    /// The origins that webhooks may tell though they are private or not HTTPS, such as
    /// `http://127.0.0.1:9000`.
    public var webhookGrants: [String] = []

    /// Whether it is the demo's company, whose accounts everybody knows.
    public var isDemo: Bool

    /// Creates settings; the plugins are the program's own unless said otherwise.
    public init(
        folder: URL,
        plugins: [URL],
        ownPlugins: [URL]? = nil,
        libraries: [URL] = [],
        templates: URL,
        worker: String,
        isDemo: Bool = false
    ) {
        self.folder = folder
        self.plugins = plugins
        self.ownPlugins = ownPlugins ?? plugins
        self.libraries = libraries
        self.templates = templates
        self.worker = worker
        self.isDemo = isDemo
    }

    /// The folder with the words of screens and documents.
    public var locales: URL { templates.appending(path: "locales", directoryHint: .isDirectory) }

    /// Reads the style sheet of reports in HTML: an operator's own, or the shipped one.
    func reportStyle(overriddenIn own: URL) throws -> String {
        let files = [own, templates].map { $0.appending(path: "static/report.css") }
        let isOverridden = FileManager.default.fileExists(atPath: files[0].path)
        return try String(contentsOf: files[isOverridden ? 0 : 1], encoding: .utf8)
    }

    /// The file that names the fonts.
    public var fonts: URL { templates.appending(path: "fonts.conf") }
}
