public import Foundation
public import Paper
internal import Synchronization

/// Fills templates: the pages, fragments and mails of a server.
///
/// ```swift
/// let pages = try Pages(folders: folders, words: words)
/// let html = try pages.render("console", ["waiting": .list(sessions, facts)], wording)
/// ```
///
/// Every template is compiled once for each language. Filling takes some microseconds, needs no
/// lock for longer than a look, and may be done from any thread.
public final class Pages: Sendable {
    private struct Shelf: Sendable {
        var programs: [String: [Language: Program]]
        var assets: Assets
    }

    private let folders: TemplateFolders
    private let shelf: Mutex<Shelf>

    /// Reads and compiles every template.
    ///
    /// - Parameters:
    ///   - folders: the shipped templates and the operator's.
    ///   - words: the catalogue; see `words(of:)`.
    /// - Throws: `TemplateFindings` when a template cannot be used.
    public init(folders: TemplateFolders, words: Catalogue) throws(TemplateFindings) {
        let files = TemplateFiles(folders)
        let set = TemplateSet(files: files, words: words)
        let faults = set.findings.filter { $0.weight == .fault }
        guard faults.isEmpty else { throw TemplateFindings(Finding.sorted(faults)) }
        self.folders = folders
        shelf = Mutex(Shelf(programs: set.programs, assets: files.assets))
    }

    /// Reads the catalogue of the folders, the operator's words over the shipped ones.
    ///
    /// - Throws: `CatalogueError` when a file is not a JSON object of texts.
    public static func words(of folders: TemplateFolders) throws -> Catalogue {
        let shipped = try Catalogue(folder: folders.shipped.appending(path: "locales"))
        guard let overrides = folders.overrides else { return shipped }
        return shipped.merging(try Catalogue(folder: overrides.appending(path: "locales")))
    }

    /// Finds everything that is wrong in the folders, without using them.
    ///
    /// Words that are missing in a language are among it, and overrides of files that changed.
    /// Without words, those of the folders' own `locales` are taken.
    public static func check(_ folders: TemplateFolders, words: Catalogue? = nil) -> [Finding] {
        var findings: [Finding] = []
        var catalogue = Catalogue()
        do { catalogue = try words ?? Self.words(of: folders) } catch {
            let path = folders.shipped.appending(path: "locales").path
            let file = (error as? CatalogueError)?.file ?? path
            let message = (error as? CatalogueError)?.reason ?? String(describing: error)
            findings.append(Finding(weight: .fault, file: file, message: message))
        }
        let files = TemplateFiles(folders)
        if files.current.isEmpty {
            let path = folders.shipped.path
            let message = "holds no template: expected pages/, fragments/ or mail/ with .xml files"
            findings.append(Finding(weight: .fault, file: path, message: message))
        }
        findings += TemplateSet(files: files, words: catalogue).findings
        return Finding.sorted(findings)
    }

    /// Reads every template again, and keeps the last good version of one with a fault.
    ///
    /// Words come along, because they are part of the compiled templates.
    ///
    /// - Returns: everything that is wrong.
    @discardableResult
    public func reload(words: Catalogue) -> [Finding] {
        let files = TemplateFiles(folders)
        let set = TemplateSet(files: files, words: words)
        shelf.withLock { shelf in
            var programs = set.programs
            for (name, old) in shelf.programs
            where programs[name] == nil && set.names.contains(name) {
                programs[name] = old
            }
            shelf = Shelf(programs: programs, assets: files.assets)
        }
        return Finding.sorted(set.findings)
    }

    /// The files under `/static/`.
    public var assets: Assets { shelf.withLock { $0.assets } }

    /// Finds another file of the folders by its path, the operator's in place of the shipped one.
    ///
    /// The path is the program's own, never a caller's.
    ///
    /// - Returns: `nil` when neither folder has the file.
    public func file(_ path: String) -> URL? {
        [folders.overrides, folders.shipped].lazy
            .compactMap { $0?.appending(path: path) }
            .first { FileManager.default.fileExists(atPath: $0.path) }
    }

    // MARK: Filling

    /// Fills a page of `pages/`, as UTF-8.
    ///
    /// - Throws: `FillError` when there is no such page, or the facts are not those it declares.
    public func render(
        _ page: String,
        _ facts: PageFacts,
        _ wording: Wording
    ) throws(FillError) -> [UInt8] {
        try fill("pages/" + page, facts, wording) { Array($0) }
    }

    /// Fills a page of `pages/`, and hands its bytes over without a copy.
    ///
    /// The bytes are there until the closure returns.
    public func render<Result>(
        _ page: String,
        _ facts: PageFacts,
        _ wording: Wording,
        _ use: (UnsafeRawBufferPointer) -> Result
    ) throws(FillError) -> Result {
        try fill("pages/" + page, facts, wording, use)
    }

    /// Fills a fragment of `fragments/` alone, for a live update.
    ///
    /// - Throws: `FillError` as for a page.
    public func render(
        fragment: String,
        _ facts: PageFacts,
        _ wording: Wording
    ) throws(FillError) -> [UInt8] {
        try fill("fragments/" + fragment, facts, wording) { Array($0) }
    }

    /// Fills the HTML part of a mail of `mail/`.
    ///
    /// - Throws: `FillError` as for a page.
    public func render(
        mail: String,
        _ facts: PageFacts,
        _ wording: Wording
    ) throws(FillError) -> [UInt8] {
        try fill("mail/" + mail, facts, wording) { Array($0) }
    }

    private func fill<Result>(
        _ name: String,
        _ facts: PageFacts,
        _ wording: Wording,
        _ use: (UnsafeRawBufferPointer) -> Result
    ) throws(FillError) -> Result {
        let program = shelf.withLock { $0.programs[name]?[wording.language] }
        guard let program else {
            let reason = "there is no usable template \(name).xml"
            throw FillError(template: name, fact: "", reason: reason)
        }
        return try program.fill(facts, wording, use)
    }
}
