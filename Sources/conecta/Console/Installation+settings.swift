import Foundation
import Operations

extension Installation {
    /// The settings of a house in a data folder.
    func settings(folder: URL, isDemo: Bool = false) -> HouseSettings {
        HouseSettings(
            folder: folder,
            plugins: plugins,
            libraries: libraries,
            templates: templates,
            worker: executables.appending(path: "conecta-worker").path,
            isDemo: isDemo
        )
    }
}
