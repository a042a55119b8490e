import Foundation
import Operations
import PluginHost

extension Installation {
    /// The path of the program in which libraries are opened first.
    var worker: String { executables.appending(path: "conecta-worker").path }

    /// What authors build plugins with: that of the checkout, or the installed.
    var author: AuthorKit {
        let around = templates.deletingLastPathComponent()
        let manifest = around.appending(path: "Package.swift").path
        return FileManager.default.fileExists(atPath: manifest)
            ? AuthorKit(checkout: around)
            : AuthorKit(installed: around.appending(path: "author", directoryHint: .isDirectory))
    }

    /// The settings of a house in a data folder.
    func settings(folder: URL, isDemo: Bool = false) -> HouseSettings {
        HouseSettings(
            folder: folder,
            plugins: plugins + [InstalledPlugins.folder(of: folder)],
            ownPlugins: ownPlugins,
            libraries: libraries,
            templates: templates,
            worker: worker,
            isDemo: isDemo
        )
    }
}
