import ArgumentParser

/// Reads `127.0.0.1:8080`, `[::1]:8080` or `:8080`.
struct ListenAddress: ExpressibleByArgument {
    var host = "127.0.0.1"
    var port = 8_080

    init() {}

    init?(argument: String) {
        guard let colon = argument.lastIndex(of: ":"),
            let port = Int(argument[argument.index(after: colon)...]), (0...65_535).contains(port)
        else { return nil }
        var host = argument[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.contains("["), !host.contains("/"), !host.contains(" ") else { return nil }
        self.host = host.isEmpty ? "0.0.0.0" : String(host)
        self.port = port
    }

    var defaultValueDescription: String { "\(host):\(port)" }

    /// The address of a browser's page, with the port that was really taken.
    func url(port: Int) -> String {
        let shown = host == "0.0.0.0" || host == "::" ? "localhost" : host
        return "http://\(shown.contains(":") ? "[\(shown)]" : shown):\(port)/"
    }
}
