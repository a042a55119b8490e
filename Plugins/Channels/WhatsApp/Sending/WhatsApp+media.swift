import Foundation
public import PluginKit

extension WhatsApp: MediaFetching {
    /// Fetches a contact's file: first its address, which lives for minutes, then its bytes.
    public func fetch(_ attachment: Attachment, call: Call) throws -> StoredFile {
        let answer = try call.fetch(
            HTTPRequest("GET", address(Self.escaped(attachment.id)), headers: [authorization])
        )
        guard answer.isSuccess else { throw Self.problem(answer, "the file's address") }
        let description = try answer.decode(JSON.self)
        let url = description["url"].string
        guard !url.isEmpty else {
            throw PluginError(.refused, "the provider gave no address for the file")
        }
        let mime = description["mime_type"].string
        let (file, response) = try call.download(
            HTTPRequest("GET", url, headers: [authorization]),
            fileName: attachment.fileName,
            mime: mime.isEmpty ? attachment.mime : mime
        )
        guard let file else { throw Self.problem(response, "the file") }
        return file
    }

    /// Hands a file of ours to the provider, and gives the id under which it can be sent.
    func upload(_ attachment: Attachment, call: Call) throws -> String {
        guard !attachment.file.isEmpty else {
            guard !attachment.id.isEmpty else {
                throw PluginError(.argument, "the attachment has neither a file nor an id")
            }
            return attachment.id
        }
        var form = Multipart()
        form.add("messaging_product", "whatsapp")
        form.add("type", attachment.mime)
        form.add(
            "file",
            file: attachment.file,
            fileName: attachment.fileName.isEmpty ? "arquivo" : attachment.fileName,
            mime: attachment.mime
        )
        let (body, header) = form.request
        let request = HTTPRequest(
            "POST",
            address("\(configuration.phoneNumberId)/media"),
            headers: [authorization, header],
            body: body
        )
        let answer: HTTPResponse
        do {
            answer = try call.fetch(request)
        } catch let error as PluginError where error.class == .timeout {
            // The message itself has not been sent yet: it may be tried again.
            throw PluginError(.transient, "the upload: \(error.message)")
        }
        guard answer.isSuccess else { throw Self.problem(answer, "the upload") }
        let id = try answer.decode(JSON.self)["id"].string
        guard !id.isEmpty else {
            throw PluginError(.refused, "the provider took the file and gave it no id")
        }
        return id
    }

    /// Says what went wrong with a file: nothing was sent yet, so that it may be tried again.
    private static func problem(_ response: HTTPResponse, _ what: String) -> PluginError {
        let body = try? JSONDecoder().decode(JSON.self, from: Data(response.body))
        let error = ProviderError(whatsApp: body?["error"] ?? .null)
        let words = error.text.isEmpty ? "status \(response.status)" : error.text
        let kind: PluginError.Class =
            switch response.status {
            case 401: .credentials
            case 408, 429, 500...: .transient
            default: .refused
            }
        return PluginError(kind, "\(what): \(words)", code: error.code)
    }

    private static func escaped(_ id: String) -> String {
        id.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
