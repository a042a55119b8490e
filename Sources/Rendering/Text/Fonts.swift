internal import CCairo
public import Foundation

// @unchecked: the configuration is built before anyone else sees it and never changed after;
// fontconfig's reading functions may be called from any thread (since 2.10.91).
/// Holds the fonts that everything is drawn with, named by the project's own fontconfig file.
///
/// Pictures depend on fonts, so nothing but the files named there is used, whatever else the
/// machine has. The set is loaded and checked once and then shared by every thread.
public final class Fonts: @unchecked Sendable {
    let config: OpaquePointer

    /// The families that must be there, and the Debian package of each.
    static let needed = [
        ("Inter", "fonts-inter"),
        ("Noto Sans", "fonts-noto-core"),
        ("Noto Sans Arabic", "fonts-noto-core"),
        ("Noto Sans Mono", "fonts-noto-mono"),
        ("Noto Color Emoji", "fonts-noto-color-emoji"),
        ("Droid Sans Fallback", "fonts-droid-fallback"),
    ]

    /// Loads the fonts of a fontconfig file and checks that every family is installed.
    ///
    /// - Throws: `FontError`, which names the Debian packages that are missing.
    public init(configuration: URL) throws(FontError) {
        guard FileManager.default.isReadableFile(atPath: configuration.path) else {
            throw .unreadable(configuration.path)
        }
        guard let config = FcConfigCreate() else { throw .unreadable(configuration.path) }
        guard FcConfigParseAndLoad(config, configuration.path, FcBool(1)) != 0,
            FcConfigBuildFonts(config) != 0
        else {
            FcConfigDestroy(config)
            throw .unreadable(configuration.path)
        }
        self.config = config
        let missing = Self.needed.filter { !has($0.0) }
        guard missing.isEmpty else {
            throw .missing(
                families: missing.map(\.0),
                packages: Set(missing.map(\.1)).sorted()
            )
        }
    }

    deinit {
        FcConfigDestroy(config)
    }

    /// Tells whether a family is installed.
    private func has(_ family: String) -> Bool {
        guard let pattern = FcPatternCreate(), let objects = FcObjectSetCreate() else {
            return false
        }
        defer {
            FcPatternDestroy(pattern)
            FcObjectSetDestroy(objects)
        }
        FcPatternAddString(pattern, FC_FAMILY, family)
        guard let list = FcFontList(config, pattern, objects) else { return false }
        defer { FcFontSetDestroy(list) }
        return list.pointee.nfont > 0
    }

    /// Finds the file of a family's face.
    func file(of typeface: Typeface) throws(RenderingError) -> FontFile {
        guard let pattern = FcPatternCreate() else { throw .font("out of memory") }
        defer { FcPatternDestroy(pattern) }
        FcPatternAddString(pattern, FC_FAMILY, typeface.family)
        FcPatternAddInteger(pattern, FC_WEIGHT, FcWeightFromOpenType(typeface.weight.openType))
        FcPatternAddInteger(pattern, FC_SLANT, typeface.isItalic ? FC_SLANT_ITALIC : FC_SLANT_ROMAN)
        FcConfigSubstitute(config, pattern, FcMatchPattern)
        FcDefaultSubstitute(pattern)
        var result = FcResultNoMatch
        guard let match = FcFontMatch(config, pattern, &result) else {
            throw .font("no file for \(typeface.family)")
        }
        defer { FcPatternDestroy(match) }
        guard let file = FontFile(match) else { throw .font("no file for \(typeface.family)") }
        return file
    }
}

/// Names one face: a file and the index in it.
struct FontFile: Hashable {
    var path: String
    var index: Int32

    init?(_ pattern: OpaquePointer) {
        var path: UnsafeMutablePointer<FcChar8>?
        var index: Int32 = 0
        guard FcPatternGetString(pattern, FC_FILE, 0, &path) == FcResultMatch, let path else {
            return nil
        }
        _ = FcPatternGetInteger(pattern, FC_INDEX, 0, &index)
        self.path = String(cString: path)
        self.index = index
    }
}

/// Says why the fonts cannot be used.
public enum FontError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The fontconfig file cannot be read or is not valid.
    case unreadable(String)

    /// Families are not installed; the packages have them.
    case missing(families: [String], packages: [String])

    /// One line for people.
    public var description: String {
        switch self {
        case .unreadable(let path): "\(path): not a readable fontconfig file"
        case .missing(let families, let packages):
            "fonts missing: \(families.joined(separator: ", ")); install them with: "
                + "apt-get install \(packages.joined(separator: " "))"
        }
    }
}
