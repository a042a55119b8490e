/// Says how the POSTs of one account are signed, as its configuration has it.
///
/// ```json
/// {"scheme": "hmac-sha256-hex", "header": "X-Signature", "prefix": "sha256="}
/// {"scheme": "token", "query": "token"}
/// {"scheme": "none"}
/// ```
///
/// Nothing goes without saying: only the word `none` lets everything pass.
enum OwnVerification: Sendable, Hashable {
    /// Says where the signature is.
    enum Place: Sendable, Hashable {
        /// In a header, its name in lower case.
        case header(String)
        /// In a parameter of the query.
        case query(String)
    }

    case nothing
    case signed(PluginManifest.Signature.Scheme, Place, prefix: String)

    /// Reads the object; `nil` for what is no clear statement.
    init?(_ value: Any?) {
        guard let fields = value as? [String: Any], let word = fields["scheme"] as? String else {
            return nil
        }
        if word == "none" {
            self = .nothing
            return
        }
        guard let scheme = PluginManifest.Signature.Scheme(rawValue: word) else { return nil }
        let header = fields["header"] as? String ?? ""
        let query = fields["query"] as? String ?? ""
        // A signature of the body does not stand in an address: only a token can.
        guard header.isEmpty != query.isEmpty, query.isEmpty || scheme == .token else { return nil }
        self = .signed(
            scheme,
            header.isEmpty ? .query(query) : .header(header.lowercased()),
            prefix: fields["prefix"] as? String ?? ""
        )
    }
}

extension String {
    /// What follows a prefix; `nil` when the text does not begin with it.
    func without(_ prefix: String?) -> Substring? {
        let prefix = prefix ?? ""
        return hasPrefix(prefix) ? dropFirst(prefix.count) : nil
    }
}
