import Foundation

/// Names what is fuzzed: the environment's `CONECTA_FUZZ` chooses one, so that a single build serves.
enum Fuzz: String {
    /// Shared libraries, read without being run.
    case elf
    /// `plugin.json`.
    case manifest
    /// What a channel tells.
    case event
    /// What a report writes.
    case blocks
    /// What a worker says.
    case worker

    static let chosen: Fuzz = {
        let name = ProcessInfo.processInfo.environment["CONECTA_FUZZ"] ?? ""
        guard let fuzz = Fuzz(rawValue: name) else {
            fatalError("CONECTA_FUZZ is \"\(name)\": elf, manifest, event, blocks or worker")
        }
        return fuzz
    }()

    /// Reads the input as its part of the host would; anything but an answer or an error is a finding.
    func read(_ bytes: [UInt8]) {
        switch self {
        case .elf: readElf(bytes)
        case .manifest: readManifest(bytes)
        case .event: readEvent(bytes)
        case .blocks: readBlocks(bytes)
        case .worker: readCarriage(bytes)
        }
    }
}

/// Is what libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Fuzz.chosen.read([UInt8](UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// Looks for the entry in a library that says anything of itself.
private func readElf(_ bytes: [UInt8]) {
    guard let file = try? ElfFile(bytes) else { return }
    _ = try? file.exports("conecta_plugin_v1")
    _ = file.needed.count
}

/// Reads a manifest; what is taken must be taken again after it was written.
private func readManifest(_ bytes: [UInt8]) {
    guard let manifest = try? PluginManifest(json: Data(bytes)) else { return }
    guard let json = try? JSONEncoder().encode(manifest),
        let again = try? PluginManifest(json: json)
    else { return }
    precondition(again == manifest, "a manifest differs after it was written and read")
}
