public import Engine
internal import Foundation
internal import Store

/// Is the data folder of the demo, which it makes and refuses to share.
public struct DemoFolder: Sendable {
    /// Says why a folder cannot be the demo's.
    public struct NotOurs: Error, CustomStringConvertible {
        /// The path.
        public let path: String

        /// One line for people.
        public var description: String {
            "\(path) is not the demo's own folder: name another with --data, or remove it"
        }
    }

    /// The path.
    public let path: String

    /// Whether the company is yet to be written.
    public let isNew: Bool

    /// The file that says whose folder it is; it is written when the company is complete.
    private static let mark = "demo"

    /// Looks at a folder.
    ///
    /// - Throws: `NotOurs` when there is something in it that the demo did not write.
    public init(_ path: String) throws {
        self.path = path
        let files = FileManager.default
        let content = (try? files.contentsOfDirectory(atPath: path)) ?? []
        if content.contains(Self.mark) {
            isNew = false
            return
        }
        // A demo that was stopped before its company was complete begins again.
        let isUnfinished = content.contains(Self.mark + ".unfinished")
        guard content.isEmpty || isUnfinished else { throw NotOurs(path: path) }
        isNew = true
        if isUnfinished {
            for name in content { try files.removeItem(atPath: path + "/" + name) }
        }
    }

    /// Writes the company with its past into the empty folder, up to a moment.
    ///
    /// The address is that of WhatsApp's stand-in. Takes some seconds, on a thread of its own.
    ///
    /// - Throws: `DataFolderError`, or what the journal throws.
    public func write(seed: UInt64, at now: Timestamp, whatsAppAPI: String) async throws {
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try Data().write(to: URL(filePath: path + "/" + Self.mark + ".unfinished"))
        let folder = try DataFolder.open(path)
        do {
            let company = DemoCompany(seed: seed)
            let scribe = Scribe(company: company, seed: seed)
            let agents = try await scribe.write(to: folder, at: now)
            try await keepSecrets(of: company, agents, in: folder, whatsAppAPI)
            try folder.close()
        } catch {
            try? folder.close()
            throw error
        }
        try FileManager.default.moveItem(
            atPath: path + "/" + Self.mark + ".unfinished",
            toPath: path + "/" + Self.mark
        )
    }

    private func keepSecrets(
        of company: DemoCompany,
        _ written: Scribe.Written,
        in folder: DataFolder,
        _ whatsAppAPI: String
    ) async throws {
        for agent in written.logins {
            try await folder.accounts.setPassword(DemoCompany.password, for: agent)
        }
        let settings = folder.channelSettings
        try await settings.set(company.whatsAppSettings(whatsAppAPI), of: written.whatsApp)
        try await settings.set(company.webChatSettings, of: written.webChat)
    }
}
