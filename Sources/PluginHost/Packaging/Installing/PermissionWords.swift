extension PluginManifest {
    /// What the plugin would be able to do, one line each, for the one who allows it.
    public var asked: [String] {
        var lines: [String] = []
        for host in permissions?.http ?? [] { lines.append("reach https://\(host)") }
        for place in permissions?.dial ?? [] { lines.append("connect to \(place)") }
        for feature in features {
            for field in feature.grants ?? [] {
                lines.append(
                    "reach the address in \"\(field)\" of \(feature.id)'s accounts, private ones too"
                )
            }
            if feature.kind == .report {
                lines.append("read what the reader of the report \(feature.id) may see")
            } else {
                lines.append("read and write the messages of accounts of \(feature.id)")
            }
            if feature.kind == .channel, feature.webhook?.signature == nil {
                lines.append("take requests to \(feature.id)'s webhook that nobody verified")
            }
        }
        if permissions?.state == true { lines.append("keep small notes for each account") }
        if permissions?.blob == true { lines.append("read and write files of messages") }
        return lines
    }
}
