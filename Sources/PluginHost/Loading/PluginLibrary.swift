import CPluginABI
import Foundation

/// Opens a plugin's library and keeps it for ever.
///
/// Never closed: closing a library that uses Swift's runtime leaves dangling metadata behind.
public enum PluginLibrary {
    /// Opens a library in this process and reads its description: for `conecta-worker` alone.
    ///
    /// - Throws: `PluginProblem`.
    public static func probe(path: String) throws -> ProbeReport {
        try open(path: path).report
    }

    /// Opens a library and reads its description.
    static func open(path: String) throws -> DescriptionReader.Description {
        guard path.hasPrefix("/") else { throw PluginProblem("\(path) is not an absolute path") }
        guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE) else {
            throw PluginProblem("the library cannot be opened: \(reason)")
        }
        guard let symbol = dlsym(handle, CNX_ENTRY_SYMBOL) else {
            throw PluginProblem("the library has no \(CNX_ENTRY_SYMBOL): \(reason)")
        }
        // The contract: the symbol of this name is a function of this type.
        let entry = unsafeBitCast(symbol, to: cnx_entry_fn.self)
        return try DescriptionReader.read(entry(CNX_ABI_MAJOR, CNX_ABI_MINOR))
    }

    private static var reason: String {
        dlerror().map { String(cString: $0) } ?? "no reason given"
    }
}
