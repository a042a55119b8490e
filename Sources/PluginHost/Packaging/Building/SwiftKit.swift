import Crypto
import Foundation

/// Compiles PluginKit for a project, once for each compiler and each state of the sources.
struct SwiftKit {
    let kit: AuthorKit
    let scratch: URL
    let isForDebugging: Bool

    /// The flags that kit and plugins share.
    static func flags(isForDebugging: Bool) -> [String] {
        let features = [
            "ExistentialAny", "InternalImportsByDefault", "MemberImportVisibility",
            "NonisolatedNonsendingByDefault",
        ]
        return ["-swift-version", "6", "-parse-as-library", "-whole-module-optimization"]
            + (isForDebugging ? ["-Onone", "-g"] : ["-O"])
            + features.flatMap { ["-enable-upcoming-feature", $0] }
    }

    /// Makes the kit unless it is there already.
    ///
    /// - Returns: the folder with its module and object, and the module of the header.
    func make(
        with compiler: Toolchain.Compiler,
        call: (String, [String]) async throws -> Void
    ) async throws -> URL {
        let sources = PluginProject(folder: kit.swiftKit).sources(["swift"])
        let header = kit.include.appending(path: "conecta_plugin.h")
        guard !sources.isEmpty, FileManager.default.fileExists(atPath: header.path) else {
            throw PluginProblem("PluginKit is missing: expected it in \(kit.swiftKit.path)")
        }
        let flags = Self.flags(isForDebugging: isForDebugging)
        var hash = SHA256()
        hash.update(data: Data((compiler.version + flags.joined(separator: " ")).utf8))
        for file in [header] + sources { hash.update(data: try Data(contentsOf: file)) }
        let name = hash.finalize().prefix(8).map { String($0, radix: 36) }.joined()
        let made = scratch.appending(path: "kit-\(name)")
        if FileManager.default.fileExists(atPath: made.path) { return made }

        let draft = scratch.appending(path: "kit-draft")
        try? FileManager.default.removeItem(at: draft)
        try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: true)
        try Data(contentsOf: header).write(to: draft.appending(path: "conecta_plugin.h"))
        let map = "module CPluginABI { header \"conecta_plugin.h\" export * }\n"
        try Data(map.utf8).write(to: draft.appending(path: "module.modulemap"))
        var arguments = flags
        arguments += ["-module-name", "PluginKit", "-I", draft.path, "-module-cache-path"]
        arguments.append(scratch.appending(path: "modules").path)
        arguments += ["-file-prefix-map", "\(kit.swiftKit.path)=PluginKit", "-emit-module"]
        arguments += ["-emit-module-path", draft.appending(path: "PluginKit.swiftmodule").path]
        arguments += ["-c", "-o", draft.appending(path: "PluginKit.o").path]
        try await call(compiler.path, arguments + sources.map(\.path))
        try FileManager.default.moveItem(at: draft, to: made)
        return made
    }
}
