public import Foundation

/// Finds what the build made.
public enum Products {
    /// The folder of the running test bundle, where the built plugins and programs lie too.
    ///
    /// - Throws: When the system does not tell which program runs.
    public static var folder: URL {
        get throws {
            let path = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return URL(filePath: path).deletingLastPathComponent()
        }
    }

    /// The library of a product, such as `libWhatsApp.so` for `WhatsApp`.
    ///
    /// - Throws: When the system does not tell which program runs.
    public static func library(_ product: String) throws -> URL {
        try folder.appending(path: "lib\(product).so")
    }
}
