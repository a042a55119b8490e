import CPluginABI
import Crypto
import Foundation

/// Finds the folders of plugins, and reads what can be known without running them.
enum PluginFolders {
    private static let maximumLibrary = 256 << 20

    /// Finds every folder with a manifest, one or two levels below the given ones, sorted by path.
    ///
    /// Two levels, because a checkout sorts its plugins into channels and reports. A given folder may
    /// be a plugin's own, too.
    static func find(in roots: [String]) -> [String] {
        var found: [String] = []
        for root in roots {
            if isPlugin(root) { found.append(URL(filePath: root).standardizedFileURL.path) }
            for folder in subfolders(of: root) {
                if isPlugin(folder) {
                    found.append(folder)
                } else {
                    found += subfolders(of: folder).filter(isPlugin)
                }
            }
        }
        var seen: Set<String> = []
        return found.filter { seen.insert($0).inserted }
    }

    private static func subfolders(of folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted().map { name in
            URL(filePath: folder).appending(path: name).standardizedFileURL.path
        }
    }

    private static func isPlugin(_ folder: String) -> Bool {
        FileManager.default.fileExists(atPath: folder + "/" + PluginManifest.fileName)
    }

    /// Reads manifest and library of a folder.
    static func inspect(folder: String) -> PluginListing {
        var listing = PluginListing(
            folder: folder,
            manifest: nil,
            library: nil,
            features: [],
            state: .found
        )
        do {
            let manifest = try PluginManifest(folder: URL(filePath: folder))
            listing.manifest = manifest
            listing.former = InstalledPlugins.former(of: URL(filePath: folder))
            listing.features = manifest.features.map { feature in
                FeatureListing(
                    manifest: feature,
                    plugin: manifest.id,
                    schema: "",
                    icon: "",
                    disabled: nil
                )
            }
            guard manifest.abi == CNX_ABI_MAJOR else {
                throw PluginProblem(
                    "the plugin is made for ABI \(manifest.abi), this host has \(CNX_ABI_MAJOR)"
                )
            }
            let facts = try facts(manifest.library, in: folder)
            listing.library = facts
        } catch let problem as PluginProblem {
            listing.state = .refused(reason: problem.reason)
        } catch {
            listing.state = .refused(reason: "\(error)")
        }
        return listing
    }

    /// Finds a library: in the plugin's folder, else beside the running program, where a development
    /// checkout has it.
    private static func locate(_ library: String, in folder: String) throws -> String {
        let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let candidates = [folder, program.deletingLastPathComponent().path]
        for candidate in candidates {
            let path = URL(filePath: candidate).appending(path: library).path
            if FileManager.default.fileExists(atPath: path) { return path }
        }
        throw PluginProblem("\(library) is missing: neither in the folder nor beside the program")
    }

    /// Reads a library without running it.
    static func facts(_ library: String, in folder: String) throws -> LibraryFacts {
        let path = try locate(library, in: folder)
        let bytes = try read(path)
        let elf = try ElfFile(bytes)
        for name in elf.needed where !isAllowed(name) {
            throw PluginProblem("the library needs \(name), which plugins may not use")
        }
        guard let abi = elf.abi else {
            throw PluginProblem("the library has no note of the ABI (CNX_DECLARE_NOTE)")
        }
        guard abi.major == CNX_ABI_MAJOR else {
            throw PluginProblem(
                "the library is built for ABI \(abi.major), this host has \(CNX_ABI_MAJOR)"
            )
        }
        guard try elf.exports(CNX_ENTRY_SYMBOL) else {
            throw PluginProblem("the library does not export \(CNX_ENTRY_SYMBOL)")
        }
        return LibraryFacts(
            path: path,
            length: bytes.count,
            sha256: hash(bytes),
            machine: ElfFile.name(ofMachine: elf.machine),
            abi: "\(abi.major).\(abi.minor)",
            needed: elf.needed
        )
    }

    /// Computes the hash of a library as it is now.
    static func hash(path: String) throws -> String { hash(try read(path)) }

    private static func hash(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        .joined()
    }

    private static func read(_ path: String) throws -> [UInt8] {
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? handle.close() }
            let data = try handle.read(upToCount: maximumLibrary + 1) ?? Data()
            guard data.count <= maximumLibrary else {
                throw PluginProblem("the library is longer than 256 MiB")
            }
            return [UInt8](data)
        } catch let problem as PluginProblem {
            throw problem
        } catch {
            throw PluginProblem("the library cannot be read: \(error.localizedDescription)")
        }
    }

    /// Tells whether a plugin may need a library: those of C, C++ and Swift.
    private static func isAllowed(_ name: String) -> Bool {
        let exact: Set<String> = [
            "libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1",
            "libgcc_s.so.1", "libstdc++.so.6", "libdispatch.so", "libBlocksRuntime.so",
            "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "lib_FoundationICU.so",
            "libFoundation.so", "libFoundationEssentials.so",
            "libFoundationInternationalization.so",
        ]
        return exact.contains(name) || (name.hasPrefix("libswift") && name.hasSuffix(".so"))
    }
}
