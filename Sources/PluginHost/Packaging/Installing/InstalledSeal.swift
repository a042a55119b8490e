import Crypto
public import Foundation

/// Is what an installed plugin's folder still says of the package it came from.
public struct InstalledSeal: Sendable {
    /// Who signed it; `nil` when nobody did.
    public let signature: PackageSignature?
    /// What is not as it was packed any more; `nil` when all of it is.
    public let change: String?

    /// Reads the seal of a folder; `nil` when it did not come from a package.
    public init?(folder: URL) {
        guard let bytes = try? Data(contentsOf: folder.appending(path: PackageIndex.fileName)),
            let index = try? JSONDecoder().decode(PackageIndex.self, from: bytes)
        else { return nil }
        let file = folder.appending(path: PackageIndex.signatureName)
        let signature = (try? Data(contentsOf: file)).flatMap { try? PackageSignature(json: $0) }
        let isGenuine = signature.map { (try? $0.verify(bytes)) != nil } ?? true
        self.signature = isGenuine ? signature : nil
        let changed = index.files.first { listed in
            guard PackageArchive.fault(ofPath: listed.path) == nil,
                let data = try? Data(contentsOf: folder.appending(path: listed.path))
            else { return true }
            return PackageIndex.File(path: listed.path, bytes: data) != listed
        }
        change = isGenuine ? changed?.path : PackageIndex.fileName
    }

    /// Says who answers for the plugin, as an installation knows them.
    public func words(_ publishers: [TrustedPublishers.Publisher]) -> String {
        if let change { return "changed since it was installed: \(change)" }
        guard let signature else { return "unsigned" }
        let publisher = publishers.first { $0.key == signature.key }
        return publisher?.name ?? "not trusted: \(signature.key.fingerprint)"
    }
}
