/// Is one thing that a contact says.
enum Utterance: Sendable, Hashable {
    case text(String)
    case picture(caption: String, variant: UInt64)
    case document(name: String, title: String)
    case voice
    case place(Place)
    /// An emoji on a message of ours.
    case reaction(String, to: String)
    /// A button or an entry of a list of a message of ours.
    case press(SentMessage.Option, of: String)

    /// Is a spot on the map.
    struct Place: Sendable, Hashable {
        var latitude: Double
        var longitude: Double
        var name: String
        var address: String
    }

    /// Places that contacts are at.
    static let places = [
        Place(
            latitude: -23.5614,
            longitude: -46.6559,
            name: "Portaria B",
            address: "Av. Paulista, 900 - São Paulo"
        ),
        Place(
            latitude: -22.9068,
            longitude: -43.1729,
            name: "Casa",
            address: "Rua das Laranjeiras, 210 - Rio de Janeiro"
        ),
        Place(
            latitude: -25.4284,
            longitude: -49.2733,
            name: "Escritório",
            address: "Rua XV de Novembro, 45 - Curitiba"
        ),
    ]
}

/// Is what a contact does at one moment: on the telephone all of it travels in one webhook.
struct ContactAct: Sendable, Hashable {
    /// The number of the talk that it belongs to.
    var talk: Int
    var person: DemoContact
    var way: ContactWay
    /// When it was written, which is long ago for those that come late.
    var writtenAt: Int64
    var utterances: [Utterance]
}

/// Says where a contact writes.
enum ContactWay: Sendable, Hashable {
    case whatsApp
    case chat
}

/// Is a message of ours as a contact reads it.
struct Heard: Sendable, Hashable {
    /// The id under which the contact can react to it.
    var id: String
    var text = ""
    var options: [SentMessage.Option] = []
    var isTemplate = false
    /// How long until the contact looks at it.
    var unread: Int64 = 0
}
