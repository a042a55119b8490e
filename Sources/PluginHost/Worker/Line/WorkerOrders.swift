import Paper

/// Is what a plugin's process is told when it begins.
struct StartOrder: Carried {
    static var blank: StartOrder { StartOrder(library: "", plugin: "", threads: 1, words: [:]) }

    /// The absolute path of the library.
    var library: String
    /// The plugin's id, for its log.
    var plugin: String
    /// How many calls it makes at once.
    var threads: UInt32
    /// The words of the house with the plugin's over them, by language and key.
    var words: [Language: [String: String]]

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&library)
        try carriage.carry(&plugin)
        try carriage.carry(&threads)
        for language in Language.allCases {
            var pairs = words[language, default: [:]].map { [$0.key, $0.value] }
            var flat = pairs.flatMap(\.self)
            try carriage.carry(&flat)
            guard carriage.isReading else { continue }
            guard flat.count.isMultiple(of: 2) else { throw CarriageError("a word has no text") }
            pairs = stride(from: 0, to: flat.count, by: 2).map { [flat[$0], flat[$0 + 1]] }
            words[language] = Dictionary(pairs.map { ($0[0], $0[1]) }) { first, _ in first }
        }
    }
}

/// Is an account of a channel as its plugin's process may know it: without secrets.
struct ChannelOrder: Carried, Sendable {
    static var blank: ChannelOrder {
        ChannelOrder(
            feature: "",
            account: "",
            configuration: "",
            language: .portuguese,
            timeZone: "",
            grants: Grants()
        )
    }

    /// Says which services of the host the plugin may use.
    struct Grants: Sendable, Hashable {
        var http = false
        var state = false
        var blob = false
        var dial = false
    }

    /// The channel's id.
    var feature: String
    /// The account's name in this installation.
    var account: String
    /// The configuration with placeholders for secrets.
    var configuration: String
    var language: Language
    var timeZone: String
    var grants: Grants

    mutating func carry(in carriage: inout Carriage) throws {
        try carriage.carry(&feature)
        try carriage.carry(&account)
        try carriage.carry(&configuration)
        try carriage.carry(&language)
        try carriage.carry(&timeZone)
        try carriage.carry(&grants.http)
        try carriage.carry(&grants.state)
        try carriage.carry(&grants.blob)
        try carriage.carry(&grants.dial)
    }
}
