import Foundation

/// Finds what the benchmarks need of the checkout, which is the folder they are run in.
enum Checkout {
    /// The checkout's folder.
    static var root: URL { URL(filePath: FileManager.default.currentDirectoryPath) }

    /// This program.
    static var program: URL {
        get throws {
            URL(
                filePath: try FileManager.default.destinationOfSymbolicLink(
                    atPath: "/proc/self/exe"
                )
            )
        }
    }

    /// Where the build put this program, and the plugins beside it.
    static var products: URL {
        get throws { try program.deletingLastPathComponent() }
    }

    /// Refuses another folder.
    static func require() throws(BenchFailure) {
        let fonts = root.appending(path: "templates/fonts.conf").path
        guard FileManager.default.fileExists(atPath: fonts) else {
            throw BenchFailure("\(root.path) is not the checkout: run scripts/bench")
        }
    }
}

/// Is a folder for what a measurement writes, which goes with it.
struct Scratch: ~Copyable {
    /// The folder.
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "conecta-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
