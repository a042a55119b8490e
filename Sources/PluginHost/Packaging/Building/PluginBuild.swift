import Foundation
import Glibc

/// Compiles a plugin's project into its library.
public struct PluginBuild: Sendable {
    /// The project.
    public let project: PluginProject
    /// What it builds with.
    public let kit: AuthorKit
    /// Whether the library is made for a debugger, and not for speed.
    public var isForDebugging = false
    /// Hears of every command before it is run.
    public var onCommand: @Sendable (String) -> Void = { _ in }
    /// What the compilers said beside errors.
    public var onWarning: @Sendable (String) -> Void = { _ in }

    /// Creates a build.
    public init(_ project: PluginProject, kit: AuthorKit) {
        self.project = project
        self.kit = kit
    }

    /// Compiles, links, and looks at the result as the host would.
    ///
    /// - Returns: what the library says of itself.
    /// - Throws: `PluginProblem`: a compiler is missing, or says what is wrong.
    public func run() async throws -> LibraryFacts {
        let manifest = try project.manifest
        let inC = project.sources(["c"])
        let inCpp = project.sources(["cc", "cpp", "cxx"])
        let inSwift = project.sources(["swift"])
        guard [inC, inCpp, inSwift].filter({ !$0.isEmpty }).count == 1 else {
            throw PluginProblem(
                inC.isEmpty && inCpp.isEmpty && inSwift.isEmpty
                    ? "\(project.folder.path) has no .c, .cpp or .swift files"
                    : "the sources are of several languages: build the library by yourself"
            )
        }
        try FileManager.default.createDirectory(
            at: scratch,
            withIntermediateDirectories: true
        )
        // A build that fails leaves the library of the last one as it is.
        let draft = scratch.appending(path: manifest.library)
        if !inSwift.isEmpty {
            try await buildSwift(inSwift, named: manifest.library, into: draft)
        } else {
            try await buildC(inC + inCpp, isCpp: inC.isEmpty, into: draft)
        }
        _ = try PluginFolders.facts(manifest.library, in: scratch.path)
        let target = project.folder.appending(path: manifest.library)
        guard rename(draft.path, target.path) == 0 else {
            let reason = String(cString: strerror(errno))
            throw PluginProblem("\(target.path) cannot be written: \(reason)")
        }
        return try PluginFolders.facts(manifest.library, in: project.folder.path)
    }

    private var scratch: URL { project.folder.appending(path: PluginProject.scratch) }

    private func buildC(_ sources: [URL], isCpp: Bool, into library: URL) async throws {
        let compiler = try Toolchain.find(
            isCpp ? "c++" : "cc",
            variable: isCpp ? "CXX" : "CC",
            hint: "install one with 'apt-get install \(isCpp ? "g++" : "gcc")'"
        )
        var arguments = [
            isCpp ? "-std=c++17" : "-std=c11", isForDebugging ? "-O0" : "-O2", "-g", "-Wall",
            "-Wextra", "-fPIC", "-shared", "-fvisibility=hidden", "-fstack-protector-strong",
            "-ffile-prefix-map=\(project.folder.path)=.", "-I", kit.include.path,
        ]
        arguments += sources.map(\.path)
        arguments += ["-o", library.path, "-lm", "-Wl,--version-script=\(kit.exports.path)"]
        arguments += ["-Wl,-z,defs,-z,now,-z,relro,-z,noexecstack,--build-id=none"]
        if !isForDebugging { arguments.append("-Wl,--strip-debug") }
        try await call(compiler, arguments)
    }

    private func buildSwift(_ sources: [URL], named name: String, into library: URL) async throws {
        let compiler = try await Toolchain.swift()
        let made = try await SwiftKit(kit: kit, scratch: scratch, isForDebugging: isForDebugging)
            .make(with: compiler) { try await call($0, $1) }
        var module = name.replacing(/^lib|\.so$/, with: "")
        module = module.replacing(/[^A-Za-z0-9_]/, with: "_")
        var arguments = SwiftKit.flags(isForDebugging: isForDebugging)
        arguments += ["-module-name", module, "-I", made.path, "-module-cache-path"]
        arguments.append(scratch.appending(path: "modules").path)
        arguments += ["-file-prefix-map", "\(project.folder.path)=."]
        arguments += ["-emit-library", "-static-stdlib", "-o", library.path]
        let linker = [
            "--version-script=\(kit.exports.path)", "--gc-sections", "--build-id=none", "-z", "now",
        ]
        for option in linker { arguments += ["-Xlinker", option] }
        if !isForDebugging { arguments += ["-Xlinker", "--strip-all"] }
        arguments.append(made.appending(path: "PluginKit.o").path)
        try await call(compiler.path, arguments + sources.map(\.path))
    }

    /// Runs a compiler; what it says against the sources is the problem.
    private func call(_ program: String, _ arguments: [String]) async throws {
        onCommand(([program] + arguments).joined(separator: " "))
        let result = try await Toolchain.run(program, arguments)
        let words = String(decoding: result.errors, as: UTF8.self)
            .split(whereSeparator: \.isNewline)
            // Said of the C library inside of Foundation, of which the author uses nothing.
            .filter { !$0.contains("is dangerous, better use") }
            .joined(separator: "\n")
        guard result.end == .exit(0) else {
            throw PluginProblem(words.isEmpty ? "\(program) ended: \(result.end)" : words)
        }
        if !words.isEmpty { onWarning(words) }
    }
}
