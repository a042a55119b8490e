public import PluginKit

extension MappedWebhook: MediaFetching {
    /// Fetches a contact's file from one of the places that the settings name.
    ///
    /// The address comes from whoever wrote: it must not lead to the provider's own API, nor into
    /// the house's network.
    public func fetch(_ attachment: Attachment, call: Call) throws -> StoredFile {
        let allowed = (settings.mediaOrigins ?? []).compactMap(Origin.init)
        guard let origin = Origin(attachment.url), allowed.contains(origin) else {
            throw PluginError(
                .refused,
                "the file is at an address that /mediaOrigins does not name"
            )
        }
        let (file, response) = try call.download(
            HTTPRequest("GET", attachment.url),
            fileName: attachment.fileName,
            mime: attachment.mime
        )
        if let file { return file }
        let isPassing = [408, 429].contains(response.status) || response.status >= 500
        throw PluginError(
            isPassing ? .transient : .refused,
            "the file: the provider answered \(response.status)"
        )
    }
}
