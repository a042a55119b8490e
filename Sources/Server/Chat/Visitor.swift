internal import Engine

/// Is a visitor of a web chat: what their token says.
struct Visitor: Sendable, Hashable, Codable {
    /// Who they are on this channel.
    let id: String

    /// The channel.
    let channel: ID<Channel>

    /// What they said about themselves; all may be empty.
    var name = ""
    var email = ""
    var phone = ""

    /// Where they write.
    var address: Address { Address(channel: channel, value: id) }
}

/// Is the right to read one file of a conversation for a while.
struct FilePass: Sendable, Hashable, Codable {
    let message: ID<Message>
    let index: Int
    let until: Timestamp
}
